import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TicketChange } from '../../shared/ticketChange.ts'
import { makeAgent } from '../../test/agents.ts'
import { openTestDatabase } from '../../test/database.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { change } from './change.ts'
import { receive } from './receive.ts'
import { wake } from './snooze.ts'
import { type Actor, timelineOf } from './timeline.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let maja: Actor & { id: string }
beforeAll(async () => {
  database = await openTestDatabase()
  const { agentId, name } = await makeAgent(database.db)
  maja = { kind: 'agent', id: agentId, name }
})
afterAll(() => database.close())

const takeIn = (incoming: Incoming) => inTransaction(database.db, (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))
const apply = (id: string, wish: TicketChange) => inTransaction(database.db, (tx) => change(tx, id, maja, wish))
const ticket = (id: string) => database.db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const kinds = async (id: string) => (await timelineOf(database.db, id)).map(({ kind }) => kind)
const wakeNow = () => inTransaction(database.db, wake)
const hour = () => new Date(Date.now() + 3_600_000)
const isRead = async (id: string) =>
  (await database.db.selectFrom('ticketReads').select('agentId').where('ticketId', '=', id).execute()).length > 0
/** The chosen time is over. */
const pass = (id: string) => sql`update snoozes set until = now() - interval '1 second' where ticket_id = ${id}`.execute(database.db)

/** A snoozed ticket that Maja had read, and a mail that answers it. */
async function asleep(wish: Partial<TicketChange> = {}) {
  const from = `${randomUUID()}@customer.example`
  const mail = mailFrom({ from })
  const { ticketId: id } = await takeIn(mail)
  await apply(id, { status: 'snoozed', snoozedUntil: hour(), ...wish })
  await database.db.insertInto('ticketReads').values({ ticketId: id, agentId: maja.id }).execute()
  return { id, answer: (fields = {}) => takeIn(mailFrom({ from, thread: { externalIds: [mail.externalId], tokens: [] }, ...fields })) }
}

test('a snooze needs a time to come', async () => {
  const { id } = await asleep()
  await expect(apply(id, { status: 'snoozed' })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(apply(id, { status: 'snoozed', snoozedUntil: new Date(Date.now() - 1000) })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
})

test('it ends at its time and not before, once, however many workers ask; whoever snoozed it sees it as unread', async () => {
  const { id } = await asleep()
  await wakeNow()
  expect((await ticket(id)).status).toBe('snoozed')
  await pass(id)
  const woken = await Promise.all(Array.from({ length: 6 }, wakeNow))
  expect(woken.reduce((sum, count) => sum + count)).toBe(1)
  expect(await ticket(id)).toMatchObject({ status: 'open', snoozedUntil: null })
  expect((await kinds(id)).filter((kind) => kind === 'woken')).toHaveLength(1)
  expect(await isRead(id)).toBe(false)
})

test('a job waits for the very second, and a later snooze moves it', async () => {
  const { id } = await asleep()
  const later = new Date(Date.now() + 7_200_000)
  await apply(id, { status: 'snoozed', snoozedUntil: later })
  const { rows } = await sql<{ at: Date }>`select run_at as at from graphile_worker._private_jobs where key = ${`wake:${id}`}`.execute(
    database.db,
  )
  expect(rows).toEqual([{ at: later }])
})

test('an inbound message wakes it on any channel, and then it does not wake a second time', async () => {
  const { id, answer } = await asleep()
  await answer()
  expect(await ticket(id)).toMatchObject({ status: 'open', snoozedUntil: null })
  expect(await isRead(id)).toBe(false)
  await pass(id)
  expect(await wakeNow()).toBe(0)

  const shopper = randomUUID()
  const { ticketId: chat } = await takeIn(chatFrom({ shopper }))
  await apply(chat, { status: 'snoozed', snoozedUntil: hour() })
  await takeIn(chatFrom({ shopper }))
  expect((await ticket(chat)).status).toBe('open')
})

test('an automatic answer does not wake it', async () => {
  const { id, answer } = await asleep()
  await answer({ automatedWhy: 'auto-reply' })
  expect((await ticket(id)).status).toBe('snoozed')
})

test('"in any case" comes at its time also when the customer has written before', async () => {
  const { id, answer } = await asleep({ ifNoReply: false })
  await answer()
  expect((await ticket(id)).status).toBe('open')
  await database.db
    .insertInto('ticketReads')
    .values({ ticketId: id, agentId: maja.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await pass(id)
  expect(await wakeNow()).toBe(1)
  expect((await kinds(id)).at(-1)).toBe('reminded')
  expect(await isRead(id)).toBe(false)
  expect(await wakeNow()).toBe(0)
})

test('whoever opens or closes the ticket takes the reminder back', async () => {
  for (const status of ['open', 'closed'] as const) {
    const { id } = await asleep({ ifNoReply: false })
    await apply(id, { status })
    await pass(id)
    expect(await wakeNow()).toBe(0)
    expect((await ticket(id)).status).toBe(status)
  }
})
