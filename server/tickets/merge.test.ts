import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { openTestDatabase } from '../../test/database.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { readChat } from '../hub/chat.ts'
import { inTransaction } from '../platform/db.ts'
import { change } from './change.ts'
import { follow, followersOf } from './follow.ts'
import { merge } from './merge.ts'
import { mergeCandidates } from './mergeCandidates.ts'
import { mergedInto } from './merged.ts'
import { messagesOf } from './messages.ts'
import { receive } from './receive.ts'
import { reply } from './reply.ts'
import { type Actor, timelineOf } from './timeline.ts'
import { unmerge } from './unmerge.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let maja: Actor & { id: string }
beforeAll(async () => {
  database = await openTestDatabase()
  const { agentId, name } = await makeAgent(database.db)
  maja = { kind: 'agent', id: agentId, name }
  await database.db
    .insertInto('tags')
    .values([
      { key: 'returns', name: 'Returns' },
      { key: 'delivery', name: 'Delivery' },
    ])
    .execute()
})
afterAll(() => database.close())

const takeIn = (incoming: Incoming) => inTransaction(database.db, (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))
const open = async (fields: Parameters<typeof mailFrom>[0] = {}) => (await takeIn(mailFrom(fields))).ticketId
const join = (targetId: string, sourceIds: string[], across = false) =>
  inTransaction(database.db, (tx) => merge(tx, targetId, sourceIds, maja, across))
const undo = async (targetId: string) => {
  const [newest] = await mergedInto(database.db, targetId)
  return inTransaction(database.db, (tx) => unmerge(tx, newest?.mergeId ?? '', maja))
}
const ticket = (id: string) => database.db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const texts = async (id: string) => (await messagesOf(database.db, id)).messages.map(({ text }) => text)
const person = () => `${randomUUID()}@customer.example`
const standing = async (id: string) => ({ ...(await ticket(id)), updatedAt: null })
const apply = (id: string, wish: Parameters<typeof change>[3]) => inTransaction(database.db, (tx) => change(tx, id, maja, wish))

test('every message of both stands in the target in its order, and the source is closed and empty', async () => {
  const from = person()
  const one = await open({ from, text: 'first' })
  const two = await open({ from, text: 'second' })
  await join(one, [two])
  expect(await texts(one)).toEqual(['first', 'second'])
  expect(await texts(two)).toEqual([])
  expect(await ticket(one)).toMatchObject({ messageCount: 2, preview: 'second', status: 'open' })
  expect(await ticket(two)).toMatchObject({ messageCount: 0, status: 'closed', mergedIntoId: one, waitingSince: null })
})

test('what answers any of the merged mails lands in the target: by Message-ID and by the token', async () => {
  const from = person()
  const one = await open({ from })
  const two = await open({ from, externalId: `two-${from}` })
  const { replyToken } = await ticket(two)
  await join(one, [two])
  expect(await open({ from, thread: { externalIds: [`two-${from}`], tokens: [] } })).toBe(one)
  expect(await open({ from, thread: { externalIds: [], tokens: [replyToken] } })).toBe(one)
})

test('a merge into a ticket that is merged on leads to the last one', async () => {
  const from = person()
  const [a, b, c] = [await open({ from }), await open({ from }), await open({ from })]
  const { replyToken } = await ticket(a)
  await join(b, [a])
  await join(c, [b])
  expect(await open({ from, thread: { externalIds: [], tokens: [replyToken] } })).toBe(c)
})

test('undone, both stand as they stood, and what was written after stays in the target', async () => {
  const from = person()
  const one = await open({ from, text: 'first' })
  const two = await open({ from, text: 'second', externalId: `u-${from}` })
  await apply(one, { tags: ['returns'] })
  await apply(two, { tags: ['delivery'], priority: 'urgent', assigneeId: maja.id })
  const before = [await standing(one), await standing(two)]
  await join(one, [two])
  expect(await ticket(one)).toMatchObject({ tags: ['returns', 'delivery'], priority: 'urgent', assigneeId: maja.id })
  expect(await undo(one)).toBe(two)
  expect([await standing(one), await standing(two)]).toEqual(before)

  await join(one, [two])
  await takeIn(mailFrom({ from, text: 'after', thread: { externalIds: [`u-${from}`], tokens: [] } }))
  await undo(one)
  expect(await texts(one)).toEqual(['first', 'after'])
  expect(await texts(two)).toEqual(['second'])
  // A reply to the mail of the source, which stands in the source again.
  expect(await open({ from, thread: { externalIds: [`u-${from}`], tokens: [] } })).toBe(two)
})

test('merges of merges are undone in any order, and each ticket has its own again', async () => {
  const from = person()
  const [a, b, c] = [await open({ from, text: 'a' }), await open({ from, text: 'b' }), await open({ from, text: 'c' })]
  await join(b, [a])
  await join(c, [b])
  const [inner] = await mergedInto(database.db, b)
  await inTransaction(database.db, (tx) => unmerge(tx, inner?.mergeId ?? '', maja))
  expect([await texts(a), await texts(b), await texts(c)]).toEqual([['a'], [], ['b', 'c']])
  await undo(c)
  expect([await texts(a), await texts(b), await texts(c)]).toEqual([['a'], ['b'], ['c']])
})

