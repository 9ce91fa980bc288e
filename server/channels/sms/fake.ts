/**
 * Twilio at the wire, for tests and the demo: messages, the account, media behind a password and a redirect, and its calls to us.
 * It refuses what Twilio would refuse, and can be told to misbehave.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readAll } from 'node:stream/consumers'
import { type InboundText, inboundForm, signedCall } from './fakeCalls.ts'
import { refusalOf } from './fakeRules.ts'

/** What becomes of a message to be created. */
export type Behaviour =
  /** It is created, and the answer never comes. */
  | 'lost'
  /** Nothing is created, and the connection is closed. */
  | 'cut'
  | { status: number; code?: number; message?: string; retryAfter?: number }

export interface SentText {
  sid: string
  to: string
  from: string | null
  body: string
  status: string
  messagingServiceSid: string | null
  media: { url: string; status: number; type: string; size: number }[]
  callback: string | null
  createdAt: Date
}

export interface FakeTwilio {
  url: string
  account: { sid: string; token: string }
  /** The account's own numbers. */
  numbers: string[]
  messages: SentText[]
  optedOut: Set<string>
  requests: { method: string; path: string; query: URLSearchParams; form: URLSearchParams; headers: IncomingMessage['headers'] }[]
  answers: { method: string; path: string; status: number; body: unknown }[]
  /** What the next messages to be created get; afterwards the usual. */
  next: Behaviour[]
  /** Keeps a file as the media of an inbound message; `early`: so many times it is not there yet. */
  keepMedia(file: { type: string; bytes: Uint8Array; early?: number; redirectsTo?: string }): string
  /** The signed call of a text that came in, to be posted to `webhook`. */
  inbound(webhook: string, text: InboundText): { headers: Record<string, string>; body: string }
  /** The signed call that tells what became of a message of ours. */
  receipt(message: SentText, status: string, errorCode?: number): { url: string; headers: Record<string, string>; body: string }
  /** Called with each message that was created; the demo lets its receipts come by this. */
  onCreated?: (message: SentText) => void
  close(): Promise<void>
}

interface Media {
  type: string
  bytes: Uint8Array
  early: number
  redirectsTo?: string
}
interface Answer {
  status: number
  body?: unknown
  raw?: { type: string; bytes: Uint8Array }
  headers?: Record<string, string>
}

export const newSid = (prefix: string): string => `${prefix}${randomUUID().replaceAll('-', '')}`

