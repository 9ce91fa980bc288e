/** What shoppers, or whoever pretends to be one, send in bad faith, by mistake, or too much of. */
import { randomUUID } from 'node:crypto'
import { call, type ORPCError } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHub, type TestHub } from '../../test/hub.ts'
import type { Platform } from '../platform/platform.ts'
import type { Caller } from '../rpc.ts'
import { hubRoutes } from './procedures.ts'

let hub: TestHub
let platform: Platform
beforeAll(async () => {
  hub = await openTestHub()
  platform = hub.platform
})
afterAll(() => hub.close())

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const upload = (caller: Caller, id: string = randomUUID(), name = 'photo.png') =>
  call(hubRoutes.upload, { id, file: new File([png], name, { type: 'image/png' }) }, hub.contextOf(caller))
type Refusal = ORPCError<string, { problem?: string; retryAfterSeconds?: number }>
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: Refusal) => error,
  )
const uploadsOf = (caller: { customerId: string }) =>
  platform.db.selectFrom('attachments').select('id').where('uploadedBy', '=', caller.customerId).where('messageId', 'is', null).execute()

test('a picture that is sent again, since the answer was lost, is kept once; and so is its message', async () => {
  const ana = await hub.shopper()
  const [file, id] = [randomUUID(), randomUUID()]
  const answers = await Promise.all([1, 2, 3].map(() => upload(ana, file)))
  expect(new Set(answers.map((one) => one.id))).toEqual(new Set([file]))
  expect(await uploadsOf(ana)).toHaveLength(1)
  const sent = { id, text: '', attachmentIds: [file] }
  await hub.write(ana, sent)
  // All of it once more, as a hub does that never heard whether it arrived.
  await upload(ana, file)
  const { message } = await hub.write(ana, sent)
  expect(message.attachments).toHaveLength(1)
  expect(await uploadsOf(ana)).toEqual([])
  const { chat } = await call(hubRoutes.chat, undefined, hub.contextOf(ana))
  expect(chat?.messages).toHaveLength(1)
})

test('another’s picture is not to be had by its id: neither taken over, nor sent, nor seen', async () => {
  const [ana, eve] = [await hub.shopper(), await hub.shopper()]
  const file = randomUUID()
  await upload(ana, file)
  expect((await refusalOf(upload(eve, file)))?.code).toBe('CONFLICT')
  expect((await refusalOf(hub.write(eve, { attachmentIds: [file] })))?.data.problem).toBe('file_gone')
  const { message } = await hub.write(ana, { attachmentIds: [file] })
  const id = message.attachments[0]?.id ?? ''
  for (const name of [id, file]) expect((await refusalOf(call(hubRoutes.file, { id: name }, hub.contextOf(eve))))?.code).toBe('NOT_FOUND')
})

test('more than ten pictures with one message are refused, and a text of 100 kB is, whole', async () => {
  const ana = await hub.shopper()
  expect((await refusalOf(hub.write(ana, { attachmentIds: Array.from({ length: 11 }, () => randomUUID()) })))?.code).toBe('BAD_REQUEST')
  expect((await refusalOf(hub.write(ana, { text: 'x'.repeat(100_000) })))?.code).toBe('BAD_REQUEST')
  expect((await call(hubRoutes.chat, undefined, hub.contextOf(ana))).chat).toBeNull()
})

test('a flood of pictures is asked to wait, in words and in seconds, and nobody else is', async () => {
  const [eve, ana] = [await hub.shopper(), await hub.shopper()]
  const refusals = (await Promise.all(Array.from({ length: 30 }, () => refusalOf(upload(eve))))).filter((one) => one !== undefined)
  expect(refusals.length).toBeGreaterThan(0)
  for (const { status, message, data } of refusals) {
    expect([status, message]).toEqual([429, expect.stringMatching(/Please wait a moment/)])
    expect(data.retryAfterSeconds).toBeGreaterThan(0)
  }
  expect((await upload(ana)).mimeType).toBe('image/png')
})

test('a time zone that is none is taken for none, and the message all the same', async () => {
  const ana = await hub.shopper()
  const zoneOf = async (chatId: string) =>
    (await platform.db.selectFrom('chats').select('timeZone').where('ticketId', '=', chatId).executeTakeFirst())?.timeZone
  const { chatId } = await hub.write(ana, { timeZone: "Europe/Nowhere'; drop table chats" })
  expect(await zoneOf(chatId)).toBeNull()
  await hub.write(ana, { chatId, timeZone: 'America/New_York' })
  expect(await zoneOf(chatId)).toBe('America/New_York')
  await hub.write(ana, { chatId })
  expect(await zoneOf(chatId)).toBe('America/New_York')
})
