/**
 * Postmark, SendGrid and Mailgun at the wire, for tests: each takes a mail in and calls our webhook in its own form, with its own
 * signature, as often as it would. Mailgun also hands out the files it stored. They can be told to misbehave.
 */
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Call, type Mail, type MailFile, mailgunCall, type Provider, postmarkCall, type Shape, sendgridCall } from './fakeCalls.ts'
import { askList, type Taken } from './fakeLists.ts'

export interface Trouble {
  /** The call is made this many times, as when the answer was lost. */
  times?: number
  /** The call ends after so many bytes. */
  cutAt?: number
  isUnsigned?: boolean
  /** The call is signed, and of another time. */
  at?: Date
  /** Before each further attempt: what the shop does meanwhile. */
  beforeRetry?: () => Promise<void>
}

/** What the store answers next in place of a file. */
export type StoreTrouble = { status: number } | 'slow' | { location: string } | { packed: Buffer }

export interface FakeMailProviders {
  url: string
  /** What the shop sets as the provider's key: Postmark's password, SendGrid's public key, Mailgun's signing key. */
  keys: Record<Provider, string>
  /** The key of Mailgun's API, and of Postmark's. */
  apiKey: string
  /** Brings a mail to a webhook; returns the status of every attempt. */
  bring(provider: Provider, webhook: string, mail: Mail, options?: Trouble & { shape?: Shape }): Promise<number[]>
  /** The bodies of all calls, as they were made. */
  calls: { provider: Provider; call: Call }[]
  storeTroubles: StoreTrouble[]
  /** Their lists are asked, and answer so. */
  listTrouble: { status: number } | undefined
  close(): Promise<void>
}

/** So often each tries again before it gives a mail up; the fake does not wait between. */
const attempts: Record<Provider, number> = { postmark: 11, sendgrid: 5, mailgun: 7 }
/** After these answers each is done: with success, or for good. */
const isOver: Record<Provider, (status: number) => boolean> = {
  postmark: (status) => status === 200 || status === 403,
  sendgrid: (status) => status < 500,
  mailgun: (status) => status === 200 || status === 406,
}

/** Starts them on a free port of loopback; `post` makes a call, by the network where it is left out. */
export async function startFakeMailProviders(post: (url: string, call: Call) => Promise<number> = byNetwork): Promise<FakeMailProviders> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const files = new Map<string, MailFile>()
  const taken = new Map<string, Taken>()
  const server = createServer(async (request, response) => {
    const listed = await askList(request, taken, fake)
    if (listed) return void response.writeHead(listed.status, { 'content-type': 'application/json' }).end(JSON.stringify(listed.json))
    const file = files.get(new URL(request.url ?? '/', fake.url).pathname)
    const isAllowed = request.headers.authorization === `Basic ${Buffer.from(`api:${fake.apiKey}`).toString('base64')}`
    handOut(response, isAllowed ? (fake.storeTroubles.shift() ?? file) : { status: 401 })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const fake: FakeMailProviders = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: {
      postmark: randomBytes(12).toString('hex'),
      sendgrid: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      mailgun: randomBytes(16).toString('hex'),
    },
    apiKey: `key-${randomBytes(16).toString('hex')}`,
    calls: [],
    storeTroubles: [],
    listTrouble: undefined,
    async bring(provider, webhook, mail, { shape = 'raw', times = 1, cutAt, isUnsigned = false, at = new Date(), beforeRetry } = {}) {
      const token = randomBytes(25).toString('hex')
      const make = () => {
        if (provider === 'postmark') return postmarkCall(mail, shape, isUnsigned ? '' : fake.keys.postmark)
        if (provider === 'sendgrid') return sendgridCall(mail, shape, isUnsigned ? undefined : privateKey, at)
        return mailgunCall(mail, shape, { key: isUnsigned ? 'guessed' : fake.keys.mailgun, at, token, keep })
      }
      const made = await make()
      const one: Taken = { ...mail, provider, at: new Date(), status: 'Processed', json: made.body, again: async () => post(webhook, made) }
      taken.set(randomUUID(), one)
      const call = cutAt === undefined ? made : { ...made, body: made.body.subarray(0, cutAt) }
      fake.calls.push({ provider, call })
      const statuses: number[] = []
      for (let delivered = 0; statuses.length < attempts[provider]; ) {
        if (statuses.length > 0) await beforeRetry?.()
        const status = await post(webhook, call)
        statuses.push(status)
        if (isOver[provider](status) && ++delivered >= times) break
      }
      if (!isOver[provider](statuses.at(-1) ?? 0)) one.status = 'Failed'
      return statuses
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const keep = (file: MailFile) => {
    const path = `/v3/domains/shop.example/messages/${randomUUID()}/attachments/0`
    files.set(path, file)
    return `${fake.url}${path}`
  }
  return fake
}

const byNetwork = async (url: string, { headers, body }: Call) =>
  (await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) })).status

function handOut(response: ServerResponse, answer: MailFile | StoreTrouble | undefined): void {
  if (answer === 'slow') return
  if (!answer) response.writeHead(404).end('{"message":"Message not found"}')
  else if ('location' in answer) response.writeHead(302, { location: answer.location }).end()
  else if ('packed' in answer) response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end(answer.packed)
  else if ('bytes' in answer) response.writeHead(200, { 'content-type': answer.type }).end(answer.bytes)
  else response.writeHead(answer.status).end('{"message":"Forbidden"}')
}
