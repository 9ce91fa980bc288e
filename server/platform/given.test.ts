import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { inTransaction } from './db.ts'
import { given } from './given.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
  await sql`with customer as (insert into customers (name) select 'Ana' from generate_series(1, 3000) returning id)
    insert into identities (customer_id, kind, value) select id, 'shopper', 'shopper ' || row_number() over () from customer`.execute(
    database.db,
  )
  await sql`analyze customers, identities`.execute(database.db)
})
afterAll(() => database.close())

test('rows come as they were given, each with its place', async () => {
  const rows = [
    { word: 'first', data: { a: [1] }, isSo: true },
    { word: null, data: null, isSo: false },
  ]
  const { rows: found } = await sql`select * from ${given('a', rows, {
    word: ['text', ({ word }) => word],
    data: ['jsonb', ({ data }) => data && JSON.stringify(data)],
    is_so: ['boolean', ({ isSo }) => isSo],
  })}`.execute(database.db)
  expect(found).toEqual([
    { ...rows[0], place: 1 },
    { ...rows[1], place: 2 },
  ])
})

test('a statement is planned a few times and then no more, however many rows it is given', async () => {
  const plans = await inTransaction(database.db, async (tx) => {
    for (let count = 1; count <= 20; count++) {
      const values = Array.from({ length: count % 4 }, (_, index) => `shopper ${index + 1}`)
      const { rows } = await sql`select c.name, i.value from ${given('a', values, { value: ['text', (value) => value] })}
        join identities i on i.kind = 'shopper' and i.value = a.value join customers c on c.id = i.customer_id
        join lateral (select value from identities where customer_id = c.id order by created_at limit 1) first on true`.execute(tx)
      expect(rows).toHaveLength(values.length)
    }
    const { rows } = await sql<{ custom: number; generic: number }>`select custom_plans as custom, generic_plans as generic
      from pg_prepared_statements where statement like '%as a (value, place)%' and ${true}`.execute(tx)
    return rows.find(({ custom, generic }) => custom + generic > 1)
  })
  expect(plans).toEqual({ custom: 5, generic: 15 })
})
