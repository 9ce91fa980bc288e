import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { BulkChange } from '../../shared/bulk.ts'
import { makeAgent } from '../../test/agents.ts'
import { emptyTables, openTestDatabase } from '../../test/database.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { followCommits, inTransaction } from '../platform/db.ts'
import { cancelBulk, itemsOf, listBulk, startBulk, undoBulkRun } from './bulk.ts'
import { workBulk } from './bulkWork.ts'
import { change } from './change.ts'
import { receive } from './receive.ts'
import { unmerge } from './unmerge.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let actor: { kind: 'agent'; id: string; name: string }
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await emptyTables(
    database.db,
    'customers',
    'tickets',
    'messages',
    'identities',
    'bulk_runs',
    'events',
    'tags',
    'graphile_worker._private_jobs',
  )
  await sql`insert into tags (key, name) values ('vip', 'VIP'), ('refund', 'Refund')`.execute(database.db)
  const { agentId, name } = await makeAgent(database.db)
  actor = { kind: 'agent', id: agentId, name }
})

const takeIn = async (incoming: ReturnType<typeof mailFrom>) => {
  const received = await inTransaction(database.db, (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))
  if (received.outcome === 'duplicate') throw new Error('a duplicate')
  return received.ticketId
}
const mails = (count: number) => Promise.all(Array.from({ length: count }, (_, n) => takeIn(mailFrom({ from: `c${n}@customer.example` }))))
const everyTicket = sql`select id from tickets`
const start = (wish: BulkChange, ids = everyTicket) => inTransaction(database.db, (tx) => startBulk(tx, actor, wish, ids))
const work = (id: string) => workBulk(database.db, id, new AbortController().signal)
const run = async (id: string) => (await listBulk(database.db, actor.id)).find((one) => one.id === id)
/** Begins a change and works it through. */
const apply = async (wish: BulkChange) => {
  const { id } = await start(wish)
  await work(id)
  return run(id)
}
const undo = async (id: string) => {
  const back = await inTransaction(database.db, (tx) => undoBulkRun(tx, actor, id))
  await work(back.id)
  return run(back.id)
}
const ticket = (id: string) => database.db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
/** All that a change leaves on a ticket, less what differs between any two. */
const traces = async (id: string) => {
  const { number: _n, id: _i, customerId: _c, identityId: _d, replyToken: _r, lastInboundId: _l, ...row } = await ticket(id)
  const times = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, one) =>
        /At$|Since$|[uU]ntil$|^at$|ticketId|number|secondsOpen/.test(key) && one !== null ? typeof one : one,
      ),
    )
  const lines = await database.db
    .selectFrom('timeline')
    .select(['kind', 'actorKind', 'actorName', 'data'])
    .where('ticketId', '=', id)
    .execute()
  const events = await database.db
    .selectFrom('events')
    .select(['name', 'properties', 'uniqueKey', 'occurredAt'])
    .where('customerId', '=', _c)
    .execute()
  const keys = events.map(({ uniqueKey }) => uniqueKey?.replace(id, '…').replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'time'))
  return times({
    row: { ...row, closedAt: row.closedAt && 'time' },
    lines,
    events: events.map(({ name, properties }) => ({ name, properties })),
    keys,
  })
}

