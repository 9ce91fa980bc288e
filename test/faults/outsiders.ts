/**
 * Everybody outside: mail servers and shoppers' browsers, which send again whatever was not answered, and the owner at
 * the API. Each knows only what stands at the wire.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import { signIdentity } from '../../server/hub/identity.ts'
import { openSecrets } from '../../server/platform/secrets.ts'
import type { RunningWarmline } from '../running.ts'

export const owner = { OWNER_EMAIL: 'owner@shop.example', OWNER_PASSWORD: 'a password for tests' }

const fromSame = (url: string) => ({ 'content-type': 'application/json', origin: url })

/** The owner's session cookie. */
async function ownerCookie(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: fromSame(url),
    body: JSON.stringify({ email: owner.OWNER_EMAIL, password: owner.OWNER_PASSWORD }),
  })
  const cookie = answer.headers.getSetCookie().find((one) => one.includes('session_token='))
  if (!cookie) throw new Error(`the owner could not sign in: ${answer.status} ${await answer.text()}`)
  return cookie.split(';')[0] ?? ''
}

/** The API as the owner sees it; `T` is what the test knows of the answer. */
export async function openDesk(url: string) {
  const cookie = await ownerCookie(url)
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...fromSame(url), cookie },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  return { cookie, get: <T>(path: string) => ask<T>('GET', path), post: <T>(path: string, body: object) => ask<T>('POST', path, body) }
}

/** A shopper whom the shop has signed; returns the hub session's token. */
export async function signInShopper(
  { url, dataDir }: Pick<RunningWarmline, 'url' | 'dataDir'>,
  name = 'Tom Becker',
  sub: string = randomUUID(),
): Promise<string> {
  const identity = await signIdentity({ sub, name }, (await openSecrets(dataDir)).derive('hub'))
  const answer = await fetch(`${url}/api/v1/hub/sessions`, { method: 'POST', headers: fromSame(url), body: JSON.stringify({ identity }) })
  if (!answer.ok) throw new Error(`the shopper could not sign in: ${answer.status} ${await answer.text()}`)
  return ((await answer.json()) as { token: string }).token
}

/** Writes in the hub as a shopper. */
export const writeChat = (url: string, token: string, message: { id: string; text: string }): Promise<Response> =>
  fetch(`${url}/api/v1/hub/messages`, {
    method: 'POST',
    headers: { ...fromSame(url), authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...message, chatId: null }),
  })

/** Hands a raw mail to the server once; throws its refusal. */
export async function sendRaw(port: number, raw: string | Buffer, from = 'ana@customer.example'): Promise<string> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    connectionTimeout: 5000,
    greetingTimeout: 5000,
    socketTimeout: 20_000,
  })
  try {
    const { response } = await transport.sendMail({ envelope: { from, to: ['support@shop.example'] }, raw })
    return response
  } finally {
    transport.close()
  }
}

/** A plain mail with headers of its own. */
export const mailText = (
  id: string,
  {
    from = 'Ana Ruiz <ana@customer.example>',
    subject = 'Where is my parcel?',
    text = 'My parcel has not arrived, can you tell me where it is?',
  } = {},
): string =>
  [
    `From: ${from}`,
    'To: support@shop.example',
    `Subject: ${subject}`,
    `Message-ID: <${id}>`,
    `Date: ${new Date().toUTCString()}`,
    '',
    text,
  ].join('\r\n')

export interface Load {
  /** Message-IDs and chat message ids; every one was taken in by its last answer once `stop` has returned. */
  mails: string[]
  chats: string[]
  /** How often each answer came: `250`, `201`, `451`, `no connection` …; bodies of failures beside it. */
  answers: Map<string, number>
  failures: Set<string>
  stop(): Promise<void>
}

/** Four mail servers and three shoppers write without a pause; `target` is where the server is just now. */
export function startLoad(target: () => RunningWarmline): Load {
  const load: Omit<Load, 'stop'> = { mails: [], chats: [], answers: new Map(), failures: new Set() }
  let isOver = false
  const count = (answer: string) => load.answers.set(answer, (load.answers.get(answer) ?? 0) + 1)
  /** Until it is taken in, with a little rest between two tries. */
  const insist = async (attempt: () => Promise<boolean>) => {
    while (!(await attempt())) await sleep(40)
  }

  async function mailServer(name: string): Promise<void> {
    for (let index = 0; !isOver; index++) {
      const id = `${name}-${index}@customer.example`
      load.mails.push(id)
      const raw = mailText(id, { from: `Customer ${index} <${name}-${index}@customer.example>` })
      await insist(async () => {
        try {
          count((await sendRaw(target().mailPort, raw, `${name}@customer.example`)).slice(0, 3))
          return true
        } catch (error) {
          count(error instanceof Error && 'responseCode' in error ? String(error.responseCode) : 'no connection')
          return false
        }
      })
    }
  }

  async function shopper(): Promise<void> {
    while (!isOver) {
      let token = ''
      await insist(async () => {
        token = await signInShopper(target()).catch(() => '')
        return token !== ''
      })
      // A shopper who writes faster than anyone types is asked to wait; after some messages another one comes.
      for (let index = 0; index < 12 && !isOver; index++) {
        const message = { id: randomUUID(), text: 'My parcel has not arrived.' }
        load.chats.push(message.id)
        await insist(async () => {
          try {
            const answer = await writeChat(target().url, token, message)
            const body = await answer.text()
            count(String(answer.status))
            if (answer.status >= 500) load.failures.add(body)
            return answer.ok
          } catch {
            count('no connection')
            return false
          }
        })
        await sleep(20)
      }
    }
  }

  const working = [...['a', 'b', 'c', 'd'].map((name) => mailServer(`${name}${Date.now()}`)), shopper(), shopper(), shopper()]
  return {
    ...load,
    async stop() {
      isOver = true
      await Promise.all(working)
    },
  }
}
