import { randomUUID } from 'node:crypto'
import { call, type ORPCError } from '@orpc/server'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHub, type TestHub } from '../../test/hub.ts'
import { recognise } from '../customers/recognise.ts'
import { inTransaction, tellChangesTo } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { change } from '../tickets/change.ts'
import { markRead } from '../tickets/read.ts'
import { reply } from '../tickets/reply.ts'
import { system } from '../tickets/timeline.ts'
import { ownsChat } from './chat.ts'
import { signIdentity } from './identity.ts'
import { hubRoutes } from './procedures.ts'
import { findShopper } from './sessions.ts'

let hub: TestHub
let platform: Platform
let secret: string
let agentId: string

beforeAll(async () => {
  hub = await openTestHub()
  platform = hub.platform
  secret = platform.secrets.derive('hub')
  const agent = { name: 'Maja Lind', email: 'maja@shop.example' }
  agentId = (await platform.db.insertInto('agents').values(agent).returning('id').executeTakeFirstOrThrow()).id
})
afterAll(() => hub.close())

const signIn = (identity: string) => call(hubRoutes.signIn, { identity }, hub.contextOf())

/** A shopper's browser after signing in. */
async function openHub(sub: string = randomUUID(), more: { name?: string; email?: string } = {}) {
  const session = await signIn(await signIdentity({ sub, name: 'Ana', ...more }, secret))
  const caller = await hub.callerOf(session.token)
  const as = hub.contextOf(caller)
  return {
    session,
    caller,
    chat: async () => (await call(hubRoutes.chat, undefined, as)).chat,
    write: (text: string, chatId: string | null = null, id: string = randomUUID()) => call(hubRoutes.write, { id, text, chatId }, as),
    seen: (chatId: string) => call(hubRoutes.seen, { chatId }, as),
    end: (chatId: string) => call(hubRoutes.end, { chatId }, as),
    file: (id: string) => call(hubRoutes.file, { id }, as),
  }
}

const answer = (ticketId: string, text: string, isNote = false) =>
  inTransaction(platform.db, (tx) =>
    reply(tx, ticketId, { agentId, name: 'Maja Lind' }, { id: randomUUID(), text, isNote, attachmentIds: [] }),
  )
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: ORPCError<string, unknown>) => error.code,
  )
const problemOf = (identity: string) =>
  signIn(identity).then(
    () => 'none',
    (error: ORPCError<string, { problem: string }>) => error.data.problem,
  )
const key = () => new TextEncoder().encode(secret)
const claimed = (claims: Record<string, unknown>, expires: number | string = '1h') =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime(expires).sign(key())

test('a token of another secret, of no algorithm, of none of ours or torn apart signs nobody in', async () => {
  const forged = await signIdentity({ sub: '1', name: 'Eve' }, 'another secret of another shop')
  const unsigned = new UnsecuredJWT({ sub: '1' }).setIssuedAt().setExpirationTime('1h').encode()
  const longer = await new SignJWT({ sub: '1' }).setProtectedHeader({ alg: 'HS512' }).setIssuedAt().setExpirationTime('1h').sign(key())
  const good = await signIdentity({ sub: '1', name: 'Ana' }, secret)
  const [head, , signature] = good.split('.')
  const swapped = [head, Buffer.from(JSON.stringify({ sub: '2', iat: 1, exp: 9e9 })).toString('base64url'), signature].join('.')
  for (const token of [forged, unsigned, longer, swapped, '', 'abc', 'a.b.c', good.slice(0, -3)])
    expect(await problemOf(token)).toBe('invalid')
})

