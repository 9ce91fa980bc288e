import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { merge } from './merge.ts'
import { mergedInto } from './merged.ts'
import { messagesOf } from './messages.ts'
import { receive } from './receive.ts'
import { split } from './split.ts'
import { system, timelineOf } from './timeline.ts'
import { unmerge } from './unmerge.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const takeIn = (incoming: Incoming) => inTransaction(database.db, (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))
/** A thread of mails of one person; answers the ticket and the messages' ids. */
async function thread(...texts: string[]) {
  const from = `${randomUUID()}@customer.example`
  const externalIds: string[] = []
  const messageIds: string[] = []
  let ticketId = ''
  for (const text of texts) {
    const mail = mailFrom({ from, text, thread: { externalIds: [...externalIds].reverse(), tokens: [] } })
    externalIds.push(mail.externalId)
    const received = await takeIn(mail)
    ticketId = received.ticketId
    messageIds.push(received.messageId)
  }
  return { from, ticketId, messageIds, externalIds }
}
const cut = (ticketId: string, messageId = '') => inTransaction(database.db, (tx) => split(tx, ticketId, messageId, system))
const texts = async (id: string) => (await messagesOf(database.db, id)).messages.map(({ text }) => text)
const ticket = (id: string) => database.db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const occasions = async (id: string) =>
  (
    await sql<{ occasion: string }>`select payload->>'occasion' as occasion from graphile_worker._private_jobs
      where payload->>'ticketId' = ${id} order by id`.execute(database.db)
  ).rows.map(({ occasion }) => occasion)

test('the chosen message and what follows it are a ticket of their own, and both halves are read anew', async () => {
  const { ticketId, messageIds } = await thread('one', 'two', 'three')
  const made = await cut(ticketId, messageIds[1])
  expect([await texts(ticketId), await texts(made)]).toEqual([['one'], ['two', 'three']])
  expect(await ticket(ticketId)).toMatchObject({ messageCount: 1, preview: 'one', lastInboundId: messageIds[0] })
  expect(await ticket(made)).toMatchObject({
    messageCount: 2,
    lastInboundId: messageIds[2],
    status: 'open',
    waitingSince: expect.any(Date),
  })
  expect(await occasions(ticketId)).toContain('split')
  expect(await occasions(made)).toEqual(['split'])
  expect((await timelineOf(database.db, made)).map(({ kind }) => kind)).toEqual(['split_from'])
})

test('each half goes on with the answers to its own mails', async () => {
  const { from, ticketId, messageIds, externalIds } = await thread('one', 'two')
  const made = await cut(ticketId, messageIds[1])
  const answer = async (at: number) =>
    (await takeIn(mailFrom({ from, thread: { externalIds: [externalIds[at] ?? ''], tokens: [] } }))).ticketId
  expect([await answer(0), await answer(1)]).toEqual([ticketId, made])
})

test('no half is left without a word of the customer, and a chat is not split', async () => {
  const { ticketId, messageIds } = await thread('one', 'two')
  await expect(cut(ticketId, messageIds[0])).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(cut(ticketId, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const note = { ticketId, channel: 'email', direction: 'out', authorKind: 'agent', state: 'sent', isNote: true, text: 'note' }
  const { id } = await database.db.insertInto('messages').values(note).returning('id').executeTakeFirstOrThrow()
  await expect(cut(ticketId, id)).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  const chat = await takeIn(chatFrom({ shopper: randomUUID() }))
  await expect(cut(chat.ticketId, chat.messageId)).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
})

test('what a merge brought and a split took away stays away when the merge is undone', async () => {
  const one = await thread('one')
  const { ticketId: two, messageIds } = await thread('two', 'two again')
  await inTransaction(database.db, (tx) => merge(tx, one.ticketId, [two], system, true))
  const made = await cut(one.ticketId, messageIds[1])
  const [merged] = await mergedInto(database.db, one.ticketId)
  await inTransaction(database.db, (tx) => unmerge(tx, merged?.mergeId ?? '', system))
  expect([await texts(one.ticketId), await texts(two), await texts(made)]).toEqual([['one'], ['two'], ['two again']])
  // The half is the other customer's, who wrote it.
  expect((await ticket(made)).customerId).toBe((await ticket(two)).customerId)
})
