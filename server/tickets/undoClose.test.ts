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
const people: Actor[] = []
beforeAll(async () => {
  database = await openTestDatabase()
  for (let n = 0; n < 2; n++) {
    const { agentId, name } = await makeAgent(database.db)
    people.push({ kind: 'agent', id: agentId, name })
  }
})
afterAll(() => database?.close())

const open = async (incoming = mailFrom()) =>
  (await inTransaction(database.db, (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))).ticketId
const apply = (id: string, wish: TicketChange, who = 0) =>
  inTransaction(database.db, (tx) => change(tx, id, people[who] ?? { kind: 'system', id: null, name: '' }, wish))
const ticket = (id: string) =>
  database.db
    .selectFrom('tickets')
    .leftJoin('snoozes', 'ticketId', 'id')
    .select(['status', 'closedAt', 'waitingSince', 'snoozedUntil', 'agentId', 'until', 'ifNoReply', 'begunAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
/** All that a close or a reopening leaves behind. */
const traces = async (id: string) => {
  const { rows } = await sql<{ occasion: string }>`
    select payload->>'occasion' as occasion from graphile_worker._private_jobs where payload->>'ticketId' = ${id} order by id`.execute(
    database.db,
  )
  const events = await database.db.selectFrom('events').select('name').where('properties', '@>', { ticketId: id }).execute()
  return {
    lines: (await timelineOf(database.db, id)).map(({ kind }) => kind),
    events: events.map(({ name }) => name),
    jobs: rows.map(({ occasion }) => occasion),
  }
}

test('a close that is taken back at once leaves no trace, and the customer waits since when they did', async () => {
  const id = await open()
  const before = [await ticket(id), await traces(id)]
  await apply(id, { status: 'closed' })
  await apply(id, { status: 'open', isUndo: true })
  expect([await ticket(id), await traces(id)]).toEqual(before)
})

test('a snoozed ticket that was closed sleeps on until its time, with its reminder', async () => {
  const id = await open()
  const snoozedUntil = new Date(Date.now() + 3_600_000)
  await apply(id, { status: 'snoozed', snoozedUntil, ifNoReply: false })
  const before = await ticket(id)
  await apply(id, { status: 'closed' })
  await apply(id, { status: 'snoozed', snoozedUntil, isUndo: true })
  expect(await ticket(id)).toEqual(before)
  expect((await traces(id)).lines).not.toContain('closed')
})

test('later, or by somebody else, it is a reopening', async () => {
  const [late, foreign] = [await open(), await open()]
  for (const id of [late, foreign]) await apply(id, { status: 'closed' })
  await sql`update timeline set at = at - interval '16 seconds' where ticket_id = ${late}`.execute(database.db)
  await apply(late, { status: 'open', isUndo: true })
  await apply(foreign, { status: 'open', isUndo: true }, 1)
  for (const id of [late, foreign]) {
    expect(await traces(id)).toMatchObject({ lines: ['closed', 'reopened'], events: ['Ticket Closed'], jobs: ['created', 'reopened'] })
    expect(await ticket(id)).toMatchObject({ status: 'open', closedAt: null })
  }
})

test('only the last close is taken back; one before it stays in the history', async () => {
  const id = await open()
  await apply(id, { status: 'closed' })
  await apply(id, { status: 'open' })
  await apply(id, { status: 'closed' })
  await apply(id, { status: 'open', isUndo: true })
  expect(await traces(id)).toMatchObject({ lines: ['closed', 'reopened'], events: ['Ticket Closed'] })
})

test('a chat that has ended stays ended: its customer has seen it', async () => {
  const id = await open(chatFrom())
  await apply(id, { status: 'closed' })
  await expect(apply(id, { status: 'open', isUndo: true })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
})
