import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyTables, openTestDatabase } from '../../test/database.ts'
import { mailFrom } from '../../test/incoming.ts'
import { inTransaction } from '../platform/db.ts'
import { addEvent, identify } from './customerEvents.ts'
import { merge } from './merge.ts'
import { receive } from './receive.ts'
import { split } from './split.ts'
import { system } from './timeline.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(() => emptyTables(database.db, 'customers', 'tickets', 'messages', 'identities', 'events', 'consents', 'connections'))

const rule = { ticketIs: 'a person', whenClosed: 'reopens it' } as const
const now = Date.now()
/** So many minutes before now. */
const ago = (minutes: number) => new Date(now - minutes * 60_000)
const ana = '+46701234567'

const customer = () => inTransaction(database.db, (tx) => identify(tx, { phone: ana, name: 'Ana' }))
async function marketing(properties: Record<string, unknown>, occurredAt: Date, uniqueKey?: string) {
  const id = await customer()
  return inTransaction(database.db, (tx) => addEvent(tx, { id, name: 'Received SMS', properties, occurredAt, uniqueKey }))
}
async function text(sentAt: Date, connectionId: string | null = null): Promise<string> {
  const from = { kind: 'phone', value: ana, name: '', isVerified: true } as const
  const incoming = {
    ...mailFrom(),
    channel: 'sms',
    externalId: randomUUID(),
    from,
    subject: null,
    mail: null,
    sentAt,
    connectionId,
  } as const
  return (await inTransaction(database.db, (tx) => receive(tx, rule, incoming))).messageId
}
/** What the texts answer, in the order they were sent; null: nothing. */
async function answers(): Promise<(string | null)[]> {
  const { rows } = await sql<{ name: string | null }>`
    select coalesce(e.properties->>'flow', e.properties->>'campaign') as name from messages m left join attributions a on a.message_id = m.id
      left join events e on e.id = a.event_id order by m.sent_at, m.id`.execute(database.db)
  return rows.map(({ name }) => name)
}
const onTicket = async () => (await database.db.selectFrom('tickets').select('answerTo').executeTakeFirstOrThrow()).answerTo

test('the first text within a day answers the campaign, and the ticket says which; the next ones answer nothing', async () => {
  await marketing({ campaign: 'Spring sale', message: 'Everything 20 % off' }, ago(12))
  const messageId = await text(ago(0))
  await text(ago(-1))
  await text(ago(-2))
  expect(await answers()).toEqual(['Spring sale', null, null])
  expect(await onTicket()).toMatchObject({ kind: 'campaign', name: 'Spring sale', message: 'Everything 20 % off', messageId })
})

test('what a ticket answers goes with the text that answers it, when the ticket is split or merged', async () => {
  const first = await text(ago(30))
  await marketing({ campaign: 'Spring sale' }, ago(12))
  const second = await text(ago(0))
  const { ticketId } = await database.db.selectFrom('messages').select('ticketId').where('id', '=', first).executeTakeFirstOrThrow()
  const answered = async () =>
    Object.fromEntries(
      (await sql<{ id: string; name: string | null }>`select id, answer_to->>'name' as name from tickets`.execute(database.db)).rows.map(
        ({ id, name }) => [id, name],
      ),
    )
  const made = await inTransaction(database.db, (tx) => split(tx, ticketId, second, system))
  expect(await answered()).toEqual({ [ticketId]: null, [made]: 'Spring sale' })
  await inTransaction(database.db, (tx) => merge(tx, ticketId, [made], system, false))
  expect(await answered()).toMatchObject({ [ticketId]: 'Spring sale' })
})

test('outside of the window a text answers nothing', async () => {
  await marketing({ campaign: 'Spring sale' }, ago(24 * 60 + 1))
  await text(ago(0))
  expect(await answers()).toEqual([null])
  expect(await onTicket()).toBeNull()
})

