/** The lists of Postmark and Mailgun at the wire: what each has taken in, with the refusals of keys and of questions that they would refuse. */
import type { IncomingMessage } from 'node:http'
import { json as jsonOf } from 'node:stream/consumers'
import { z } from 'zod'
import type { Mail, Provider } from './fakeCalls.ts'

/** A mail that a provider has taken in. */
export interface Taken extends Mail {
  provider: Provider
  at: Date
  status: 'Processed' | 'Failed' | 'Blocked'
  /** The body of the call. */
  json: Buffer
  /** Calls the webhook once more. */
  again(): Promise<number>
}

/** The provider as it stands. */
interface Standing {
  url: string
  apiKey: string
  listTrouble: { status: number } | undefined
}

interface Answer {
  status: number
  json: unknown
}

/** The answer of a list; undefined where the address is not one of theirs. */
export async function askList(
  request: IncomingMessage,
  taken: Map<string, Taken>,
  { apiKey, listTrouble, url: own }: Standing,
): Promise<Answer | undefined> {
  const { method, url = '/', headers } = request
  const { pathname, searchParams: query } = new URL(url, own)
  const of = (provider: Provider) => [...taken.values()].filter((one) => one.provider === provider).reverse()
  if (pathname.startsWith('/messages/inbound')) {
    if (headers['x-postmark-server-token'] !== apiKey)
      return { status: 401, json: { ErrorCode: 10, Message: 'Request does not contain a valid Server token.' } }
    if (listTrouble) return { status: listTrouble.status, json: { ErrorCode: 100, Message: 'Maintenance' } }
    const [, id] = /^\/messages\/inbound\/([^/]+)\/retry$/.exec(pathname) ?? []
    const rows = of('postmark').map((one) => ({ one, id: postmarkId(one) }))
    if (id) {
      const found = rows.find((row) => row.id === id)
      if (method !== 'PUT' || found?.one.status !== 'Failed')
        return { status: 422, json: { ErrorCode: 701, Message: 'This message was not found or cannot be retried.' } }
      if ((await found.one.again()) === 200) found.one.status = 'Processed'
      return { status: 200, json: { ErrorCode: 0, Message: 'Successfully rescheduled failed message: 1.' } }
    }
    const [count, offset] = [Number(query.get('count') ?? Number.NaN), Number(query.get('offset') ?? Number.NaN)]
    if (!(count >= 1 && count <= 500 && offset >= 0))
      return { status: 422, json: { ErrorCode: 700, Message: 'Parameters count and offset are needed.' } }
    const InboundMessages = rows.slice(offset, offset + count).map(({ one, id: MessageID }) => ({
      From: one.from,
      To: one.to,
      OriginalRecipient: one.to,
      MessageID,
      Status: one.status,
      Date: one.at.toUTCString(),
      Attachments: [],
    }))
    return { status: 200, json: { TotalCount: rows.length, InboundMessages } }
  }
  if (pathname !== '/v1/analytics/logs') return undefined
  if (headers.authorization !== `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`)
    return { status: 401, json: { message: 'Invalid private key' } }
  if (listTrouble) return { status: listTrouble.status, json: { message: 'Maintenance' } }
  if (method !== 'POST') return { status: 405, json: { message: 'Method not allowed' } }
  const asked = LogsQuestion.safeParse(await jsonOf(request).catch(() => undefined))
  if (!asked.success) return { status: 400, json: { message: asked.error.issues[0]?.message ?? 'bad request' } }
  const { start, end, events, filter, pagination } = asked.data
  const domains = filter.AND.flatMap(({ values }) => values.map(({ value }) => value))
  const at = Number(pagination.token?.replace('page-', '') ?? 0)
  const found = of('mailgun')
    .filter(({ to }) => domains.some((domain) => to.endsWith(`@${domain}`)))
    .filter((one) => one.at >= new Date(start) && one.at <= new Date(end))
    // What the shop sends goes into the same log.
    .flatMap((one) => [logOf(one, true), logOf(one, false)])
    .filter(({ event }) => events.some((one) => one === event))
  const items = found.slice(at, at + pagination.limit)
  return { status: 200, json: { start, end, items, pagination: { next: `page-${at + pagination.limit}`, total: 0 }, aggregates: {} } }
}

const logOf = (one: Taken, isInbound: boolean) => ({
  id: `${isInbound}-${one.at.getTime()}`,
  event: 'accepted',
  '@timestamp': one.at.toISOString(),
  account: { id: '12345' },
  domain: { name: one.to.slice(one.to.indexOf('@') + 1) },
  recipient: isInbound ? one.to : one.from,
  flags: { 'is-authenticated': !isInbound, 'is-routed': isInbound, 'is-test-mode': false },
  message: {
    headers: { 'message-id': (isInbound && /^message-id:\s*<([^>]+)>/im.exec(one.raw)?.[1]) || 'ours@shop.example' },
    recipients: [isInbound ? one.to : one.from],
  },
})

/** RFC 2822, with the zone in figures: the only dates that Mailgun takes here. */
const MailDate = z.string().regex(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}$/)
/** What its logs take for a question. */
const LogsQuestion = z.strictObject({
  start: MailDate,
  end: MailDate,
  events: z.array(z.enum(['accepted', 'rejected', 'delivered', 'failed', 'opened', 'clicked', 'unsubscribed', 'complained', 'stored'])),
  metric_events: z.array(z.string()).optional(),
  filter: z.strictObject({
    AND: z.array(
      z.strictObject({
        attribute: z.literal('domain'),
        comparator: z.literal('='),
        values: z.array(z.strictObject({ label: z.string(), value: z.string() })).min(1),
      }),
    ),
  }),
  include_subaccounts: z.boolean().optional(),
  include_totals: z.boolean().optional(),
  pagination: z.strictObject({
    sort: z.templateLiteral(['timestamp:', z.enum(['asc', 'desc'])]),
    token: z.string().optional(),
    limit: z.number().int().min(1).max(100),
  }),
})

const postmarkId = ({ json }: Taken): string => String(JSON.parse(json.toString()).MessageID)
