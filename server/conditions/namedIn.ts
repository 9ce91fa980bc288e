/**
 * Whom a filter means by name, looked up before the tickets are: whoever walks through tickets in several steps would look for
 * the same customers in each of them, and PostgreSQL cannot foresee how many they are.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Filter, Test } from '../../shared/filter.ts'
import { type Db, unnamed } from '../platform/db.ts'
import { expected } from '../platform/expected.ts'
import { testsOf } from './check.ts'
import type { Named, Who } from './condition.ts'
import { meant } from './customer.ts'
import { patternsOf } from './kinds.ts'

/** So few customers are known one by one: their tickets are found by them. Where many more are expected, they are not. */
const few = { found: 500, expected: 2000 }
/** So many are listed where tickets are to be found by them all the same. */
const listed = 5000
/** Where more than so many are expected, every other ticket or so is one of theirs, and asking it is sooner done than finding them all. */
const most = 20_000

/** What a filter means by names: the customers of each test, and the asking agent's own teams. */
export async function namedIn(db: Db, filter: Filter, agentId: string): Promise<Pick<Who, 'teams'> & { customers: Map<Test, Named> }> {
  const customers = new Map<Test, Named>()
  const asksTeams = testsOf(filter).some(
    ({ field, value }) => field === 'team' && (Array.isArray(value) ? value : [value]).includes('mine'),
  )
  const own = asksTeams ? await db.selectFrom('teamMembers').select('teamId').where('agentId', '=', agentId).execute() : undefined
  for (const test of testsOf(filter)) {
    const those = meant[test.field]
    if (!those || (test.operator !== 'contains' && test.operator !== 'is')) continue
    customers.set(test, await customersOf(db, allOf(test, those)))
  }
  return { customers, teams: own?.map(({ teamId }) => teamId) }
}

/** Lists those customers that were not listed since they are many: an index finds their tickets by their ids alone. */
export async function listMany(db: Db, customers: Map<Test, Named>): Promise<void> {
  for (const [test, named] of customers) {
    const those = meant[test.field]
    if (!those || named === 'most' || 'ids' in named) continue
    const { found, ids } = await idsOf(db, allOf(test, those), listed)
    if (found <= listed) customers.set(test, { ids })
  }
}

const allOf = (test: Test, those: (pattern: RawBuilder<unknown>) => RawBuilder<unknown>) =>
  sql`select id from (${sql.join(patternsOf(test).map(those), sql` union all `)}) c (id)`

async function customersOf(db: Db, those: RawBuilder<unknown>): Promise<Named> {
  const { rows: count, cost } = await expected(db, sql`${unnamed}${those}`)
  if (count > few.expected) return count > most ? 'most' : { cost }
  const { found, ids } = await idsOf(db, those, few.found)
  return found <= few.found ? { ids } : { cost }
}

/** How many there are, at most one more than `limit`, and their ids. */
async function idsOf(db: Db, those: RawBuilder<unknown>, limit: number): Promise<{ found: number; ids: string }> {
  // As one text: the ids are given back as they came.
  const { rows } = await sql<{ found: number; ids: string }>`${unnamed}
    select count(*)::int as found, coalesce(array_agg(distinct id), '{}')::text as ids from (${those} limit ${limit + 1}) named`.execute(db)
  return rows[0] ?? { found: 0, ids: '{}' }
}
