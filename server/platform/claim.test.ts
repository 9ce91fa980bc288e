import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { claimDatabase } from './claim.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
const lost: string[] = []
const claim = (patience?: number) => claimDatabase(database.url, (sentence) => lost.push(sentence), patience)
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database?.close())

const holders = async () => {
  const { rows } = await database.pool.query<{ pid: number }>(`select pid from pg_locks
    where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`)
  return rows.map(({ pid }) => pid)
}

test('one holds a database, the next is refused with a sentence, and follows when the first has let go', async () => {
  const first = await claim()
  await expect(claim(100)).rejects.toThrow(/^Another Warmline runs on this database: .*\.$/)
  const waiting = claim(10_000)
  await first.release()
  await (await waiting).release()
  await expect.poll(holders).toEqual([])
})

test('a claim that was lost with its connection is taken again', async () => {
  const first = await claim()
  const [pid] = await holders()
  await database.pool.query('select pg_terminate_backend($1)', [pid])
  await expect.poll(async () => (await holders()).filter((one) => one !== pid).length).toBe(1)
  await expect(claim(100)).rejects.toThrow('Another Warmline')
  await first.release()
  expect(lost).toEqual([])
})

test('whoever finds it taken by another after such a loss hears of it', async () => {
  const first = await claimDatabase(database.url, (sentence) => lost.push(sentence), 50)
  const [pid] = await holders()
  // Asked for before the connection is cut, the other's lock is the next in line.
  const other = await database.pool.connect()
  const holding = other.query('select pg_advisory_lock(727002)')
  await expect
    .poll(async () => (await database.pool.query("select 1 from pg_locks where locktype = 'advisory' and not granted")).rowCount)
    .toBe(1)
  await database.pool.query('select pg_terminate_backend($1)', [pid])
  await holding
  await expect.poll(() => lost).toEqual([expect.stringContaining('Another Warmline')])
  other.release(true)
  await first.release()
})
