import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import type { Tx } from '../platform/db.ts'
import { mergeCandidates } from './mergeCandidates.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
/** Of Jürgen, beside his parcel; and of somebody else. */
let open: string
const many = 10_000
beforeAll(async () => {
  database = await openTestDatabase()
  const { rows } = await sql<{ id: string }>`
    with people as (
      insert into customers (name, email) values ('Jürgen Müller', 'jm@mail.example'), ('Zoë Jansson', 'zoe@mail.example') returning id, name
    ), mail as (insert into identities (customer_id, kind, value) select id, 'phone', '+46701234567' from people where name like 'Zoë%')
    insert into tickets (channel, subject, customer_id, reply_token)
      select 'email', subject, id, uuidv7()::text from people join (values ('Jürgen Müller', 'Refund'), ('Jürgen Müller', 'A parcel'), ('Zoë Jansson', 'A coat')) as t (who, subject) on who = name
      returning id`.execute(database.db)
  open = rows[0]?.id ?? ''
  await sql`update tickets set subject = 'Refund' where id = ${open}`.execute(database.db)
  await sql`
    with people as (insert into customers (name) select 'Anna Andersson ' || n from generate_series(1, ${many}) n returning id)
    insert into tickets (channel, subject, customer_id, reply_token) select 'email', 'A question', id, uuidv7()::text from people`.execute(
    database.db,
  )
  await sql`analyze customers, identities, tickets, name_words`.execute(database.db)
})
afterAll(() => database.close())

async function readBy(tx: Tx): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read from pg_stat_xact_user_tables where relname in ('customers', 'tickets')`.execute(
    tx,
  )
  return rows[0]?.read ?? 0
}
const found = async (typed: string) => (await mergeCandidates(database.db, open, typed)).map(({ subject }) => subject)

test('the customer’s other tickets are found by what they are about, others’ by name or address', async () => {
  expect(await found('parc')).toEqual(['A parcel'])
  expect(await found('mueller')).toEqual(['A parcel'])
  expect(await found('jonsson')).toEqual(['A coat'])
  expect(await found('+467012')).toEqual(['A coat'])
  expect(await found('nothing of it')).toEqual([])
})

test('a name of two letters is found among those who wrote last', async () => {
  const { id: customerId } = await database.db.insertInto('customers').values({ name: '李娜' }).returning('id').executeTakeFirstOrThrow()
  await database.db
    .insertInto('tickets')
    .values({ channel: 'email', subject: '一件外套', customerId, replyToken: sql`uuidv7()::text` })
    .execute()
  expect(await found('李娜')).toEqual(['一件外套'])
})

test.each(['anna', 'andersson', 'zzz', 'qz', 'a', 'parcel 9', '100%', 'x@'])(
  'of ten thousand like names few are read for “%s”, and no more than twenty tickets are shown',
  async (typed) => {
    const { shown, read } = await database.db.transaction().execute(async (tx) => {
      // The counts of this connection may hold what was read on it before.
      const before = await readBy(tx)
      const tickets = await mergeCandidates(tx, open, typed)
      return { shown: tickets.length, read: (await readBy(tx)) - before }
    })
    expect(shown).toBeLessThanOrEqual(20)
    expect(read).toBeLessThan(many / 2)
  },
)