test('closing many leaves on each ticket exactly what closing it alone leaves', async () => {
  const [alone = '', among = ''] = await mails(2)
  const scored = { sentimentLabel: 'negative', sentimentScore: 2.5 }
  for (const id of [alone, among]) {
    const sentiment = await database.db
      .insertInto('sentiments')
      .values({ ticketId: id, occasion: 'created', label: 'negative', score: 2.5, confidence: 0.8, isSure: true, model: 'm' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await database.db
      .updateTable('tickets')
      .set({ ...scored, sentimentId: sentiment.id, tags: ['vip'], language: 'nl' })
      .where('id', '=', id)
      .execute()
    await inTransaction(database.db, (tx) => change(tx, id, actor, { status: 'snoozed', snoozedUntil: new Date('2099-01-01') }))
  }
  const setSentiment = (value: unknown) => JSON.parse(JSON.stringify(value).replace(/"sentimentId":"[^"]+"/, '"sentimentId":"…"'))
  await inTransaction(database.db, (tx) => change(tx, alone, actor, { status: 'closed' }))
  const { id } = await start({ status: 'closed' }, sql`select ${among}::uuid`)
  await work(id)
  expect(setSentiment(await traces(among))).toEqual(setSentiment(await traces(alone)))
})

test('each ticket says how it ended, and the numbers agree', async () => {
  const ids = await mails(5)
  await inTransaction(database.db, (tx) => change(tx, ids[0] ?? '', actor, { status: 'closed' }))
  const { id } = await start({ status: 'closed' })
  await sql`delete from tickets where id = ${ids[1]}`.execute(database.db)
  await work(id)
  expect(await run(id)).toMatchObject({ state: 'done', total: 5, done: 3, same: 1, refused: 1 })
  const { items } = await itemsOf(database.db, actor.id, id, 'refused', -1)
  expect(items).toMatchObject([{ ticketId: ids[1], why: 'gone' }])
})

const cases: [string, BulkChange][] = [
  ['closing', { status: 'closed' }],
  ['snoozing', { status: 'snoozed', snoozedUntil: new Date('2099-01-01') }],
  ['priority', { priority: 'urgent' }],
  ['adding tags', { addTags: ['vip'] }],
  ['removing tags', { removeTags: ['refund'] }],
  ['spam', { isSpam: true }],
  ['reading', { isRead: true }],
]
test.each(cases)('%s is taken back whole', async (_, wish) => {
  const ids = await mails(3)
  await sql`update tickets set tags = '{refund}'`.execute(database.db)
  const before = await Promise.all(ids.map(ticket))
  const done = await apply(wish)
  expect(done).toMatchObject({ done: 3, refused: 0, mayUndo: true })
  expect(await undo(done?.id ?? '')).toMatchObject({ done: 3, refused: 0, mayUndo: false })
  const after = await Promise.all(ids.map(ticket))
  const same = (rows: typeof before) => rows.map(({ updatedAt: _, ...row }) => row)
  expect(same(after)).toEqual(same(before))
  expect(await database.db.selectFrom('ticketReads').selectAll().execute()).toEqual([])
  expect(await database.db.selectFrom('events').selectAll().where('name', '=', 'Ticket Closed').execute()).toEqual([])
  expect(await run(done?.id ?? '')).toMatchObject({ mayUndo: false })
})

test('assigning is refused where nobody can have it, each with the reason', async () => {
  await mails(2)
  await sql`update agents set deactivated_at = now() where id = ${actor.id}`.execute(database.db)
  expect(await apply({ assigneeId: actor.id })).toMatchObject({ done: 0, refused: 2 })
})

test('what somebody changed since stays as it is', async () => {
  const ids = await mails(3)
  const done = await apply({ priority: 'high' })
  await inTransaction(database.db, (tx) => change(tx, ids[1] ?? '', actor, { priority: 'low' }))
  const back = await undo(done?.id ?? '')
  expect(back).toMatchObject({ done: 2, refused: 1 })
  expect((await ticket(ids[1] ?? '')).priority).toBe('low')
  expect((await itemsOf(database.db, actor.id, back?.id ?? '', 'refused', -1)).items).toMatchObject([
    { ticketId: ids[1], why: 'changed_since' },
  ])
})

test('chats, which end for good, wait until the undo is over; the others do not', async () => {
  const mail = await takeIn(mailFrom())
  const chat = await takeIn(chatFrom())
  const { id } = await start({ status: 'closed' })
  const told: string[] = []
  followCommits(database.db, ({ topics }) => void told.push(...topics))
  await work(id)
  expect(told).toContain('tickets')
  expect(await run(id)).toMatchObject({ state: 'running', done: 1, held: 1 })
  expect((await ticket(mail)).status).toBe('closed')
  expect((await ticket(chat)).status).toBe('open')
  await undo(id)
  expect((await ticket(mail)).status).toBe('open')
  expect(await run(id)).toMatchObject({ state: 'cancelled' })

  const later = await start({ status: 'closed' })
  await work(later.id)
  await sql`update bulk_runs set held_until = now()`.execute(database.db)
  await work(later.id)
  expect((await ticket(chat)).status).toBe('closed')
  expect(await undo(later.id)).toMatchObject({ done: 1, refused: 1 })
})

test('a run that is cut off in the middle goes on where it was, and nothing is done twice', async () => {
  await mails(120)
  const { id } = await start({ priority: 'high' })
  const stopped = new AbortController()
  stopped.abort()
  await workBulk(database.db, id, stopped.signal)
  const half = await run(id)
  expect(half?.done).toBeGreaterThan(0)
  expect(half?.done).toBeLessThan(120)
  // Whoever works on it next: the job that asked for its turn, and one that was thought dead.
  await Promise.all([work(id), work(id)])
  expect(await run(id)).toMatchObject({ state: 'done', done: 120, same: 0 })
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from timeline where kind = 'priority'`.execute(database.db)
  expect(rows[0]?.count).toBe(120)
})

test('a cancelled run leaves the rest as it was, and what was done can be taken back', async () => {
  await mails(120)
  const { id } = await start({ priority: 'high' })
  const stopped = new AbortController()
  stopped.abort()
  await workBulk(database.db, id, stopped.signal)
  const cancelled = await inTransaction(database.db, (tx) => cancelBulk(tx, actor.id, id))
  await work(id)
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from tickets where priority = 'high'`.execute(database.db)
  expect(rows[0]?.count).toBe(cancelled.done)
  expect(await undo(id)).toMatchObject({ done: cancelled.done })
})

test('nobody works with the runs of another', async () => {
  await mails(1)
  const { id } = await start({ priority: 'high' })
  const { agentId } = await makeAgent(database.db)
  await expect(inTransaction(database.db, (tx) => cancelBulk(tx, agentId, id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(itemsOf(database.db, agentId, id, undefined, -1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

const intoOne = (mergeInto: string, acrossCustomers = false): BulkChange => ({ mergeInto, acrossCustomers })

test('many become one; what cannot be merged says why, and taking it back leaves every ticket as it was', async () => {
  const own: string[] = []
  for (let n = 0; n < 3; n++) own.push(await takeIn(mailFrom({ from: 'lena@customer.example' })))
  const [target = '', ...sources] = own
  const stranger = await takeIn(mailFrom({ from: 'otto@customer.example' }))
  const chat = await takeIn(chatFrom())
  await sql`update tickets set tags = '{refund}', priority = 'high' where id = ${sources[1]}`.execute(database.db)
  const before = await Promise.all([...own, stranger, chat].map(ticket))

  const done = await apply(intoOne(target))
  expect(done).toMatchObject({ total: 4, done: 2, refused: 2, mayUndo: true })
  const { items } = await itemsOf(database.db, actor.id, done?.id ?? '', 'refused', -1)
  expect(items.find(({ ticketId }) => ticketId === stranger)?.why).toMatch(/different customers/)
  expect(items.find(({ ticketId }) => ticketId === chat)?.why).toMatch(/a chat that is going on/)
  for (const source of sources) expect(await ticket(source)).toMatchObject({ mergedIntoId: target, status: 'closed' })
  expect(await ticket(target)).toMatchObject({ messageCount: 3, tags: ['refund'], priority: 'high' })
  // Once more changes nothing more.
  expect(await apply(intoOne(target))).toMatchObject({ done: 0, same: 2, refused: 2 })

  expect(await undo(done?.id ?? '')).toMatchObject({ done: 2, refused: 0 })
  const same = (rows: typeof before) => rows.map(({ updatedAt: _, ...row }) => row)
  expect(same(await Promise.all([...own, stranger, chat].map(ticket)))).toEqual(same(before))
})

test('tickets of other customers are merged where that is said', async () => {
  const [target = '', source = ''] = await mails(2)
  expect(await apply(intoOne(target, true))).toMatchObject({ done: 1, refused: 0 })
  expect(await ticket(source)).toMatchObject({ mergedIntoId: target })
})

test('a merged ticket that somebody has taken out since stays as it is', async () => {
  const [target = '', source = ''] = await mails(2)
  const done = await apply(intoOne(target, true))
  const { id } = await database.db.selectFrom('merges').select('id').where('sourceId', '=', source).executeTakeFirstOrThrow()
  await inTransaction(database.db, (tx) => unmerge(tx, id, actor))
  expect(await undo(done?.id ?? '')).toMatchObject({ done: 0, refused: 1 })
})

test('more than fifty at a time, into nothing, or into what was merged itself is refused before anything is done', async () => {
  const [target = '', source = '', ...others] = await mails(53)
  await expect(start(intoOne(target, true))).rejects.toThrow(/At most 50/)
  await expect(start(intoOne(actor.id), sql`select ${source}::uuid`)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const { id } = await start(intoOne(target, true), sql`select ${source}::uuid`)
  await work(id)
  await expect(start(intoOne(source), sql`select ${others[0]}::uuid`)).rejects.toThrow(/was merged itself/)
  expect(await ticket(others[0] ?? '')).toMatchObject({ mergedIntoId: null })
})