test('a snooze is there again after the undoing, with its reminder', async () => {
  const from = person()
  const [one, two] = [await open({ from }), await open({ from })]
  await apply(two, { status: 'snoozed', snoozedUntil: new Date(Date.now() + 3_600_000) })
  await join(one, [two])
  await undo(one)
  expect(await ticket(two)).toMatchObject({ status: 'snoozed', snoozedUntil: expect.any(Date) })
  expect(await database.db.selectFrom('snoozes').select('agentId').where('ticketId', '=', two).execute()).toEqual([{ agentId: maja.id }])
})

test('an open ticket opens the closed one into which it goes', async () => {
  const from = person()
  const [one, two] = [await open({ from }), await open({ from })]
  await apply(one, { status: 'closed' })
  await join(one, [two])
  expect(await ticket(one)).toMatchObject({ status: 'open', closedAt: null, waitingSince: expect.any(Date) })
  await undo(one)
  expect(await ticket(one)).toMatchObject({ status: 'closed', closedAt: expect.any(Date), waitingSince: null })
})

test('tickets of different customers are merged only where that is said, and both are named', async () => {
  const one = await open({ from: person(), name: 'Ana Ruiz' })
  const other = person()
  const two = await open({ from: other, name: 'Bo Ek', externalId: `x-${other}` })
  await expect(join(one, [two])).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/Ana Ruiz.*Bo Ek/) })
  await join(one, [two], true)
  // The second customer takes part now: their answers belong here.
  expect(await open({ from: other, thread: { externalIds: [`x-${other}`], tokens: [] } })).toBe(one)
  // A stranger still does not.
  expect(await open({ from: person(), thread: { externalIds: [`x-${other}`], tokens: [] } })).not.toBe(one)
})

test('nothing is merged into itself, twice, into a merged one, or out of spam', async () => {
  const from = person()
  const [a, b, c, spam] = [await open({ from }), await open({ from }), await open({ from }), await open({ from })]
  await apply(spam, { isSpam: true })
  await expect(join(a, [a])).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(join(a, [spam])).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await join(a, [b])
  await expect(join(c, [b])).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(join(b, [c])).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(apply(b, { status: 'open' })).rejects.toMatchObject({ code: 'CONFLICT', data: { mergedIntoId: a } })
  const written = { id: randomUUID(), text: 'Hello', isNote: false, attachmentIds: [] }
  await expect(inTransaction(database.db, (tx) => reply(tx, b, { agentId: maja.id, name: maja.name }, written))).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { mergedIntoId: a },
  })
})

test('a customer’s chat window shows the same after ended chats were merged, undone or not', async () => {
  const shopper = randomUUID()
  const chat = async (text: string) => (await takeIn(chatFrom({ shopper, text }))).ticketId
  const old = await chat('an old question')
  await apply(old, { status: 'closed' })
  const now = await chat('a new question')
  const { customerId } = await ticket(now)
  const caller = { kind: 'shopper' as const, customerId, name: 'Tom', shopperId: shopper, isVisitor: false }
  const view = async () => {
    const read = await readChat(database.db, caller)
    return { id: read?.id, isClosed: read?.isClosed, texts: read?.messages.map(({ text }) => text) }
  }
  const before = await view()
  await expect(join(old, [now])).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await join(now, [old])
  expect(await texts(now)).toEqual(['an old question', 'a new question'])
  expect(await view()).toEqual(before)
  expect(await chat('and another thing')).toBe(now)
  await undo(now)
  expect((await view()).texts).toEqual(['a new question', 'and another thing'])
})

test('an ended chat that goes into a mail ticket still shows in the customer’s window', async () => {
  const shopper = randomUUID()
  const { ticketId: chat } = await takeIn(chatFrom({ shopper, text: 'by chat' }))
  await apply(chat, { status: 'closed' })
  const { customerId } = await ticket(chat)
  const mail = await open({ from: person(), text: 'by mail' })
  await join(mail, [chat], true)
  const read = await readChat(database.db, { kind: 'shopper', customerId, name: 'Tom', shopperId: shopper, isVisitor: false })
  expect(read?.messages.map(({ text }) => text)).toEqual(['by chat'])
})

test('followers come along and leave with the undoing; the timeline tells both histories', async () => {
  const from = person()
  const [one, two] = [await open({ from }), await open({ from })]
  const { agentId } = await makeAgent(database.db, { name: 'Tom' })
  await inTransaction(database.db, (tx) => follow(tx, two, agentId))
  await apply(two, { priority: 'high' })
  await join(one, [two])
  expect((await followersOf(database.db, one)).map(({ id }) => id)).toEqual([agentId])
  const lines = await timelineOf(database.db, one)
  expect(lines.map(({ kind }) => kind)).toEqual(['priority', 'merged'])
  expect(lines[0]?.ofNumber).toBe((await ticket(two)).number)
  await undo(one)
  expect(await followersOf(database.db, one)).toEqual([])
})

test('the customer’s other tickets are on offer first, any other by its number, with why not', async () => {
  const from = person()
  const [one, two] = [await open({ from, subject: 'Blue scarf' }), await open({ from, subject: 'Red scarf' })]
  const other = await open({ from: person(), name: 'Zoë Quist' })
  await apply(other, { isSpam: true })
  expect((await mergeCandidates(database.db, one, '')).map(({ id }) => id)).toEqual([two])
  const [byNumber] = await mergeCandidates(database.db, one, `#${(await ticket(other)).number}`)
  expect(byNumber).toMatchObject({ id: other, isSameCustomer: false, whyNot: { code: 'merge_spam' } })
  expect((await mergeCandidates(database.db, one, 'red sca')).map(({ id }) => id)).toEqual([two])
})
