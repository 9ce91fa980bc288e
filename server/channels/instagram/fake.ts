/**
 * Instagram's part of Graph on loopback. It refuses what Instagram refuses, also what no schema says: a text of more than 1000 bytes, an
 * answer after 24 hours without the tag of a person, any after seven days; it fetches the files it is given, and echoes what is sent.
 */
import { randomUUID } from 'node:crypto'
import { type Answer, type Asked, type FakeGraph, graphError, startFakeGraph } from '../meta/fake.ts'
import { type Fields, fieldsOf, textOf } from '../meta/read.ts'

export const fakeAccount = { id: '17841400000000001', username: 'fjord.co', token: 'IGAAfake', secret: 'meta-app-secret-for-tests' }

const day = 24 * 3600_000

export interface FakeInstagram extends FakeGraph {
  /** What was taken, by the id it was given. */
  sent: Map<string, Fields>
  /** Echoes of what is sent, before the call is answered, as it happens. */
  echoes: boolean
  now: () => number
  /** Keeps a file as a customer sends it; answers its address. */
  keepFile(bytes: Buffer, mimeType: string): string
  /** A customer writes: the message as Instagram tells it, its id filled in. */
  write(from: string, message: Fields, options?: { at?: number }): Promise<string>
  /** How customers call themselves, by id; of anybody else there is one name. */
  profiles: Map<string, { name: string; username: string }>
  /** The customer wrote then: from there the window counts. */
  remember(from: string, at: number): void
  /** Called with each message that is on its way; the demo shows them. */
  onSent?: (id: string, wish: Fields) => Promise<void>
  /** Called when we tell that messages were read, or that an answer is being written. */
  onAction?: (to: string, action: string) => void
  /** Any other event of a customer. */
  event(from: string, event: Fields, at?: number): Promise<number>
}

/** Starts it, as the API of this one account. */
export async function startFakeInstagram(account: typeof fakeAccount = fakeAccount): Promise<FakeInstagram> {
  const files = new Map<string, { bytes: Buffer; mimeType: string }>()
  const wroteAt = new Map<string, number>()
  const graph = await startFakeGraph({
    token: account.token,
    appSecret: account.secret,
    answer: (asked) => answer(asked),
    isOpen: ({ path }) => path.startsWith('/cdn/'),
    isSending: ({ method, path }) => method === 'POST' && path.endsWith('/messages'),
  })
  const tellEvent = (sender: string, recipient: string, event: Fields, at: number) =>
    fake.tell({
      object: 'instagram',
      entry: [
        {
          id: account.id,
          time: fake.now(),
          messaging: [{ sender: { id: sender }, recipient: { id: recipient }, timestamp: at, ...event }],
        },
      ],
    })
  const fake: FakeInstagram = Object.assign(graph, {
    sent: new Map<string, Fields>(),
    echoes: true,
    profiles: new Map<string, { name: string; username: string }>(),
    remember: (from: string, at: number) => void wroteAt.set(from, at),
    now: () => Date.now(),
    keepFile(bytes: Buffer, mimeType: string) {
      const name = String(files.size + 1)
      files.set(name, { bytes, mimeType })
      return `${graph.url}/cdn/${name}`
    },
    async write(from: string, message: Fields, { at = fake.now() }: { at?: number } = {}) {
      const mid = textOf(message.mid) || `mid.${randomUUID()}`
      wroteAt.set(from, at)
      await tellEvent(from, account.id, { message: { ...message, mid } }, at)
      return mid
    },
    event: (from: string, event: Fields, at = fake.now()) => tellEvent(from, account.id, event, at),
  })

  async function answer({ method, path, query, body }: Asked): Promise<Answer | undefined> {
    if (method === 'POST' && path === `/${account.id}/messages`) return take(fieldsOf(body))
    if (path === '/me') return { status: 200, body: { user_id: account.id, username: account.username } }
    if (path === '/refresh_access_token') {
      if (query.grant_type !== 'ig_refresh_token' || !fake.tokens.has(query.access_token ?? ''))
        return graphError(400, 190, 'Invalid OAuth access token.')
      const fresh = `${account.token}-${fake.tokens.size}`
      fake.tokens.add(fresh)
      return { status: 200, body: { access_token: fresh, token_type: 'bearer', expires_in: 60 * 86_400 } }
    }
    const file = files.get(path.replace('/cdn/', ''))
    if (path.startsWith('/cdn/')) return file && { status: 200, bytes: file.bytes, headers: { 'content-type': file.mimeType } }
    const profile = fake.profiles.get(path.slice(1)) ?? { name: 'María Ruiz', username: 'maria.r' }
    return /^\/\d+$/.test(path) ? { status: 200, body: profile } : undefined
  }

  async function take(wish: Fields): Promise<Answer> {
    const to = textOf(fieldsOf(wish.recipient).id)
    if (wish.sender_action) {
      fake.onAction?.(to, textOf(wish.sender_action))
      return { status: 200, body: { recipient_id: to } }
    }
    const message = fieldsOf(wish.message)
    const text = textOf(message.text)
    const url = textOf(fieldsOf(fieldsOf(message.attachment).payload).url)
    if (!to || (!text && !url)) return graphError(400, 100, '(#100) Invalid parameter')
    if (Buffer.byteLength(text) > 1000)
      return graphError(400, 100, '(#100) Length of param message[text] must be less than or equal to 1000')
    if (!wroteAt.has(to)) return graphError(400, 100, 'No matching Instagram user', { error_subcode: 2534014 })
    const past = fake.now() - (wroteAt.get(to) ?? 0)
    if (past >= (wish.tag === 'HUMAN_AGENT' ? 7 * day : day))
      return graphError(400, 10, '(#10) This message is sent outside of allowed window.', { error_subcode: 2534022 })
    if (url && !(await fetch(url)).ok) return graphError(400, 100, '(#100) The file could not be fetched', { error_subcode: 2018047 })
    const mid = `mid.${randomUUID()}`
    fake.sent.set(mid, wish)
    await fake.onSent?.(mid, wish)
    const attachments = url ? [{ type: fieldsOf(message.attachment).type, payload: { url } }] : undefined
    if (fake.webhookUrl && fake.echoes)
      await tellEvent(
        account.id,
        to,
        { message: { mid, ...(text && { text }), ...(attachments && { attachments }), is_echo: true } },
        fake.now(),
      )
    return { status: 200, body: { recipient_id: to, message_id: mid } }
  }
  return fake
}
