import { randomUUID } from 'node:crypto'
import { call, type ORPCError } from '@orpc/server'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHub, type TestHub } from '../../test/hub.ts'
import { inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import type { Caller } from '../rpc.ts'
import { change } from '../tickets/change.ts'
import { system, timelineOf } from '../tickets/timeline.ts'
import { readAside } from './aside.ts'
import { createCategory, createFaq } from './faqs.ts'
import { noteSeen } from './presence.ts'
import { hubRoutes } from './procedures.ts'
import { hubSecret } from './secret.ts'
import { changeHub } from './setup.ts'

let hub: TestHub
let platform: Platform
beforeAll(async () => {
  hub = await openTestHub()
  platform = hub.platform
})
afterAll(() => hub.close())

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: ORPCError<string, { problem?: string }>) => error.data?.problem ?? error.code,
  )
const kindsOf = async (ticketId: string) => (await timelineOf(platform.db, ticketId)).map(({ kind }) => kind)

async function orderOf(customerId: string, number: string): Promise<string> {
  const domain = `${randomUUID()}.example`
  const store = await platform.db
    .insertInto('stores')
    .values({ name: 'Nordvik', kind: 'shopify', domain, currency: 'EUR' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const order = {
    storeId: store.id,
    customerId,
    externalId: number,
    number,
    status: 'shipped',
    currency: 'EUR',
    total: 12,
    placedAt: new Date(),
  }
  return (await platform.db.insertInto('orders').values(order).returning('id').executeTakeFirstOrThrow()).id
}

test('a token that names itself signs in once; for another audience it signs nobody in', async () => {
  const key = new TextEncoder().encode(await hubSecret(platform))
  const signed = (claims: object) =>
    new SignJWT({ sub: 'once', ...claims }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime('5m').sign(key)
  const identity = await signed({ jti: randomUUID(), aud: `${platform.publicUrl}/` })
  // Two at the same instant: one of them was first.
  const both = await Promise.all([1, 2].map(() => codeOf(call(hubRoutes.signIn, { identity }, hub.contextOf()))))
  expect(both.sort()).toEqual(['done', 'replayed'])
  expect(await codeOf(call(hubRoutes.signIn, { identity }, hub.contextOf()))).toBe('replayed')
  expect(await codeOf(call(hubRoutes.signIn, { identity: await signed({ aud: 'https://other.example' }) }, hub.contextOf()))).toBe(
    'invalid',
  )
})

test('FAQs come in the language of the page, in order, and are found though a word is misspelt', async () => {
  const delivery = await inTransaction(platform.db, (tx) => createCategory(tx, { en: 'Delivery', nl: 'Bezorging' }))
  const faq = (texts: object, isPublished = true, categoryId: string | null = delivery.id) =>
    inTransaction(platform.db, (tx) => createFaq(tx, { categoryId, isPublished, texts }))
  const when = await faq({
    en: { question: 'When does my parcel arrive?', answer: 'In two days.' },
    nl: { question: 'Wanneer komt mijn pakket?', answer: 'In twee dagen.' },
  })
  const refund = await faq({ en: { question: 'How do I get a refund?', answer: 'Send it back.' } }, true, null)
  const draft = await faq({ en: { question: 'A secret draft', answer: 'not yet' } }, false)
  const found = (language: string, search?: string) => call(hubRoutes.faqs, { language, search }, hub.contextOf())
  expect((await found('en-GB')).faqs.map(({ id }) => id)).toEqual([when.id, refund.id])
  expect((await found('en')).categories).toEqual([{ id: delivery.id, name: 'Delivery' }])
  expect(await found('nl-BE')).toMatchObject({ language: 'nl', faqs: [{ question: 'Wanneer komt mijn pakket?' }] })
  // Nothing is written in Swedish: what there is in the shop's language is better than nothing.
  expect((await found('sv')).language).toBe('en')
  expect((await found('en', 'refnud')).faqs.map(({ id }) => id)).toEqual([refund.id])
  expect((await found('en', 'arriv parcel')).faqs[0]?.id).toBe(when.id)
  expect((await found('en', 'draft')).faqs).toEqual([])
  expect((await found('en', '\\ % ( [ \u0000')).faqs).toHaveLength(2)

  await call(hubRoutes.pickFaq, { id: when.id }, hub.contextOf())
  expect(await codeOf(call(hubRoutes.pickFaq, { id: draft.id }, hub.contextOf()))).toBe('NOT_FOUND')

  // What was picked before the first message stands on the ticket, and is not told twice when that is sent again.
  const caller = await hub.shopper()
  const first = {
    id: randomUUID(),
    faqs: [
      { id: when.id, at: new Date() },
      { id: draft.id, at: new Date() },
    ],
    language: 'nl-be',
  }
  const { chatId } = await hub.write(caller, first)
  await hub.write(caller, first)
  expect((await readAside(platform.db, chatId)).faqs).toMatchObject([{ question: 'Wanneer komt mijn pakket?', answer: 'In twee dagen.' }])
  expect((await kindsOf(chatId)).filter((kind) => kind === 'faq_picked')).toHaveLength(1)
  // Times are written to them as in Belgium.
  expect((await readAside(platform.db, chatId)).language).toBe('nl')
  const kept = await platform.db.selectFrom('chats').select('language').where('ticketId', '=', chatId).executeTakeFirstOrThrow()
  expect(kept.language).toBe('nl-BE')
})

test('a shopper sees their own orders, and asks about no other', async () => {
  const [ana, eve] = [await hub.shopper(), await hub.shopper()]
  const orderId = await orderOf(ana.customerId, '1042')
  expect((await call(hubRoutes.orders, undefined, hub.contextOf(ana))).orders).toMatchObject([{ id: orderId, number: '1042', total: 12 }])
  expect((await call(hubRoutes.orders, undefined, hub.contextOf(eve))).orders).toEqual([])
  const { chatId } = await hub.write(ana, { orderId })
  expect((await call(hubRoutes.chat, undefined, hub.contextOf(ana))).chat?.order).toEqual({ id: orderId, number: '1042' })
  expect((await readAside(platform.db, chatId)).order?.number).toBe('1042')
  const stolen = await hub.write(eve, { orderId })
  expect((await readAside(platform.db, stolen.chatId)).order).toBeNull()
})

test('a chat is rated by its shopper once it has ended, and the last word counts', async () => {
  const [ana, eve] = [await hub.shopper(), await hub.shopper()]
  const { chatId } = await hub.write(ana)
  const rate = (caller: Caller, isGood: boolean, words = '') => call(hubRoutes.rate, { chatId, isGood, words }, hub.contextOf(caller))
  expect(await codeOf(rate(ana, true))).toBe('CONFLICT')
  await inTransaction(platform.db, (tx) => change(tx, chatId, system, { status: 'closed' }))
  expect((await call(hubRoutes.chat, undefined, hub.contextOf(ana))).chat).toMatchObject({ asksRating: true, rating: null })
  expect(await codeOf(rate(eve, false))).toBe('NOT_FOUND')
  await rate(ana, true)
  await rate(ana, false, 'Too slow')
  expect((await readAside(platform.db, chatId)).rating).toMatchObject({ isGood: false, words: 'Too slow' })
  expect((await call(hubRoutes.chat, undefined, hub.contextOf(ana))).chat).toMatchObject({ asksRating: false, rating: { isGood: false } })
})

test('a visitor begins by an address only where the shop allows that, and is nobody who has it', async () => {
  const visit = (email: string) => call(hubRoutes.visit, { email }, hub.contextOf(undefined, '198.51.100.4'))
  expect(await codeOf(visit('ana@post.example'))).toBe('FORBIDDEN')
  await changeHub(platform, { loginStatus: 'visitors' })
  const known = await hub.shopper('known', 'ana@post.example')
  await hub.write(known, { text: 'my secret' })
  const visitor = await hub.callerOf((await visit('Ana@post.example')).token)
  expect(visitor).toMatchObject({ isVisitor: true })
  expect(visitor.customerId).not.toBe(known.customerId)
  expect((await call(hubRoutes.chat, undefined, hub.contextOf(visitor))).chat).toBeNull()
  const { chatId } = await hub.write(visitor)
  expect((await readAside(platform.db, chatId)).email).toBe('ana@post.example')
  for (let time = 0; time < 9; time++) await codeOf(visit('flood@post.example'))
  expect(await codeOf(visit('flood@post.example'))).toBe('TOO_MANY_REQUESTS')
  await changeHub(platform, { loginStatus: 'all' })
})

test('a file is what its bytes say, has a size, and goes with a message of its own shopper alone', async () => {
  const [ana, eve] = [await hub.shopper(), await hub.shopper()]
  const upload = (bytes: string | Uint8Array<ArrayBuffer>, type: string) =>
    call(hubRoutes.upload, { file: new File([bytes], '../photo.png', { type }) }, hub.contextOf(ana))
  const lie = await upload('<script>alert(1)</script>', 'image/png')
  expect(lie).toMatchObject({ name: 'photo.png', mimeType: 'application/octet-stream' })
  const picture = await upload(Buffer.from('89504e470d0a1a0a', 'hex'), 'text/html')
  expect(picture.mimeType).toBe('image/png')
  expect(await codeOf(upload(new Uint8Array(30 * 1024 * 1024), 'image/png'))).toBe('too_large')
  expect(await codeOf(upload('', 'image/png'))).toBe('empty')
  expect(await codeOf(hub.write(eve, { attachmentIds: [picture.id] }))).toBe('file_gone')
  const sent = { id: randomUUID(), text: '', attachmentIds: [picture.id] }
  const { message } = await hub.write(ana, sent)
  expect(message.attachments).toMatchObject([{ name: 'photo.png', mimeType: 'image/png' }])
  expect((await hub.write(ana, sent)).message.attachments).toEqual(message.attachments)
  const id = message.attachments[0]?.id ?? ''
  expect((await call(hubRoutes.file, { id }, hub.contextOf(ana))).type).toBe('image/png')
  expect(await codeOf(call(hubRoutes.file, { id }, hub.contextOf(eve)))).toBe('NOT_FOUND')
  expect(await codeOf(hub.write(ana, { text: 'x'.repeat(100_000) }))).toBe('BAD_REQUEST')
  expect(await codeOf(hub.write(ana, { text: ' ' }))).toBe('UNPROCESSABLE')
})

test('the team sees whether the shopper is there and on which page; another’s chat takes no address and gives no transcript', async () => {
  const [ana, eve] = [await hub.shopper(), await hub.shopper()]
  const { chatId } = await hub.write(ana)
  await call(hubRoutes.page, { url: 'https://shop.example/boots', title: 'Boots' }, hub.contextOf(ana))
  expect(await readAside(platform.db, chatId)).toMatchObject({
    isOnline: true,
    page: { url: 'https://shop.example/boots', title: 'Boots' },
  })
  await noteSeen(platform.db, [ana.customerId], false)
  expect((await readAside(platform.db, chatId)).isOnline).toBe(false)
  const leave = (caller: Caller) => call(hubRoutes.leaveEmail, { chatId, email: 'ana@home.example' }, hub.contextOf(caller))
  expect(await codeOf(leave(eve))).toBe('NOT_FOUND')
  expect(await codeOf(call(hubRoutes.transcript, { chatId }, hub.contextOf(ana)))).toBe('NOT_FOUND')
  await leave(ana)
  expect(await call(hubRoutes.transcript, { chatId }, hub.contextOf(ana))).toEqual({ email: 'ana@home.example' })
  expect(await codeOf(call(hubRoutes.transcript, { chatId }, hub.contextOf(eve)))).toBe('NOT_FOUND')
})

test('a chat that is turned off begins no more, and one that goes on is not cut short', async () => {
  const [ana, eve] = [await hub.shopper(), await hub.shopper()]
  await hub.write(ana)
  await changeHub(platform, { tabs: ['home'] })
  expect(await codeOf(hub.write(ana))).toBe('done')
  expect(await codeOf(hub.write(eve))).toBe('chat_off')
  await changeHub(platform, { tabs: ['home', 'orders', 'chat'] })
})

test('a flood of forged tokens or of questions from one address is turned away, and no other address with it', async () => {
  const from = (ip: string) => hub.contextOf(undefined, ip)
  const forged = (ip: string) => codeOf(call(hubRoutes.signIn, { identity: 'a.b.c' }, from(ip)))
  const outcomes = await Promise.all(Array.from({ length: 130 }, () => forged('198.51.100.7')))
  expect(new Set(outcomes)).toEqual(new Set(['invalid', 'TOO_MANY_REQUESTS']))
  expect(await forged('198.51.100.8')).toBe('invalid')
  const pick = (ip: string) => codeOf(call(hubRoutes.pickFaq, { id: randomUUID() }, from(ip)))
  expect(new Set(await Promise.all(Array.from({ length: 310 }, () => pick('198.51.100.7'))))).toContain('TOO_MANY_REQUESTS')
  expect(await pick('198.51.100.8')).toBe('NOT_FOUND')
})
