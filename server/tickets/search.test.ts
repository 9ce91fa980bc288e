import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '../../shared/contract.ts'
import { everything, type Filter } from '../../shared/filter.ts'
import { makeAgent } from '../../test/agents.ts'
import { openTestDatabase } from '../../test/database.ts'
import { mailFrom } from '../../test/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { findCustomers, findOrders } from '../customers/find.ts'
import { inTransaction } from '../platform/db.ts'
import { openLog } from '../platform/log.ts'
import { listTickets } from './list.ts'
import { receive } from './receive.ts'
import { searchTickets } from './search.ts'
import { indexOlder, indexPending, indexTicket, pendingMessages, startIndexer } from './searchIndex.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let agentId: string
const rule = channelOf('email').ticketRule
const takeIn = async (fields: Parameters<typeof mailFrom>[0]) => {
  const received = await inTransaction(database.db, (tx) => receive(tx, rule, mailFrom(fields)))
  if (received.outcome === 'duplicate') throw new Error('a duplicate')
  return received.ticketId
}
const indexAll = async () => {
  while ((await indexPending(database.db)) > 0);
}
const find = async (words: string, filter: Filter = everything) =>
  (await searchTickets(database.db, agentId, { words, filter, limit: 50 })).tickets

let parcel: string
let lamp: string
let chinese: string
beforeAll(async () => {
  database = await openTestDatabase()
  agentId = (await makeAgent(database.db)).agentId
  parcel = await takeIn({
    from: 'ana@customer.example',
    name: 'Ana Rúiz',
    subject: 'Späte Lieferung',
    text: 'Where is my parcel? Order #20391, sent by Paketdienst.',
  })
  lamp = await takeIn({
    from: 'erik.jansson@mail.example',
    name: 'Erik Jansson',
    subject: 'Broken lamp',
    text: 'My lamp is broken. Where is your office? The parcel was fine.',
  })
  chinese = await takeIn({ from: 'li@mail.example', name: '李伟', subject: '订单', text: '我想申请退款，谢谢' })
  await indexAll()
})
afterAll(() => database.close())

test.each([
  ['a word', 'office', () => [lamp]],
  ['the beginning of a compound', 'paket', () => [parcel]],
  ['a phrase', '"where is my parcel"', () => [parcel]],
  ['a phrase that nobody said', '"parcel is my"', () => []],
  ['two words of one message', 'parcel broken', () => [lamp]],
  ['an order number', '#20391', () => [parcel]],
  ['a word of the subject, without its umlaut', 'spate', () => [parcel]],
  ['a name without its accent', 'ruiz', () => [parcel]],
  ['an address', 'erik.jansson@mail.example', () => [lamp]],
  ['a name and a word together', 'jansson lamp', () => [lamp]],
  ['Chinese within a sentence', '退款', () => [chinese]],
  ['a Chinese name', '李伟', () => [chinese]],
  ['what was never said', 'umbrella', () => []],
  ['signs that mean something to the database', "'parcel' & | ! <-> : \\", () => [lamp, parcel]],
])('finds by %s', async (_, words, expected) => {
  expect((await find(words)).map(({ id }) => id)).toEqual(expected())
})

test('what is found is just what the contract says', async () => {
  await sql`with shop as (insert into stores (name, kind, domain, currency) values ('Shop', 'shopify', 'shop.example', 'EUR') returning id)
    insert into orders (store_id, customer_id, external_id, number, status, currency, total, placed_at)
    select shop.id, c.id, '1', '#20391', 'paid', 'EUR', 1, now() from shop, customers c where c.email = 'ana@customer.example'`.execute(
    database.db,
  )
  const found = {
    ...(await searchTickets(database.db, agentId, { words: 'parcel', filter: everything, limit: 1 })),
    customers: await findCustomers(database.db, 'ana', 5),
    orders: await findOrders(database.db, '20391', 5),
    pending: await pendingMessages(database.db),
  }
  expect([found.tickets, found.customers, found.orders].map(({ length }) => length)).toEqual([1, 1, 1])
  expect(contract.search.find['~orpc'].outputSchema?.parse(found)).toStrictEqual(found)
})

test('a ticket is found by its number', async () => {
  const { number } = await database.db.selectFrom('tickets').select('number').where('id', '=', lamp).executeTakeFirstOrThrow()
  expect((await find(`#${number}`)).map(({ id }) => id)).toContain(lamp)
})

test('the hit is shown with its words apart', async () => {
  const [found] = await find('paket')
  expect(found?.hit.pieces.filter(({ isHit }) => isHit).map(({ text }) => text)).toEqual(['Paketdienst'])
})

test('a filter narrows the search, also one that passes few tickets', async () => {
  expect(
    (
      await find('parcel', {
        all: [
          { field: 'subject', operator: 'contains', value: 'lamp' },
          { field: 'spam', operator: 'is', value: false },
        ],
      })
    ).map(({ id }) => id),
  ).toEqual([lamp])
})

