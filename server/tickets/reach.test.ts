import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { openDatabase } from '../platform/db.ts'
import { reachOf } from './reach.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
const many = 10_000
const newest = Date.parse('2026-01-01T00:00:00Z')
/** The newest half a minute apart, the others an hour. */
const timeOf = (place: number) => newest - (place < many / 2 ? place : many / 2 + (place - many / 2) * 60) * 60_000

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

async function fill(): Promise<void> {
  await sql`with c as (insert into customers (name) values ('Ana') returning id)
    insert into tickets (channel, customer_id, reply_token, last_message_at)
    select 'email', c.id, 'token' || n, ${new Date(newest)}::timestamptz - (case when n < ${many / 2} then n else ${many / 2} + (n - ${many / 2}) * 60 end) * interval '1 minute'
    from c, generate_series(0, ${many - 1}::int) n`.execute(database.db)
  await sql`analyze tickets`.execute(database.db)
}

/** A guess may be off by two in a hundred of all there are. */
function expectNear(found: Date | undefined, place: number): void {
  expect(found?.getTime()).toBeLessThan(timeOf(place - many / 50))
  expect(found?.getTime()).toBeGreaterThan(timeOf(place + many / 50))
}

test('before anything is known there is no end; later so many tickets lie within it, from either end and from any place', async () => {
  expect(await reachOf(database.db, 1000, true)).toBeUndefined()
  await fill()
  // What was read a moment ago is kept for a while: another opening asks anew.
  const { db, close } = openDatabase(database.url)
  expectNear(await reachOf(db, 1000, true), 1000)
  expectNear(await reachOf(db, 7000, true), 7000)
  expectNear(await reachOf(db, 2000, false), 8000)
  expectNear(await reachOf(db, 2000, true, timeOf(4000)), 6000)
  expectNear(await reachOf(db, 2000, false, timeOf(6000)), 4000)
  expectNear(await reachOf(db, 1000, true, newest + 60_000), 1000)
  expect(await reachOf(db, 11_000, true)).toBeUndefined()
  expect(await reachOf(db, 3000, true, timeOf(8000))).toBeUndefined()
  expect(await reachOf(db, 1000, true, timeOf(many + 10))).toBeUndefined()
  await close()
})
