/**
 * Twilio at the wire, for tests and the demo: messages, the account, media behind a password and a redirect, and its calls to us.
 * It refuses what Twilio would refuse, and can be told to misbehave.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readAll } from 'node:stream/consumers'
import { type Answer, newSid, pageOf, refuse, resourceOf, type SentText } from './fakeAnswers.ts'
import { type InboundText, inboundForm, receiptForm, signedCall } from './fakeCalls.ts'
import { type MediaFile, openMedia } from './fakeMedia.ts'
import { refusalOf } from './fakeRules.ts'

/** What becomes of a message to be created. */
export type Behaviour =
  /** It is created, and the answer never comes. */
  | 'lost'
  /** Nothing is created, and the connection is closed. */
  | 'cut'
  | { status: number; code?: number; message?: string; retryAfter?: number }

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
  /** Keeps a file as the media of an inbound message. */
  keepMedia(file: MediaFile): string
  /** The signed call of a text that came in, to be posted to `webhook`. */
  inbound(webhook: string, text: InboundText): { headers: Record<string, string>; body: string }
  /** The signed call that tells what became of a message of ours. */
  receipt(message: SentText, status: string, errorCode?: number): { url: string; headers: Record<string, string>; body: string }
  /** Called with each message that was created; the demo lets its receipts come by this. */
  onCreated?: (message: SentText) => void
  close(): Promise<void>
}

/** Starts it on a free port of loopback. */
export async function startFakeTwilio(
  account = { sid: newSid('AC'), token: 'a-very-private-token' },
  numbers = ['+46701230000'],
): Promise<FakeTwilio> {
  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const root = `/2010-04-01/Accounts/${account.sid}`
  const self = { url, root, sid: account.sid }
  const media = openMedia(url, root)

  const fake: FakeTwilio = {
    url,
    account,
    numbers,
    messages: [],
    optedOut: new Set(),
    requests: [],
    answers: [],
    next: [],
    keepMedia: media.keep,
    inbound: (webhook, text) => signedCall(account.token, webhook, inboundForm(account.sid, { sid: newSid('SM'), ...text })),
    receipt(message, status, errorCode) {
      message.status = status
      const webhook = message.callback ?? ''
      const from = message.from ?? numbers[0] ?? ''
      const form = receiptForm(account.sid, { sid: message.sid, to: message.to, from, status, errorCode })
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
    const stored = media.fromStore(path, authorization)
    if (stored) return stored
    const basic = `Basic ${Buffer.from(`${account.sid}:${account.token}`).toString('base64')}`
    if (authorization !== basic) return refuse(401, 20003, 'Authenticate')
    if (!path.startsWith(root)) return refuse(404, 20404, `The requested resource ${path} was not found`)
    const rest = path.slice(root.length)
    if (rest === '.json') return { status: 200, body: { sid: account.sid, friendly_name: 'Nordvik', status: 'active', type: 'Full' } }
    if (rest === '/Messages.json') return method === 'POST' ? create(form) : { status: 200, body: pageOf(self, fake.messages, query) }
    const one = fake.messages.find(({ sid }) => rest === `/Messages/${sid}.json`)
    if (one) return { status: 200, body: resourceOf(self, one) }
    return media.sendOn(rest) ?? refuse(404, 20404, `The requested resource ${path} was not found`)
  }

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
    return behaviour === 'lost' ? 'lost' : { status: 201, body: resourceOf(self, text) }
  }

  return fake
}

/** As Twilio does before it sends: it fetches what the address names, from wherever it runs. */
async function fetchMedia(url: string): Promise<SentText['media'][number]> {
  const answer = await fetch(url).catch(() => undefined)
  const bytes = answer ? (await answer.arrayBuffer()).byteLength : 0
  return { url, status: answer?.status ?? 0, type: answer?.headers.get('content-type') ?? '', size: bytes }
}
