/** Mailgun's logs: every message that a route of the account took up, in the region where its domain is. */
import { z } from 'zod'
import type { Connected } from '../connected.ts'
import { askProvider, type Listed, type Span } from './askProvider.ts'
import { cleanId } from './thread.ts'

const Logs = z.object({
  items: z.array(
    z.object({
      event: z.string(),
      recipient: z.string().nullish(),
      flags: z.object({ 'is-routed': z.boolean().nullish() }).nullish(),
      message: z
        .object({ headers: z.object({ 'message-id': z.string().nullish() }).nullish(), recipients: z.array(z.string()).nullish() })
        .nullish(),
    }),
  ),
  pagination: z.object({ next: z.string().nullish() }).nullish(),
})
const mailgunHosts = ['https://api.mailgun.net', 'https://api.eu.mailgun.net']
/** The most that its logs give at a time. */
const logsAtOnce = 100
const mostLogPages = 120

/** Those of these addresses in its logs. https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/logs */
export async function listAtMailgun(connection: Connected, span: Span, recipients: readonly string[]): Promise<Listed[]> {
  const fake = connection.text('apiUrl')
  const bases = fake ? [fake] : mailgunHosts
  const domains = [...new Set(recipients.map((address) => address.slice(address.indexOf('@') + 1)))]
  const ids = new Set<string>()
  for (const domain of domains) {
    const refusals: unknown[] = []
    // A domain is in one of two regions. The other one has nothing of it in its logs, or does not know the key.
    for (const base of bases)
      try {
        for (const { event, recipient, flags, message } of await logsAt(base, domain, span, connection.secret('apiKey'))) {
          const to = [recipient, ...(message?.recipients ?? [])].flatMap((address) => address?.toLowerCase() || [])
          const isInbound = event === 'stored' || flags?.['is-routed'] === true
          const id = cleanId(message?.headers?.['message-id'] ?? '')
          if (isInbound && id && to.some((address) => recipients.includes(address))) ids.add(id)
        }
      } catch (error) {
        if (!isUnknownThere(error)) throw error
        refusals.push(error)
      }
    if (refusals.length === bases.length) throw refusals[0]
  }
  return [...ids].map((id) => ({ id }))
}

async function logsAt(base: string, domain: string, { since, until }: Span, apiKey: string): Promise<z.infer<typeof Logs>['items']> {
  const headers = { authorization: `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`, 'content-type': 'application/json' }
  const found: z.infer<typeof Logs>['items'] = []
  let token: string | undefined
  for (let page = 0; page < mostLogPages; page++) {
    const body = JSON.stringify({
      start: mailDate(since),
      end: mailDate(until),
      events: ['accepted', 'stored'],
      filter: { AND: [{ attribute: 'domain', comparator: '=', values: [{ label: domain, value: domain }] }] },
      include_subaccounts: false,
      pagination: { sort: 'timestamp:asc', limit: logsAtOnce, ...(token && { token }) },
    })
    const { items, pagination } = Logs.parse(await askProvider(`${base}/v1/analytics/logs`, { method: 'POST', headers, body }))
    found.push(...items)
    // An empty page is the last one, whatever token comes with it.
    const next = items.length > 0 ? pagination?.next : null
    if (!next || next === token) return found
    token = next
  }
  throw new Error('The list is too long.')
}

/** As RFC 2822 writes it, with the zone in figures, which is how Mailgun wants it. */
const mailDate = (at: Date): string => at.toUTCString().replace('GMT', '+0000')

const isUnknownThere = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && (error.status === 401 || error.status === 404)
