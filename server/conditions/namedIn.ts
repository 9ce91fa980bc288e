/**
 * Whom a filter means by name, looked up before the tickets are: whoever walks through tickets in several steps would look for
 * the same customers in each of them, and PostgreSQL cannot foresee how many they are.
 */
import { sql } from 'kysely'
import type { Filter, Test } from '../../shared/filter.ts'
import { type Db, unnamed } from '../platform/db.ts'
import { testsOf } from './check.ts'
import type { Named, Who } from './condition.ts'
import { meant } from './customer.ts'
import { patternsOf } from './kinds.ts'

/** More customers are not named one by one: some of their tickets are soon met in any order. */
const few = 5000

/** What a filter means by names: the customers of each test, and the asking agent's own teams. */
export async function namedIn(db: Db, filter: Filter, agentId: string): Promise<Pick<Who, 'teams'> & Required<Pick<Who, 'customers'>>> {
  const customers = new Map<Test, Named>()
  const asksTeams = testsOf(filter).some(
    ({ field, value }) => field === 'team' && (Array.isArray(value) ? value : [value]).includes('mine'),
  )
  const own = asksTeams ? await db.selectFrom('teamMembers').select('teamId').where('agentId', '=', agentId).execute() : undefined
  for (const test of testsOf(filter)) {
    const those = meant[test.field]
    if (!those || (test.operator !== 'contains' && test.operator !== 'is')) continue
    // As one text: thousands of ids are given back as they came.
    const { rows } = await sql<{ found: number; count: number; ids: string }>`${unnamed}
      select coalesce(sum(times), 0)::int as found, count(*)::int as count, coalesce(array_agg(id), '{}')::text as ids
      from (select id, count(*) as times from (
        select id from (${sql.join(patternsOf(test).map(those), sql` union all `)}) c (id) limit ${few + 1}) named group by id) once`.execute(
      db,
    )
    const [{ found, count, ids } = { found: 0, count: 0, ids: '{}' }] = rows
    customers.set(test, found > few ? 'many' : { count, ids })
  }
  return { customers, teams: own?.map(({ teamId }) => teamId) }
}