test('as a condition it means the same in any filter, and its opposite the rest', async () => {
  const by = async (filter: Filter) =>
    (await listTickets(database.db, agentId, { filter, sort: 'oldest', limit: 50 })).tickets.map(({ id }) => id)
  expect(await by({ field: 'words', operator: 'match', value: 'parcel' })).toEqual([parcel, lamp])
  expect(await by({ field: 'words', operator: 'match', value: ['office', '退款'] })).toEqual([lamp, chinese])
  expect(await by({ field: 'words', operator: 'not_match', value: 'parcel' })).toEqual([chinese])
})

test('a filter finds a customer by a part of the name without its accent, and by a part of the address', async () => {
  const by = async (value: string) =>
    (
      await listTickets(database.db, agentId, { filter: { field: 'customer', operator: 'contains', value }, sort: 'newest', limit: 50 })
    ).tickets.map(({ id }) => id)
  expect(await by('ruiz')).toEqual([parcel])
  expect(await by('ik.jansson@MAIL')).toEqual([lamp])
})

test('a new message, a changed name and a changed subject are found once indexed, a deleted ticket no more', async () => {
  const id = await takeIn({ from: 'new@mail.example', name: 'Nils Berg', subject: 'Hat', text: 'The hat is too big.' })
  expect(await pendingMessages(database.db)).toBe(1)
  await indexAll()
  expect(await find('hat berg')).toHaveLength(1)
  await database.db.updateTable('customers').set({ name: 'Nils Lund' }).where('name', '=', 'Nils Berg').execute()
  await database.db.updateTable('tickets').set({ subject: 'Sombrero' }).where('id', '=', id).execute()
  await indexAll()
  expect(await find('hat berg')).toHaveLength(0)
  expect(await find('sombrero lund')).toHaveLength(1)
  await database.db.deleteFrom('tickets').where('id', '=', id).execute()
  expect(await find('sombrero')).toHaveLength(0)
  const { rows } = await sql`select 1 from search_docs where ticket_id = ${id}`.execute(database.db)
  expect(rows).toHaveLength(0)
})

test('the indexer takes in a rush and what comes after it, and while it rests it stops at once', async () => {
  const indexer = startIndexer(database.db, openLog('silent'))
  await sql`insert into search_pending select id from messages cross join generate_series(1, 50)`.execute(database.db)
  await expect.poll(() => pendingMessages(database.db)).toBe(0)
  const id = await takeIn({ from: 'late@mail.example', name: 'Liv Dahl', subject: 'Boots', text: 'The boots are lovely.' })
  await expect.poll(() => find('boots dahl')).toHaveLength(1)
  await indexer.stop()
  await database.db.deleteFrom('tickets').where('id', '=', id).execute()
})

test('messages from before there was an index are indexed from the newest on', async () => {
  await sql`delete from search_docs; insert into search_backfill values ('ffffffff-ffff-ffff-ffff-ffffffffffff')`.execute(database.db)
  expect(await pendingMessages(database.db)).toBe(3)
  while (await indexOlder(database.db));
  expect(await pendingMessages(database.db)).toBe(0)
  expect(await find('parcel')).toHaveLength(2)
})

test('indexed twice, or by two at once, a message is there once', async () => {
  await Promise.all([
    inTransaction(database.db, (tx) => indexTicket(tx, parcel)),
    inTransaction(database.db, (tx) => indexTicket(tx, parcel)),
  ])
  expect(await find('"where is my parcel"')).toHaveLength(1)
})

test('page by page every ticket comes once, by its newest hit, newest first, however many hits it has', async () => {
  await sql`
    with c as (insert into customers (name) values ('Many') returning id),
    made as (insert into tickets (channel, customer_id, reply_token) select 'email', c.id, 'many' || n from generate_series(1, 120) n, c returning id, number)
    insert into messages (ticket_id, channel, direction, author_kind, text, state, created_at)
    select made.id, 'email', 'in', 'customer', 'walrus ' || made.number, 'received', timestamptz '2025-01-01' + random() * interval '300 days' from made, generate_series(1, 4)`.execute(
    database.db,
  )
  await indexAll()
  const seen: { id: string; at: number }[] = []
  let cursor: string | undefined
  do {
    const page = await searchTickets(database.db, agentId, { words: 'walrus', filter: everything, cursor, limit: 7 })
    seen.push(...page.tickets.map(({ id, hit }) => ({ id, at: hit.at.getTime() })))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(new Set(seen.map(({ id }) => id)).size).toBe(120)
  expect(seen).toHaveLength(120)
  expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).sort((one, other) => other - one))
  const { rows } = await sql<{
    at: Date
  }>`select max(created_at) as at from messages where text like 'walrus%' group by ticket_id order by 1 desc`.execute(database.db)
  expect(seen.map(({ at }) => at)).toEqual(rows.map(({ at }) => at.getTime()))
})

test('a cursor that no search gave out is refused', async () => {
  const cursor = Buffer.from(JSON.stringify(['said', "'; drop table tickets", randomUUID()])).toString('base64url')
  await expect(searchTickets(database.db, agentId, { words: 'parcel', filter: everything, cursor, limit: 5 })).rejects.toMatchObject({
    code: 'UNPROCESSABLE',
  })
})
