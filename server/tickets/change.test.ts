import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TicketChange } from '../../shared/ticketChange.ts'
import { makeAgent } from '../../test/agents.ts'
import { openTestDatabase } from '../../test/database.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { change } from './change.ts'
import { receive } from './receive.ts'
import { type Actor, timelineOf } from './timeline.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let maja: Actor
beforeAll(async () => {
  database = await openTestDatabase()
  const { agentId, name } = await makeAgent(database.db)
  maja = { kind: 'agent', id: agentId, name }
  await database.db.insertInto('tags').values({ key: 'returns', name: 'Returns' }).execute()
})
afterAll(() => database.close())

const open = async (incoming = mailFrom()) =>
  (await inTransaction(database.db, (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))).ticketId
const apply = (id: string, wish: TicketChange) => inTransaction(database.db, (tx) => change(tx, id, maja, wish))
const ticket = (id: string) => database.db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const kinds = async (id: string) => (await timelineOf(database.db, id)).map((entry) => entry.kind)
const triageJobs = async (id: string) =>
  (
    await sql<{
      occasion: string
    }>`
      select payload->>'occasion' as occasion from graphile_worker._private_jobs
      where payload->>'ticketId' = ${id} and task_id = (select id from graphile_worker._private_tasks where identifier = 'triage')
      order by id`.execute(database.db)
  ).rows.map((row) => row.occasion)

test('closing writes who did it and a Ticket Closed event with the sentiment as it stands', async () => {
  const id = await open()
  const { customerId } = await ticket(id)
  const { id: sentimentId } = await database.db
    .insertInto('sentiments')
    .values({ ticketId: id, occasion: 'created', label: 'negative', score: 2.4, confidence: 0.8, isSure: true, model: 'test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await database.db
    .updateTable('tickets')
    .set({ sentimentId, sentimentLabel: 'negative', sentimentScore: 2.4 })
    .where('id', '=', id)
    .execute()
  await apply(id, { status: 'closed' })
  expect(await ticket(id)).toMatchObject({ status: 'closed', closedAt: expect.any(Date), waitingSince: null })
  const event = await database.db
    .selectFrom('events')
    .selectAll()
    .where('customerId', '=', customerId)
    .where('name', '=', 'Ticket Closed')
    .executeTakeFirstOrThrow()
  expect(event.properties).toMatchObject({ ticketId: id, closedBy: maja.name, sentiment: { label: 'negative', score: 2.4 } })
  expect(await kinds(id)).toContain('closed')
})

test('closing twice is one event', async () => {
  const id = await open()
  await apply(id, { status: 'closed' })
  await apply(id, { status: 'closed' })
  const { customerId } = await ticket(id)
  expect(
    await database.db
      .selectFrom('events')
      .select('id')
      .where('customerId', '=', customerId)
      .where('properties', '@>', { ticketId: id })
      .execute(),
  ).toHaveLength(1)
})

test('reopening a mail ticket asks for a new reading; a chat that ended stays closed', async () => {
  const [mail, chat] = [await open(), await open(chatFrom())]
  for (const id of [mail, chat]) await apply(id, { status: 'closed' })
  await apply(mail, { status: 'open' })
  expect(await triageJobs(mail)).toEqual(['created', 'reopened'])
  await expect(apply(chat, { status: 'open' })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(apply(chat, { status: 'snoozed', snoozedUntil: new Date(Date.now() + 60_000) })).rejects.toMatchObject({
    code: 'UNPROCESSABLE',
  })
})

test('not spam brings a ticket back and has it read', async () => {
  const id = await open()
  await apply(id, { isSpam: true })
  expect(await ticket(id)).toMatchObject({ isSpam: true, waitingSince: null })
  await apply(id, { isSpam: false })
  expect(await ticket(id)).toMatchObject({ isSpam: false, waitingSince: expect.any(Date) })
  expect(await triageJobs(id)).toEqual(['created', 'not_spam'])
})

test('a mark as spam that is taken back was never: nothing is read anew, and it waits as long as before', async () => {
  const id = await open()
  const reading = { ticketId: id, occasion: 'created', label: 'negative', score: 2, confidence: 0.9, isSure: true, model: 'm' }
  const { id: sentimentId } = await database.db.insertInto('sentiments').values(reading).returning('id').executeTakeFirstOrThrow()
  await database.db
    .updateTable('tickets')
    .set({ sentimentId, sentimentLabel: 'negative', sentimentScore: 2 })
    .where('id', '=', id)
    .execute()
  const before = await ticket(id)
  await apply(id, { isSpam: true })
  await apply(id, { isSpam: false, isUndo: true })
  expect({ ...(await ticket(id)), updatedAt: null }).toEqual({ ...before, updatedAt: null })
  expect(await kinds(id)).toEqual([])
  expect(await triageJobs(id)).toEqual(['created'])
  // A mark that stands is not undone by one who did not make it: then it is read as if it had just come.
  await apply(id, { isSpam: true })
  await inTransaction(database.db, (tx) =>
    change(tx, id, { kind: 'agent', id: randomUUID(), name: 'Tom' }, { isSpam: false, isUndo: true }),
  )
  expect(await triageJobs(id)).toEqual(['created', 'not_spam'])
})

test('assignment, tags and priority each leave a line, and what is already so leaves none', async () => {
  const id = await open()
  const wish: TicketChange = { assigneeId: maja.id, tags: ['returns'], priority: 'high' }
  await apply(id, wish)
  await apply(id, wish)
  expect(await ticket(id)).toMatchObject({ assigneeId: maja.id, tags: ['returns'], priority: 'high' })
  expect((await kinds(id)).sort()).toEqual(['assigned', 'priority', 'tagged'])
})

test('an unknown tag or agent is refused and nothing of the wish is done', async () => {
  const id = await open()
  await expect(apply(id, { priority: 'high', tags: ['no-such-tag'] })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(apply(id, { assigneeId: id })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  expect(await ticket(id)).toMatchObject({ priority: 'normal', tags: [], assigneeId: null })
})

test('whoever does the opposite of what somebody has just done hears of it, and the timeline says so', async () => {
  const id = await open()
  const { agentId, name } = await makeAgent(database.db, { name: 'Tom Becker' })
  const tom: Actor = { kind: 'agent', id: agentId, name }
  await inTransaction(database.db, (tx) => change(tx, id, tom, { assigneeId: agentId, seen: { assigneeId: null } }))
  const crossed = await apply(id, { assigneeId: maja.id, seen: { assigneeId: null, status: 'open' } })
  expect(crossed).toMatchObject([{ kind: 'assigned', actor: { name: 'Tom Becker' }, data: { name: 'Tom Becker' } }])
  expect((await timelineOf(database.db, id)).at(-1)).toMatchObject({
    kind: 'crossed',
    actor: { name: maja.name },
    data: { by: 'Tom Becker' },
  })
})

test('nothing has crossed where both did the same, or where it was seen', async () => {
  const id = await open()
  const { agentId, name } = await makeAgent(database.db, { name: 'Tom Becker' })
  await inTransaction(database.db, (tx) => change(tx, id, { kind: 'agent', id: agentId, name }, { status: 'closed' }))
  expect(await apply(id, { status: 'closed', seen: { status: 'open' } })).toEqual([])
  expect(await apply(id, { status: 'open', seen: { status: 'closed' } })).toEqual([])
})
