import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyTables, openTestDatabase } from '../../test/database.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import type { TicketRule } from '../channels/channel.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { receive } from './receive.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await emptyTables(database.db, 'customers', 'tickets', 'messages', 'identities', 'graphile_worker._private_jobs')
})

const takeIn = (incoming: Incoming, rule: TicketRule = channelOf(incoming.channel).ticketRule) =>
  inTransaction(database.db, (tx) => receive(tx, rule, incoming))
const ticket = (id: string) => database.db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const setStatus = (id: string, status: string) => database.db.updateTable('tickets').set({ status }).where('id', '=', id).execute()
const count = async (table: 'tickets' | 'messages' | 'customers') =>
  (
    await database.db
      .selectFrom(table)
      .select((of) => of.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n
const jobs = async () =>
  (
    await sql<{
      task: string
      payload: { occasion: string }
    }>`select t.identifier as task, payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`.execute(
      database.db,
    )
  ).rows

test('a first mail makes a customer, a ticket, a message, and asks for triage', async () => {
  const received = await takeIn(mailFrom({ subject: 'Parcel', text: 'Where is it?' }))
  expect(received.outcome).toBe('ticket')
  expect(await ticket(received.ticketId)).toMatchObject({
    subject: 'Parcel',
    status: 'open',
    channel: 'email',
    messageCount: 1,
    preview: 'Where is it?',
    sentimentLabel: null,
    lastInboundId: received.messageId,
  })
  expect(await jobs()).toMatchObject([{ task: 'triage', payload: { ticketId: received.ticketId, occasion: 'created' } }])
})

test('a redelivered message is kept once, also when ten arrive at the same instant', async () => {
  const incoming = mailFrom()
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => takeIn(incoming)))
  expect(outcomes.some((outcome) => outcome.status === 'fulfilled' && outcome.value.outcome === 'ticket')).toBe(true)
  expect(await takeIn(incoming)).toMatchObject({ outcome: 'duplicate' })
  expect([await count('tickets'), await count('messages'), await count('customers')]).toEqual([1, 1, 1])
})

test('two first messages of one person at the same instant make one ticket where a ticket is a person', async () => {
  const rule: TicketRule = { ticketIs: 'a person', whenClosed: 'reopens it' }
  await Promise.all(Array.from({ length: 8 }, () => takeIn(mailFrom(), rule)))
  expect([await count('tickets'), await count('messages'), await count('customers')]).toEqual([1, 8, 1])
})

test('a reply by header, by reference or by token continues the thread', async () => {
  const first = await takeIn(mailFrom({ externalId: 'first@customer.example' }))
  const { replyToken } = await ticket(first.ticketId)
  for (const thread of [
    { externalIds: ['first@customer.example'], tokens: [] },
    { externalIds: ['unknown@elsewhere.example', 'first@customer.example'], tokens: [] },
    { externalIds: [], tokens: [replyToken] },
  ])
    expect(await takeIn(mailFrom({ thread }))).toMatchObject({ outcome: 'appended', ticketId: first.ticketId })
})

test('a reply to a closed mail ticket reopens it however late, and asks for a new reading', async () => {
  const first = await takeIn(mailFrom({ externalId: 'old@customer.example' }))
  await sql`update tickets set status = 'closed', closed_at = now() - interval '6 years', created_at = now() - interval '7 years'`.execute(
    database.db,
  )
  const again = await takeIn(mailFrom({ thread: { externalIds: ['old@customer.example'], tokens: [] } }))
  expect(again.ticketId).toBe(first.ticketId)
  expect(await ticket(first.ticketId)).toMatchObject({ status: 'open', closedAt: null, messageCount: 2 })
  expect(await jobs()).toContainEqual(expect.objectContaining({ payload: expect.objectContaining({ occasion: 'reopened' }) }))
})

test('a new mail of the same person is a new ticket of the same customer', async () => {
  const [one, two] = [await takeIn(mailFrom()), await takeIn(mailFrom())]
  expect(one.ticketId).not.toBe(two.ticketId)
  expect((await ticket(one.ticketId)).customerId).toBe((await ticket(two.ticketId)).customerId)
})

