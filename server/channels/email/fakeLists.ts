/** The lists of Postmark and Mailgun at the wire: what each has taken in, with the refusals of keys and of questions that they would refuse. */
import type { IncomingMessage } from 'node:http'
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
  { method, url = '/', headers }: IncomingMessage,
  taken: Map<string, Taken>,
  { apiKey, listTrouble, url: own }: Standing,
): Promise<Answer | undefined> {
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
  const [, domain] = /^\/v3\/([^/]+)\/events/.exec(pathname) ?? []
  if (!domain) return undefined
  if (headers.authorization !== `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`)
    return { status: 401, json: { message: 'Invalid private key' } }
  if (listTrouble) return { status: listTrouble.status, json: { message: 'Maintenance' } }
  const here = of('mailgun').filter(({ to }) => to.endsWith(`@${domain}`))
  if (here.length === 0) return { status: 404, json: { message: `Domain not found: ${domain}` } }
  const [begin, end, limit] = ['begin', 'end', 'limit'].map((name) => Number(query.get(name)))
  if (!begin || !end || !limit || limit > 300) return { status: 400, json: { message: 'begin, end and limit are needed' } }
  const at = Number(query.get('page') ?? 0)
  const items = here
    .filter((one) => one.at.getTime() / 1000 >= begin && one.at.getTime() / 1000 <= end)
    .slice(at, at + limit)
    .flatMap((one) => [
      {
        event: 'accepted',
        timestamp: one.at.getTime() / 1000,
        recipient: one.to,
        flags: { 'is-routed': true, 'is-authenticated': false },
        message: { headers: { 'message-id': /^message-id:\s*<([^>]+)>/im.exec(one.raw)?.[1] ?? '' }, recipients: [one.to] },
      },
      // What the shop sends goes into the same log.
      { event: 'accepted', recipient: one.from, flags: { 'is-routed': null }, message: { headers: { 'message-id': 'ours@shop.example' } } },
    ])
  const next = new URL(url, own)
  next.searchParams.set('page', String(at + limit))
  return { status: 200, json: { items, paging: { next: next.href, previous: own } } }
}

const postmarkId = ({ json }: Taken): string => String(JSON.parse(json.toString()).MessageID)