test('the window is the number’s own', async () => {
  const { id } = await database.db
    .insertInto('connections')
    .values({ channel: 'sms', address: '+46701230000', token: 't', settings: JSON.stringify({ attributionHours: 1 }) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await marketing({ campaign: 'Spring sale' }, ago(61))
  await text(ago(0), id)
  expect(await answers()).toEqual([null])
  await marketing({ campaign: 'Summer sale' }, ago(30))
  expect(await answers()).toEqual(['Summer sale'])
})

test('of a campaign and a flow after it, the text answers the flow', async () => {
  await marketing({ campaign: 'Spring sale' }, ago(20))
  await marketing({ flow: 'Abandoned cart' }, ago(5))
  await text(ago(0))
  expect(await answers()).toEqual(['Abandoned cart'])
  expect(await onTicket()).toMatchObject({ kind: 'flow', name: 'Abandoned cart' })
})

test('each marketing message has its own first answer', async () => {
  await marketing({ campaign: 'Spring sale' }, ago(60))
  await text(ago(50))
  await marketing({ flow: 'Abandoned cart' }, ago(40))
  await text(ago(30))
  await text(ago(20))
  expect(await answers()).toEqual(['Spring sale', 'Abandoned cart', null])
})

test('a text at the same instant, or seconds before by another clock, is an answer; a minute before is none', async () => {
  await marketing({ campaign: 'Same instant' }, ago(10))
  await text(ago(10))
  expect(await answers()).toEqual(['Same instant'])
  await emptyTables(database.db, 'customers', 'tickets', 'messages', 'identities', 'events')
  await marketing({ campaign: 'Seconds later' }, new Date(now - 3000))
  await text(new Date(now - 6000))
  expect(await answers()).toEqual(['Seconds later'])
  await emptyTables(database.db, 'customers', 'tickets', 'messages', 'identities', 'events')
  await marketing({ campaign: 'A minute later' }, ago(10))
  await text(ago(11))
  expect(await answers()).toEqual([null])
})

test('one received before a text goes before one of the seconds after it', async () => {
  await marketing({ campaign: 'Before' }, ago(30))
  await marketing({ campaign: 'After' }, new Date(now + 3000))
  await text(new Date(now))
  expect(await answers()).toEqual(['Before'])
})

test('a marketing message of which we hear late finds the text that answered it', async () => {
  await marketing({ campaign: 'Spring sale' }, ago(60))
  await text(ago(10))
  await text(ago(9))
  expect(await answers()).toEqual(['Spring sale', null])
  await marketing({ flow: 'Abandoned cart' }, ago(20))
  expect(await answers()).toEqual(['Abandoned cart', null])
  expect(await onTicket()).toMatchObject({ name: 'Abandoned cart' })
})

test('the same event twice is one, and one from tomorrow or of our own names is refused', async () => {
  expect(await marketing({ campaign: 'Spring sale' }, ago(5), 'send-1')).toBe(true)
  expect(await marketing({ campaign: 'Spring sale' }, ago(5), 'send-1')).toBe(false)
  expect(await database.db.selectFrom('events').select('id').execute()).toHaveLength(1)
  const id = await customer()
  const wrong = (name: string, occurredAt?: Date) =>
    inTransaction(database.db, (tx) => addEvent(tx, { id, name, properties: {}, occurredAt }))
  await expect(wrong('Ticket Closed')).rejects.toThrow('Warmline itself')
  await expect(wrong('Ordered', new Date(now + 86_400_000))).rejects.toThrow('ahead')
})

test('a number in any local spelling is one person, by the country of the shop’s own number; two numbers are two people', async () => {
  await database.db.insertInto('connections').values({ channel: 'sms', address: '+46701230000', token: 't' }).execute()
  const ids = new Set<string>()
  for (const phone of [
    '+46701234567',
    '070-123 45 67',
    '0046 70 123 45 67',
    '(0)70 1234567',
    '+46 (0)70 123 45 67',
    'tel:+46-70-123-45-67',
  ])
    ids.add(await inTransaction(database.db, (tx) => identify(tx, { phone, name: '' })))
  expect(ids.size).toBe(1)
  ids.add(await inTransaction(database.db, (tx) => identify(tx, { phone: '070-765 43 21', name: 'Ana' })))
  ids.add(await inTransaction(database.db, (tx) => identify(tx, { email: 'Ana@Customer.example', name: 'Ana' })))
  ids.add(await inTransaction(database.db, (tx) => identify(tx, { email: 'ana@customer.example', name: 'Somebody else' })))
  expect(ids.size).toBe(3)
  for (const phone of ['', '12', 'my number', '+46 12', '999999999999999999999'])
    await expect(
      inTransaction(database.db, (tx) => identify(tx, { phone, name: '' })),
      phone,
    ).rejects.toThrow('country code')
})

test('one person with two numbers has one ticket, whose answers reach the number they wrote from last (R114)', async () => {
  await text(ago(3))
  const { customerId } = await database.db.selectFrom('tickets').select('customerId').executeTakeFirstOrThrow()
  // Joined by the team, never by us (F13).
  await database.db.insertInto('identities').values({ customerId, kind: 'phone', value: '+46707654321' }).execute()
  const { id: connectionId } = await database.db
    .insertInto('connections')
    .values({ channel: 'sms', address: '+46701230009', token: 'two' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const by = (value: string) =>
    inTransaction(database.db, (tx) => {
      const from = { kind: 'phone', value, name: '', isVerified: true } as const
      const incoming = { ...mailFrom(), channel: 'sms', externalId: randomUUID(), from, subject: null, mail: null, connectionId } as const
      return receive(tx, rule, incoming)
    })
  const tickets = async () =>
    (
      await sql<{ value: string; count: number }>`
        select i.value, t.message_count::int as count from tickets t join identities i on i.id = t.identity_id
        where t.customer_id = ${customerId}`.execute(database.db)
    ).rows
  await by('+46707654321')
  expect(await tickets()).toEqual([{ value: '+46707654321', count: 2 }])
  await by('+46701234567')
  expect(await tickets()).toEqual([{ value: '+46701234567', count: 3 }])
  // Both at the same instant, and no ticket yet.
  await emptyTables(database.db, 'tickets', 'messages')
  await Promise.all([by('+46701234567'), by('+46707654321')])
  expect((await tickets()).map(({ count }) => count)).toEqual([2])
})
