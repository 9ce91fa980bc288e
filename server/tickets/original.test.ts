import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../test/app.ts'
import { connectAddress } from '../../test/mailboxes.ts'
import { accept } from './accept.ts'
import { takeIn } from './takeIn.ts'

let opened: TestApp
let cookie = ''
beforeAll(async () => {
  opened = await openTestApp()
  cookie = (await opened.signIn('Tom', 'agent')).cookie
})
afterAll(() => opened.close())

const take = async (raw: Buffer) => {
  const { platform } = opened.world
  const file = createHash('sha256').update(raw).digest('hex')
  const stored = raw.length > 32_768 ? { ...(await platform.files.keep(raw)), body: null } : { file, size: raw.length, body: raw }
  const id = await accept(platform, { channel: 'email', connectionId: null, envelope: { from: 'ada@c.example', to: [] }, ...stored })
  // A busy machine leaves the reading to the queue.
  await takeIn(platform, id, 1)
  return id
}
const get = (url: string) => opened.app.inject({ url, headers: { cookie } })
const messageOf = async (payloadId: string) =>
  (await opened.world.platform.db.selectFrom('messages').select('id').where('payloadId', '=', payloadId).executeTakeFirstOrThrow()).id
const saved = {
  'content-type': 'message/rfc822',
  'content-disposition': expect.stringMatching(/^attachment; filename="[0-9a-f-]+\.eml"$/),
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
}

test('a mail is saved to the byte, whatever is in it, and its headers are shown as they stood', async () => {
  const raw = Buffer.concat([
    Buffer.from('Received: from x\r\n\tby y\r\nFrom: Ada <ada@c.example>\r\nSubject: <script>alert(1)</script> '),
    Buffer.from([0xe4, 0xff, 0x00]),
    Buffer.from('\r\nContent-Type: text/html\r\n\r\n<script>alert(2)</script>\r\n'),
  ])
  const id = await messageOf(await take(raw))
  const answer = await get(`/originals/${id}`)
  expect(answer.rawPayload.equals(raw)).toBe(true)
  expect(answer.headers).toMatchObject(saved)
  const shown = (await get(`/api/v1/messages/${id}/original`)).json()
  expect(shown).toMatchObject({ size: raw.length, isRebuilt: false })
  expect(shown.headers).toMatch(/^Received: from x\r\n\tby y\r\n/)
  expect(shown.headers).toContain('<script>alert(1)</script>')
  expect(shown.headers).not.toContain('alert(2)')
})

test('a mail that a provider brought is saved as the mail that it was', async () => {
  const { platform } = opened.world
  const { webhookUrl } = await connectAddress(platform, 'test@inbound.example.com', { way: 'postmark' })
  const raw = 'From: bo@c.example\r\nSubject: Raw\r\nMessage-ID: <raw@c.example>\r\n\r\nHi\r\n'
  const call = { FromFull: { Email: 'bo@c.example' }, ToFull: [], Subject: 'Raw', MessageID: randomUUID(), Headers: [] }
  const post = (payload: object) => opened.app.inject({ method: 'POST', url: new URL(webhookUrl ?? '').pathname, payload })
  await post({ ...call, RawEmail: raw })
  await post({ ...call, TextBody: 'In pieces', MessageID: 'pieces' })
  const of = async (text: string) =>
    (await platform.db.selectFrom('messages').select('id').where('text', '=', text).executeTakeFirstOrThrow()).id
  expect((await get(`/originals/${await of('Hi')}`)).body).toBe(raw)
  expect((await get(`/api/v1/messages/${await of('In pieces')}/original`)).json()).toMatchObject({ isRebuilt: true })
})

test('where the bytes are no longer kept there is none, and a message says whether it has one', async () => {
  const { platform } = opened.world
  const id = await messageOf(await take(Buffer.from('From: cy@c.example\r\nSubject: Old\r\n\r\nHi\r\n')))
  const { ticketId } = await platform.db.selectFrom('messages').select('ticketId').where('id', '=', id).executeTakeFirstOrThrow()
  expect((await get(`/api/v1/tickets/${ticketId}/messages`)).json().messages).toMatchObject([{ id, hasOriginal: true }])
  await platform.db.updateTable('payloads').set({ body: null, removedAt: new Date() }).execute()
  expect((await get(`/originals/${id}`)).statusCode).toBe(404)
  expect((await get(`/api/v1/messages/${id}/original`)).statusCode).toBe(404)
})
