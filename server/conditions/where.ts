/** From a filter to SQL: the only implementation. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Filter } from '../../shared/filter.ts'
import { unnamed } from '../platform/db.ts'
import { checkFilter } from './check.ts'
import type { Who } from './condition.ts'
import { conditions } from './fields.ts'

/**
 * The filter as a SQL condition over `tickets t`. Planned anew for its values each time, since the best way to find all
 * urgent tickets is not the best way to find all neutral ones. Throws an Error with a sentence when it makes no sense.
 */
export function where(filter: Filter, who: Who = {}): RawBuilder<SqlBool> {
  const problem = checkFilter(filter)
  if (problem) throw new Error(problem.sentence)
  return sql<SqlBool>`${unnamed}${compile(filter, { ...who, amongMany: true })}`
}

/** The same without a check and without the wish to be planned anew: for statements about one known ticket. */
export function compile(filter: Filter, who: Who): RawBuilder<SqlBool> {
  if ('all' in filter) return join(filter.all, who, sql` and `, sql`true`)
  if ('any' in filter) return join(filter.any, who, sql` or `, sql`false`)
  const condition = conditions.get(filter.field)
  if (!condition) throw new Error(`There is no condition "${filter.field}".`)
  return sql<SqlBool>`(${condition.sql(filter, who)})`
}

function join(filters: Filter[], who: Who, word: RawBuilder<unknown>, none: RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  if (filters.length === 0) return none
  return sql<SqlBool>`(${sql.join(
    filters.map((filter) => compile(filter, who)),
    word,
  )})`
}
