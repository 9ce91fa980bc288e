/**
 * Graph on loopback, as far as our channels use it: for tests and the demo. It knows one token, keeps what it was asked, signs what
 * it tells, and can be told to misbehave.
 */
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Asked {
  method: string
  path: string
  query: Record<string, string>
  headers: Record<string, string>
  /** JSON as an object; else as it came. */
  body: unknown
}

export interface Answer {
  status: number
  body?: unknown
  bytes?: Buffer
  headers?: Record<string, string>
}

/** `lost`: the call ends before it is looked at; `cut`: it is done, and the answer is lost; or an answer in its place. */
export type Misdeed = 'lost' | 'cut' | { slow: number } | Answer

export interface FakeGraph {
  url: string
  /** Those that open it. */
  tokens: Set<string>
  requests: Asked[]
  answers: { path: string; status: number; body: unknown }[]
  /** How the next calls that send something go wrong, in order. */
  next: Misdeed[]
  /** Where webhooks go; empty: nowhere. */
  webhookUrl: string
  /** What the webhook answered last: a status of HTTP. */
  lastTold: number
  /** Calls the webhook with these bytes, signed; answers its status. */
  tell(update: unknown, options?: { signature?: string; raw?: Buffer }): Promise<number>
  close(): Promise<void>
}

/** An error as Graph writes it. */
export const graphError = (status: number, code: number, message: string, more: object = {}): Answer => ({
  status,
  body: { error: { message, type: 'OAuthException', code, fbtrace_id: 'AFakeTraceId123', ...more } },
})

interface Wish {
  token: string
  appSecret: string
  /** Answers a call whose token is right; undefined: there is no such thing. */
  answer(asked: Asked): Promise<Answer | undefined> | Answer | undefined
  /** May anyone make this call, without the token? */
  isOpen?(asked: Asked): boolean
  /** Does this call send something? Misdeeds are for those. */
  isSending(asked: Asked): boolean
}

/** Starts it on a free port. */
export async function startFakeGraph({ token, appSecret, answer, isOpen, isSending }: Wish): Promise<FakeGraph> {
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()))
  const fake: FakeGraph = {
    url: '',
    tokens: new Set([token]),
    requests: [],
    answers: [],
    next: [],
    webhookUrl: '',
    lastTold: 0,
    async tell(update, { signature, raw } = {}) {
      // Meta writes letters beyond ASCII, and slashes, escaped: a body written anew has other bytes.
      const body = raw ?? Buffer.from(escaped(JSON.stringify(update)))
      const signed = signature ?? `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signed }
      const { status } = await fetch(fake.webhookUrl, { method: 'POST', headers, body: new Uint8Array(body) })
      fake.lastTold = status
      return status
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await askedOf(request)
    fake.requests.push(asked)
    const misdeed = isSending(asked) ? fake.next.shift() : undefined
    if (misdeed === 'lost') return void response.destroy()
    if (typeof misdeed === 'object' && 'slow' in misdeed) await sleep(misdeed.slow)
    const isKnown = fake.tokens.has(asked.headers.authorization?.replace('Bearer ', '') ?? '') || isOpen?.(asked)
    const instead = typeof misdeed === 'object' && 'status' in misdeed ? misdeed : undefined
    const given =
      instead ??
      (isKnown ? await answer(asked) : graphError(401, 190, 'Error validating access token', { error_subcode: 463 })) ??
      graphError(404, 100, 'Unsupported request')
    if (misdeed === 'cut') return void response.destroy()
    fake.answers.push({ path: asked.path, status: given.status, body: given.body })
    response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers })
    response.end(given.bytes ?? JSON.stringify(given.body ?? {}))
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return fake
}

async function askedOf(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://fake')
  const raw = Buffer.concat(await request.toArray())
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const isJson = headers['content-type']?.startsWith('application/json')
  return {
    method: request.method ?? 'GET',
    path: url.pathname.replace(/^\/v\d+\.\d+/, ''),
    query: Object.fromEntries(url.searchParams),
    headers,
    body: isJson ? JSON.parse(raw.toString()) : raw,
  }
}

const escaped = (json: string) =>
  json.replace(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).replaceAll('/', '\\/')