test('an expired token says so, one valid for over a day or without its claims is refused', async () => {
  expect(await problemOf(await signIdentity({ sub: '1', name: 'Ana' }, secret, -120))).toBe('expired')
  expect(await problemOf(await claimed({ sub: '1' }, '25h'))).toBe('invalid')
  expect(await problemOf(await claimed({}))).toBe('invalid')
  expect(await problemOf(await claimed({ sub: '' }))).toBe('invalid')
  const endless = await new SignJWT({ sub: '1' }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().sign(key())
  expect(await problemOf(endless)).toBe('invalid')
  expect(await problemOf(await claimed({ sub: 4711 }))).toBe('none')
})

test('the same shopper is the same customer, also when two tabs sign in at once', async () => {
  const identity = await signIdentity({ sub: 'twin', name: 'Ana', email: 'Twin@Example.com' }, secret)
  const sessions = await Promise.all([signIn(identity), signIn(identity), signIn(identity)])
  expect(new Set(sessions.map(({ shopper }) => shopper.id)).size).toBe(1)
  const identities = await platform.db
    .selectFrom('identities')
    .select(['kind', 'value', 'isVerified'])
    .where('customerId', '=', sessions[0].shopper.id)
    .orderBy('kind')
    .execute()
  expect(identities).toEqual([
    { kind: 'email', value: 'twin@example.com', isVerified: true },
    { kind: 'shopper', value: 'twin', isVerified: true },
  ])
})

test('a shopper joins the customer who wrote from the signed address, unless the shop says it is not verified', async () => {
  const mailed = await inTransaction(platform.db, (tx) =>
    recognise(tx, { kind: 'email', value: 'joined@example.com', name: 'Jo', isVerified: false }),
  )
  const doubtful = await signIn(await claimed({ sub: 'doubtful', email: 'joined@example.com', email_verified: false }))
  expect(doubtful.shopper.id).not.toBe(mailed.customerId)
  const joined = await openHub('joined', { email: 'joined@example.com' })
  expect(joined.caller.customerId).toBe(mailed.customerId)
})

test('a second account with the same address never gets to the chats of the first', async () => {
  const first = await openHub('first account', { email: 'shared@example.com' })
  await first.write('my secret')
  const second = await openHub('second account', { email: 'shared@example.com' })
  expect(second.caller.customerId).not.toBe(first.caller.customerId)
  expect(await second.chat()).toBeNull()
})

test('a session token is kept as a hash, and ends with its time', async () => {
  const { session } = await openHub('hashed')
  expect(session.token).toMatch(/^whs_[\w-]{43}$/)
  const rows = await platform.db.selectFrom('shopperSessions').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(session.token.slice(4))
  await platform.db
    .updateTable('shopperSessions')
    .set({ expiresAt: new Date(0) })
    .where('customerId', '=', session.shopper.id)
    .execute()
  expect(await findShopper(platform.db, session.token)).toBeUndefined()
  expect(await findShopper(platform.db, 'whs_guessed')).toBeUndefined()
  expect(await findShopper(platform.db, undefined)).toBeUndefined()
})

test('nothing is a ticket before the first message; then the chat holds both sides, and no notes', async () => {
  const hub = await openHub()
  expect(await hub.chat()).toBeNull()
  const { chatId } = await hub.write('  Where is my parcel?  ')
  await answer(chatId, 'Let me look.')
  await answer(chatId, 'seems difficult', true)
  const chat = await hub.chat()
  expect(chat?.messages.map(({ from, text, name }) => [from, text, name])).toEqual([
    ['you', 'Where is my parcel?', 'Ana'],
    ['shop', 'Let me look.', 'Maja Lind'],
  ])
  expect(chat?.agent).toEqual({ name: 'Maja Lind', image: null })
  expect(chat?.isClosed).toBe(false)
})

test('a message sent twice or ten times at once is kept once, in one chat', async () => {
  const hub = await openHub()
  const id = randomUUID()
  const answers = await Promise.all(Array.from({ length: 10 }, () => hub.write('Hello?', null, id)))
  expect(new Set(answers.map((one) => `${one.chatId} ${one.message.id}`)).size).toBe(1)
  expect((await hub.write('Hello?', null, id)).message.id).toBe(id)
  expect((await hub.chat())?.messages).toHaveLength(1)
})

test('two tabs that know of no chat yet end up in the same one', async () => {
  const hub = await openHub()
  const [one, other] = await Promise.all([hub.write('from one tab'), hub.write('from the other')])
  expect(one.chatId).toBe(other.chatId)
  expect((await hub.chat())?.messages).toHaveLength(2)
})

test('a chat that has ended never opens again: the next message begins a new ticket', async () => {
  const hub = await openHub()
  const { chatId } = await hub.write('first conversation')
  await hub.end(chatId)
  await hub.end(chatId)
  expect(await hub.chat()).toMatchObject({ id: chatId, isClosed: true, closedBy: 'you' })
  await expect(inTransaction(platform.db, (tx) => change(tx, chatId, system, { status: 'open' }))).rejects.toThrow(/stays closed/)
  await expect(answer(chatId, 'too late')).rejects.toThrow(/has ended/)

  const next = await hub.write('second conversation', chatId)
  expect(next.chatId).not.toBe(chatId)
  expect(await hub.chat()).toMatchObject({ id: next.chatId, isClosed: false })
  await inTransaction(platform.db, (tx) => change(tx, next.chatId, { kind: 'agent', id: agentId, name: 'Maja' }, { status: 'closed' }))
  expect(await hub.chat()).toMatchObject({ isClosed: true, closedBy: 'shop' })
  const { rows } = await platform.pool.query('select status from tickets where customer_id = $1', [hub.caller.customerId])
  expect(rows).toEqual([{ status: 'closed' }, { status: 'closed' }])
})

test('another shopper’s chat and one that never was are the same answer', async () => {
  const [owner, stranger] = [await openHub(), await openHub()]
  const { chatId, message } = await owner.write('only for the shop')
  for (const guessed of [chatId, randomUUID()]) {
    expect(await codeOf(stranger.seen(guessed))).toBe('NOT_FOUND')
    expect(await codeOf(stranger.end(guessed))).toBe('NOT_FOUND')
    expect(await ownsChat(platform.db, stranger.caller.customerId, guessed)).toBe(false)
    const elsewhere = await stranger.write('let me in', guessed)
    expect(elsewhere.chatId).not.toBe(chatId)
  }
  expect(await codeOf(stranger.write('mine', null, message.id))).toBe('CONFLICT')
  expect(await ownsChat(platform.db, owner.caller.customerId, chatId)).toBe(true)
  expect(await owner.chat()).toMatchObject({ isClosed: false, messages: [{ text: 'only for the shop' }] })
})

test('a ticket of another channel is no chat', async () => {
  const hub = await openHub()
  const { chatId } = await hub.write('hello')
  await platform.db.updateTable('tickets').set({ channel: 'email' }).where('id', '=', chatId).execute()
  expect(await hub.chat()).toBeNull()
  expect(await codeOf(hub.end(chatId))).toBe('NOT_FOUND')
})

test('the shop learns what the shopper has received and seen, and nobody is told twice', async () => {
  const hub = await openHub()
  const { chatId } = await hub.write('hello')
  await answer(chatId, 'hi')
  const stateOf = async () =>
    (await platform.db.selectFrom('messages').select('state').where('ticketId', '=', chatId).where('direction', '=', 'out').execute()).map(
      (row) => row.state,
    )
  await platform.db.updateTable('messages').set({ state: 'sent' }).where('ticketId', '=', chatId).where('direction', '=', 'out').execute()
  const told: string[] = []
  tellChangesTo((topics) => told.push(...topics))
  try {
    await hub.chat()
    expect(await stateOf()).toEqual(['delivered'])
    expect((await hub.seen(chatId)).seenAt).toBeInstanceOf(Date)
    expect(await stateOf()).toEqual(['read'])
    expect(told).toEqual([`ticket:${chatId}`, `ticket:${chatId}`])
    await hub.chat()
    await hub.seen(chatId)
    expect(told).toHaveLength(2)
  } finally {
    tellChangesTo(() => undefined)
  }
  expect((await hub.chat())?.messages[1]?.state).toBe('seen')
  const ticket = await platform.db.selectFrom('tickets').select('customerReadAt').where('id', '=', chatId).executeTakeFirstOrThrow()
  expect(ticket.customerReadAt).toBeInstanceOf(Date)
})

test('the shopper learns that somebody of the shop has seen the message', async () => {
  const hub = await openHub()
  const { chatId, message } = await hub.write('anyone there?')
  expect(message.state).toBe('delivered')
  const told: string[] = []
  tellChangesTo((topics) => told.push(...topics))
  try {
    await inTransaction(platform.db, (tx) => markRead(tx, agentId, chatId, true))
    await inTransaction(platform.db, (tx) => markRead(tx, agentId, chatId, true))
  } finally {
    tellChangesTo(() => undefined)
  }
  expect(told.filter((topic) => topic.startsWith('ticket:'))).toHaveLength(1)
  expect((await hub.chat())?.messages[0]?.state).toBe('seen')
})

test('a shopper who floods is asked to wait, and nobody else', async () => {
  const [flooding, other] = [await openHub(), await openHub()]
  const codes = await Promise.all(Array.from({ length: 40 }, (_, index) => codeOf(flooding.write(`message ${index}`))))
  expect(codes.filter((code) => code === 'done').length).toBeGreaterThanOrEqual(30)
  expect(codes).toContain('TOO_MANY_REQUESTS')
  expect(await codeOf(other.write('hello'))).toBe('done')
})

test('a message of nothing but spaces and null characters is refused', async () => {
  const hub = await openHub()
  expect(await codeOf(hub.write('\u0000 \u0000'))).toBe('UNPROCESSABLE')
  expect((await hub.write('a\u0000b')).message.text).toBe('ab')
})

test('the hub is closed to whoever is not a shopper', async () => {
  expect(await codeOf(call(hubRoutes.chat, undefined, hub.contextOf()))).toBe('UNAUTHORIZED')
  const agent = { kind: 'agent', agentId, name: 'Maja', role: 'owner', email: 'maja@shop.example', language: 'en', by: 'session' } as const
  expect(await codeOf(call(hubRoutes.chat, undefined, hub.contextOf(agent)))).toBe('FORBIDDEN')
  expect(await call(hubRoutes.settings, undefined, hub.contextOf())).toMatchObject({
    shopName: 'Your shop',
    welcome: '',
    tabs: ['home', 'orders', 'chat'],
  })
})

test('a file of the chat is for its shopper only, and a note’s for nobody', async () => {
  const [owner, stranger] = [await openHub(), await openHub()]
  const { chatId } = await owner.write('May I see it?')
  const attach = async (isNote: boolean) => {
    const kept = await platform.files.keep(Buffer.from('a picture'))
    const row = { ...kept, name: 'jacket.png', mimeType: 'image/png', uploadedBy: agentId }
    const { id } = await platform.db.insertInto('attachments').values(row).returning('id').executeTakeFirstOrThrow()
    await inTransaction(platform.db, (tx) =>
      reply(tx, chatId, { agentId, name: 'Maja Lind' }, { id: randomUUID(), text: '', isNote, attachmentIds: [id] }),
    )
    return id
  }
  const [shown, noted] = [await attach(false), await attach(true)]
  expect((await owner.chat())?.messages[1]?.attachments).toEqual([{ id: shown, name: 'jacket.png', mimeType: 'image/png', size: 9 }])
  const file = await owner.file(shown)
  expect([file.name, file.type, await file.text()]).toEqual(['jacket.png', 'image/png', 'a picture'])
  expect(await codeOf(owner.file(noted))).toBe('NOT_FOUND')
  expect(await codeOf(stranger.file(shown))).toBe('NOT_FOUND')
  expect(await codeOf(owner.file(randomUUID()))).toBe('NOT_FOUND')
})