/** Starts it on a free port of loopback. */
export async function startFakeTwilio(
  account = { sid: newSid('AC'), token: 'a-very-private-token' },
  numbers = ['+46701230000'],
): Promise<FakeTwilio> {
  const media = new Map<string, Media>()
  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const root = `/2010-04-01/Accounts/${account.sid}`

  const fake: FakeTwilio = {
    url,
    account,
    numbers,
    messages: [],
    optedOut: new Set(),
    requests: [],
    answers: [],
    next: [],
    keepMedia({ type, bytes, early = 0, redirectsTo }) {
      const sid = newSid('ME')
      media.set(sid, { type, bytes, early, redirectsTo })
      return `${url}${root}/Messages/${newSid('MM')}/Media/${sid}`
    },
    inbound: (webhook, text) => signedCall(account.token, webhook, inboundForm(account.sid, { sid: newSid('SM'), ...text })),
    receipt(message, status, errorCode) {
      message.status = status
      const webhook = message.callback ?? ''
      const form: [string, string][] = [
        ...Object.entries({ SmsSid: message.sid, SmsStatus: status, MessageStatus: status, To: message.to, MessageSid: message.sid }),
        ...Object.entries({ AccountSid: account.sid, From: message.from ?? numbers[0] ?? '', ApiVersion: '2010-04-01' }),
        ...(errorCode ? ([['ErrorCode', String(errorCode)]] as [string, string][]) : []),
      ]
      return { url: webhook, ...signedCall(account.token, webhook, form) }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', url)
    const method = request.method ?? 'GET'
    const form = new URLSearchParams(await readAll(request))
    fake.requests.push({ method, path, query, form, headers: request.headers })
    const answer = await answerTo(method, path, query, form, request.headers.authorization)
    if (answer === 'lost') return void response.destroy()
    fake.answers.push({ method, path, status: answer.status, body: answer.body })
    response.writeHead(answer.status, { 'content-type': answer.raw?.type ?? 'application/json', ...answer.headers })
    response.end(answer.raw?.bytes ?? (answer.body === undefined ? '' : JSON.stringify(answer.body)))
  }

  async function answerTo(
    method: string,
    path: string,
    query: URLSearchParams,
    form: URLSearchParams,
    authorization?: string,
  ): Promise<Answer | 'lost'> {
    const stored = /^\/store\/(ME\w+)$/.exec(path)?.[1]
    if (stored) return fromStore(media.get(stored), authorization)
    const basic = `Basic ${Buffer.from(`${account.sid}:${account.token}`).toString('base64')}`
    if (authorization !== basic) return refuse(401, 20003, 'Authenticate')
    if (!path.startsWith(root)) return refuse(404, 20404, `The requested resource ${path} was not found`)
    const rest = path.slice(root.length)
    if (rest === '.json') return { status: 200, body: { sid: account.sid, friendly_name: 'Nordvik', status: 'active', type: 'Full' } }
    if (rest === '/Messages.json') return method === 'POST' ? create(form) : { status: 200, body: list(query) }
    const one = fake.messages.find(({ sid }) => rest === `/Messages/${sid}.json`)
    if (one) return { status: 200, body: resource(one) }
    const file = /^\/Messages\/MM\w+\/Media\/(ME\w+)$/.exec(rest)?.[1]
    return (file && mediaOf(file)) || refuse(404, 20404, `The requested resource ${path} was not found`)
  }

  /** Media is not there at once, and then elsewhere: at a store that takes no second password. */
  function mediaOf(sid: string): Answer | undefined {
    const found = media.get(sid)
    if (!found || found.early-- > 0) return undefined
    return { status: 307, headers: { location: found.redirectsTo ?? `${url}/store/${sid}` } }
  }

  const fromStore = (found: Media | undefined, authorization?: string): Answer =>
    authorization
      ? { status: 400, raw: { type: 'application/xml', bytes: Buffer.from('<Error>Only one auth mechanism allowed</Error>') } }
      : found
        ? { status: 200, raw: found }
        : { status: 404 }

  async function create(form: URLSearchParams): Promise<Answer | 'lost'> {
    const refused = refusalOf(form, fake)
    if (refused) return refuse(refused.status, refused.code, refused.message)
    const behaviour = fake.next.shift()
    if (behaviour === 'cut') return 'lost'
    if (typeof behaviour === 'object') {
      const { status, code = status === 429 ? 20429 : 20500, message = 'Try again', retryAfter } = behaviour
      return { ...refuse(status, code, message), ...(retryAfter && { headers: { 'retry-after': String(retryAfter) } }) }
    }
    const pictures = form.getAll('MediaUrl')
    const text: SentText = {
      sid: newSid(pictures.length > 0 ? 'MM' : 'SM'),
      to: form.get('To') ?? '',
      from: form.get('From'),
      body: form.get('Body') ?? '',
      status: form.get('MessagingServiceSid') ? 'accepted' : 'queued',
      messagingServiceSid: form.get('MessagingServiceSid'),
      media: await Promise.all(pictures.map(fetchMedia)),
      callback: form.get('StatusCallback'),
      createdAt: new Date(),
    }
    fake.messages.push(text)
    fake.onCreated?.(text)
    return behaviour === 'lost' ? 'lost' : { status: 201, body: resource(text) }
  }

  const resource = (text: SentText) => ({
    account_sid: account.sid,
    api_version: '2010-04-01',
    body: text.body,
    date_created: text.createdAt.toUTCString().replace('GMT', '+0000'),
    date_sent: null,
    date_updated: text.createdAt.toUTCString().replace('GMT', '+0000'),
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from: text.from,
    messaging_service_sid: text.messagingServiceSid,
    num_media: String(text.media.length),
    num_segments: '1',
    price: null,
    price_unit: null,
    sid: text.sid,
    status: text.status,
    subresource_uris: { media: `${root}/Messages/${text.sid}/Media.json` },
    to: text.to,
    uri: `${root}/Messages/${text.sid}.json`,
  })

  function list(query: URLSearchParams) {
    const found = fake.messages.filter(({ to }) => !query.has('To') || to === query.get('To')).reverse()
    const size = Number(query.get('PageSize') ?? 50)
    const uri = `${url}${root}/Messages.json`
    return {
      messages: found.slice(0, size).map(resource),
      page: 0,
      page_size: size,
      start: 0,
      end: Math.max(0, Math.min(found.length, size) - 1),
      uri,
      first_page_uri: uri,
      next_page_uri: null,
      previous_page_uri: null,
    }
  }

  return fake
}

const refuse = (status: number, code: number, message: string): Answer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
})

/** As Twilio does before it sends: it fetches what the address names, from wherever it runs. */
async function fetchMedia(url: string): Promise<SentText['media'][number]> {
  const answer = await fetch(url).catch(() => undefined)
  const bytes = answer ? (await answer.arrayBuffer()).byteLength : 0
  return { url, status: answer?.status ?? 0, type: answer?.headers.get('content-type') ?? '', size: bytes }
}