test('a stranger who names a thread does not get into it: a linked ticket with a warning is made', async () => {
  const victim = await takeIn(mailFrom({ externalId: 'secret@customer.example' }))
  const { replyToken } = await ticket(victim.ticketId)
  for (const thread of [
    { externalIds: ['secret@customer.example'], tokens: [] },
    { externalIds: [], tokens: [replyToken] },
  ]) {
    const stranger = await takeIn(mailFrom({ from: 'mallory@elsewhere.example', name: 'Mallory', thread }))
    expect(stranger.ticketId).not.toBe(victim.ticketId)
    expect(await ticket(stranger.ticketId)).toMatchObject({
      linkedTicketId: victim.ticketId,
      warning: 'other_sender',
    })
  }
})

test('somebody who was in copy takes part', async () => {
  const first = await takeIn(
    mailFrom({
      externalId: 'cc@customer.example',
      mail: { from: 'ana@customer.example', to: ['support@shop.example'], cc: ['husband@customer.example'], inReplyTo: [], references: [] },
    }),
  )
  const reply = await takeIn(mailFrom({ from: 'husband@customer.example', thread: { externalIds: ['cc@customer.example'], tokens: [] } }))
  expect(reply.ticketId).toBe(first.ticketId)
})

test('an automated mail neither reopens a ticket nor makes anyone wait', async () => {
  const first = await takeIn(mailFrom({ externalId: 'a@customer.example' }))
  await sql`update tickets set status = 'closed', waiting_since = null`.execute(database.db)
  await takeIn(mailFrom({ automatedWhy: 'auto-reply', thread: { externalIds: ['a@customer.example'], tokens: [] } }))
  expect(await ticket(first.ticketId)).toMatchObject({ status: 'closed', waitingSince: null, messageCount: 2 })
})

test('a snoozed ticket wakes on any message of a person', async () => {
  const first = await takeIn(chatFrom())
  await sql`update tickets set status = 'snoozed', snoozed_until = now() + interval '1 day'`.execute(database.db)
  await takeIn(chatFrom({ ticketId: first.ticketId }))
  expect(await ticket(first.ticketId)).toMatchObject({ status: 'open', snoozedUntil: null })
})

test('a chat continues while open; closed it never reopens, and the next message begins a new one', async () => {
  const first = await takeIn(chatFrom())
  expect(await takeIn(chatFrom({ ticketId: first.ticketId }))).toMatchObject({ outcome: 'appended', ticketId: first.ticketId })
  await setStatus(first.ticketId, 'closed')
  const next = await takeIn(chatFrom({ ticketId: first.ticketId }))
  expect(next).toMatchObject({ outcome: 'ticket' })
  expect(next.ticketId).not.toBe(first.ticketId)
  expect((await ticket(first.ticketId)).status).toBe('closed')
})

test('a shopper who names another customer’s chat writes into a chat of their own', async () => {
  const victim = await takeIn(chatFrom({ shopper: 'tom' }))
  const other = await takeIn(chatFrom({ shopper: 'mallory', ticketId: victim.ticketId }))
  expect(other.ticketId).not.toBe(victim.ticketId)
  expect((await ticket(victim.ticketId)).messageCount).toBe(1)
})

test('whatever fails, nothing is half done', async () => {
  const bad = mailFrom({
    attachments: [{ name: 'x', mimeType: 'text/plain', size: Number.NaN, file: 'f', contentId: null, isInline: false }],
  })
  await expect(takeIn(bad)).rejects.toThrow()
  expect([await count('tickets'), await count('messages'), await count('customers'), (await jobs()).length]).toEqual([0, 0, 0, 0])
})

test('every ticket has its own number, rising', async () => {
  const numbers = []
  for (let i = 0; i < 3; i++) numbers.push((await ticket((await takeIn(mailFrom({ from: `${randomUUID()}@c.example` }))).ticketId)).number)
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
  expect(new Set(numbers).size).toBe(3)
})

test('two people with one address are one customer, each under the name that they wrote with; one person with two addresses is two until the team joins them', async () => {
  const of = (name: string, from = 'family@customer.example') => ({ from, name })
  const ana = await takeIn(mailFrom(of('Ana')))
  const tom = await takeIn(mailFrom(of('Tom')))
  await takeIn(mailFrom(of('Ana', 'ana@work.example')))
  expect(tom.ticketId).not.toBe(ana.ticketId)
  expect(await count('customers')).toBe(2)
  const { rows } = await sql<{ author: string; customer: string }>`
    select m.author_name as author, c.name as customer from messages m join tickets t on t.id = m.ticket_id join customers c on c.id = t.customer_id
    order by t.number`.execute(database.db)
  expect(rows).toEqual([
    { author: 'Ana', customer: 'Ana' },
    { author: 'Tom', customer: 'Ana' },
    { author: 'Ana', customer: 'Ana' },
  ])
})
