/**
 * The Cloud API on loopback. It refuses what WhatsApp refuses, also what no schema says: a text outside the 24 hours is taken with
 * 200 and fails afterwards, a file's address ends after five minutes and wants the token.
 */
import { createHash, randomUUID } from 'node:crypto'
import { type Answer, type Asked, type FakeGraph, graphError, startFakeGraph } from '../meta/fake.ts'
import { type Fields, fieldsOf, textOf } from '../meta/read.ts'
import { objectionTo } from './fakeRules.ts'

export const fakeNumber = {
  id: '106540352242922',
  display: '15550783881',
  wabaId: '102290129340398',
  token: 'EAAfake',
  secret: 'meta-app-secret-for-tests',
}

const day = 24 * 3600_000
const fileMilliseconds = 5 * 60_000

export interface FakeWhatsApp extends FakeGraph {
  /** What was taken, by the id it was given. */
  sent: Map<string, Fields>
  templates: Fields[]
  /** Tells the statuses of what is sent by itself; off: the test does. */
  tellsStatuses: boolean
  /** The clock of windows and files. */
  now: () => number
  /** Keeps a file that a customer sends; answers its id. */
  keepFile(bytes: Buffer, mimeType: string): string
  /** A file by its id: a customer's, or one of ours that went out. */
  fileOf(id: string): { bytes: Buffer; mimeType: string } | undefined
  /** The customer wrote then: from there the window counts. */
  remember(from: string, at: number): void
  /** Called with each message that is on its way; the demo shows them. */
  onSent?: (id: string, message: Fields) => Promise<void>
  /** Called when we tell that a message was read, or that an answer is being written. */
  onRead?: (id: string, isTyping: boolean) => void
  /** A customer writes: the message as Meta tells it, its id and time filled in. */
  write(from: string, message: Fields, options?: { name?: string; userId?: string; at?: number }): Promise<string>
  /** Tells a status of a message of ours. */
  status(id: string, status: string, more?: Fields): Promise<void>
}

/** Starts it, as the API of this one number. */
export async function startFakeWhatsApp(number: typeof fakeNumber = fakeNumber): Promise<FakeWhatsApp> {
  const about = { messaging_product: 'whatsapp', metadata: { display_phone_number: number.display, phone_number_id: number.id } }
  const files = new Map<string, { bytes: Buffer; mimeType: string; askedAt: number }>()
  const wroteAt = new Map<string, number>()
  const graph = await startFakeGraph({
    token: number.token,
    appSecret: number.secret,
    answer: (asked) => answer(asked),
    isSending: ({ method, path }) => method === 'POST' && path.endsWith('/messages'),
  })
  const tellPart = (field: string, value: Fields) =>
    fake.tell({
      object: 'whatsapp_business_account',
      entry: [{ id: number.wabaId, changes: [{ field, value: { ...about, ...value } }] }],
    })
  const fake: FakeWhatsApp = Object.assign(graph, {
    sent: new Map<string, Fields>(),
    templates: [] as Fields[],
    tellsStatuses: true,
    now: () => Date.now(),
    keepFile(bytes: Buffer, mimeType: string) {
      const id = String(1e15 + files.size)
      files.set(id, { bytes, mimeType, askedAt: 0 })
      return id
    },
    fileOf: (id: string) => files.get(id),
    remember: (from: string, at: number) => void wroteAt.set(from, at),
    async write(
      from: string,
      message: Fields,
      { name = 'Sheena Nelson', userId, at = fake.now() }: { name?: string; userId?: string; at?: number } = {},
    ) {
      const id = textOf(message.id) || `wamid.${randomUUID()}`
      wroteAt.set(from, at)
      await tellPart('messages', {
        contacts: [{ profile: { name }, wa_id: from, ...(userId && { user_id: userId }) }],
        messages: [{ from, timestamp: String(Math.floor(at / 1000)), ...message, id }],
      })
      return id
    },
    async status(id: string, status: string, more: Fields = {}) {
      const { to, biz_opaque_callback_data: ours } = fieldsOf(fake.sent.get(id))
      const told = {
        id,
        status,
        timestamp: String(Math.floor(fake.now() / 1000)),
        recipient_id: textOf(to),
        ...(ours ? { biz_opaque_callback_data: ours } : {}),
        ...more,
      }
      await tellPart('messages', { statuses: [told] })
    },
  })

  async function answer({ method, path, query, headers, body }: Asked): Promise<Answer | undefined> {
    if (method === 'POST' && path === `/${number.id}/messages`) return take(fieldsOf(body))
    if (method === 'POST' && path === `/${number.id}/media`) return takeFile(body as Buffer, headers)
    if (path === `/${number.id}`)
      return {
        status: 200,
        body: { id: number.id, verified_name: 'Fjord & Co', display_phone_number: `+${number.display}`, quality_rating: 'GREEN' },
      }
    if (path === '/debug_token')
      return query.input_token === number.token
        ? { status: 200, body: { data: { is_valid: true, expires_at: 0 } } }
        : graphError(400, 100, '(#100) Invalid parameter')
    if (path === `/${number.wabaId}/message_templates`) return { status: 200, body: { data: fake.templates, paging: {} } }
    const [, isBytes, id = ''] = /^\/(bytes\/)?(\d+)$/.exec(path) ?? []
    const file = files.get(id)
    if (!file) return undefined
    if (isBytes)
      return fake.now() - file.askedAt > fileMilliseconds
        ? { status: 404 }
        : { status: 200, bytes: file.bytes, headers: { 'content-type': file.mimeType } }
    file.askedAt = fake.now()
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    return {
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        url: `${fake.url}/bytes/${id}`,
        mime_type: file.mimeType,
        sha256,
        file_size: file.bytes.length,
        id,
      },
    }
  }

  async function takeFile(raw: Buffer, headers: Record<string, string>): Promise<Answer> {
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': headers['content-type'] ?? '' } })
      .formData()
      .catch(() => new FormData())
    const file = form.get('file')
    if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof File) || !file.type)
      return graphError(400, 100, '(#100) Invalid parameter')
    return { status: 200, body: { id: fake.keepFile(Buffer.from(await file.arrayBuffer()), file.type) } }
  }

  async function take(message: Fields): Promise<Answer> {
    if (message.messaging_product !== 'whatsapp') return graphError(400, 100, '(#100) The parameter messaging_product is required.')
    if (message.status === 'read') {
      fake.onRead?.(textOf(message.message_id), Boolean(message.typing_indicator))
      return { status: 200, body: { success: true } }
    }
    const objection = objectionTo(message, fake.templates, files)
    if (objection) return objection
    const to = textOf(message.to)
    const id = `wamid.${randomUUID()}`
    fake.sent.set(id, message)
    const isOpen = message.type === 'template' || fake.now() - (wroteAt.get(to) ?? 0) < day
    if (isOpen) await fake.onSent?.(id, message)
    if (fake.webhookUrl && !isOpen)
      await fake.status(id, 'failed', { errors: [{ code: 131047, title: 'Re-engagement message', message: 'Re-engagement message' }] })
    else if (fake.webhookUrl && fake.tellsStatuses) for (const status of ['sent', 'delivered']) await fake.status(id, status)
    return {
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [{ input: to, wa_id: to }],
        messages: [{ id, ...(message.type === 'template' && { message_status: 'accepted' }) }],
      },
    }
  }
  return fake
}
