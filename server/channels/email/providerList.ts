/**
 * What a mail provider says it has received for us. Postmark lists every inbound message of a server; Mailgun's event log has every
 * message that a route took up; SendGrid keeps no list of what it handed over.
 */
import { z } from 'zod'
import { messageOf } from '../../platform/errors.ts'
import type { Connected } from '../connected.ts'
import { cleanId } from './thread.ts'

/** A mail at the provider's, by the id that its webhook gave too; `again` has it brought once more, where the provider gave up. */
export interface Listed {
  id: string
  again?: () => Promise<void>
}

const mostMilliseconds = 30_000
const mostPages = 40

/** Whose list can be asked, with a key. */
export const hasList = (way: string): way is keyof typeof lists => Object.hasOwn(lists, way)

/** From when to when it is asked for: what came just now may be on its way to us. */
export interface Span {
  since: Date
  until: Date
}

/** All that came there in this span; `recipients` are the addresses that the connection is known to be written to by. Throws in the provider's words. */
export const listAt = (connection: Connected, span: Span, recipients: readonly string[]): Promise<Listed[]> => {
  const way = connection.text('way')
  if (!hasList(way)) throw new Error(`${way} keeps no list.`)
  return lists[way](connection, span, recipients)
}

const lists = { postmark: listAtPostmark, mailgun: listAtMailgun }

const Inbound = z.object({
  TotalCount: z.number(),
  InboundMessages: z.array(z.object({ MessageID: z.string(), Status: z.string(), Date: z.string().nullish() })),
})

/** https://postmarkapp.com/developer/api/messages-api#inbound-message-search */
async function listAtPostmark(connection: Connected, { since, until }: Span): Promise<Listed[]> {
  const base = connection.text('apiUrl') || 'https://api.postmarkapp.com'
  const headers = { accept: 'application/json', 'x-postmark-server-token': connection.secret('apiKey') }
  const found: Listed[] = []
  const count = 500
  for (let page = 0; page < mostPages; page++) {
    const query = new URLSearchParams({ count: String(count), offset: String(page * count), fromdate: since.toISOString().slice(0, 10) })
    const { InboundMessages: messages, TotalCount: total } = Inbound.parse(await ask(`${base}/messages/inbound?${query}`, { headers }))
    for (const { MessageID: id, Status, Date: at } of messages) {
      const status = Status.toLowerCase()
      // What the shop's own rules there block was never to come; days are the finest that it can be asked for.
      const cameAt = new Date(at ?? '')
      if (status === 'blocked' || status === 'queued' || status === 'scheduled' || cameAt < since || cameAt > until) continue
      const retry = () => ask(`${base}/messages/inbound/${encodeURIComponent(id)}/retry`, { method: 'PUT', headers }).then(() => undefined)
      found.push({ id, ...(status === 'failed' && { again: retry }) })
    }
    if (messages.length === 0 || (page + 1) * count >= total) return found
  }
  throw new Error('The list is too long.')
}

const Events = z.object({
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
  paging: z.object({ next: z.string().nullish() }).nullish(),
})
const mailgunHosts = ['https://api.mailgun.net', 'https://api.eu.mailgun.net']

/** https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/events */
async function listAtMailgun(connection: Connected, { since, until }: Span, recipients: readonly string[]): Promise<Listed[]> {
  const fake = connection.text('apiUrl')
  const domains = [...new Set(recipients.map((address) => address.slice(address.indexOf('@') + 1)))]
  const headers = { authorization: `Basic ${Buffer.from(`api:${connection.secret('apiKey')}`).toString('base64')}` }
  const ids = new Set<string>()
  for (const domain of domains) {
    const query = new URLSearchParams({
      event: 'accepted OR stored',
      begin: String(Math.floor(since.getTime() / 1000)),
      end: String(Math.floor(until.getTime() / 1000)),
      ascending: 'yes',
      limit: '300',
    })
    const path = `/v3/${encodeURIComponent(domain)}/events?${query}`
    const bases = fake ? [fake] : mailgunHosts
    let url: string | null | undefined = `${await firstThatKnows(bases, path, headers)}${path}`
    for (let page = 0; url; page++) {
      if (page === mostPages) throw new Error('The list is too long.')
      const { items, paging } = Events.parse(await ask(url, { headers }))
      for (const { event, recipient, flags, message } of items) {
        const to = [recipient, ...(message?.recipients ?? [])].flatMap((address) => address?.toLowerCase() || [])
        const isInbound = event === 'stored' || flags?.['is-routed'] === true
        const id = cleanId(message?.headers?.['message-id'] ?? '')
        if (isInbound && id && to.some((address) => recipients.includes(address))) ids.add(id)
      }
      // An empty page is the last one; there is an address of a next one all the same.
      const next = items.length > 0 ? paging?.next : null
      url = next && bases.some((base) => next.startsWith(`${base}/`)) ? next : null
    }
  }
  return [...ids].map((id) => ({ id }))
}

/** A domain is in one of two regions, and the other one has never heard of it. */
async function firstThatKnows(bases: string[], path: string, headers: Record<string, string>): Promise<string> {
  for (const base of bases.slice(0, -1)) {
    const answer = await fetch(`${base}${path}`, { headers, redirect: 'error', signal: AbortSignal.timeout(mostMilliseconds) })
    await answer.body?.cancel()
    if (answer.status !== 404 && answer.status !== 401) return base
  }
  return bases.at(-1) ?? ''
}

async function ask(url: string, init: RequestInit): Promise<unknown> {
  const answer = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(mostMilliseconds) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${answer.status} ${wordsIn(text)}`.trim().slice(0, 300))
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`The answer is no JSON: ${messageOf(error)}`, { cause: error })
  }
}

function wordsIn(text: string): string {
  try {
    const { Message, message } = z.object({ Message: z.string().optional(), message: z.string().optional() }).parse(JSON.parse(text))
    return Message ?? message ?? ''
  } catch {
    return ''
  }
}
