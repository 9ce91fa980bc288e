/** Conditions about when something was or will be. Days are those of the shop's own calendar. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type FilterTime, isWholeDay, readTime } from '../../shared/filterTimes.ts'
import type { Status } from '../../shared/words.ts'
import type { Condition, Who } from './condition.ts'
import { listOf, nowOf, withOpposites } from './kinds.ts'

type Sql = RawBuilder<SqlBool>

/** The shop's time zone, read where it is needed, so that nobody who asks has to bring it. */
const zone = sql`coalesce((select value ->> 'timeZone' from settings where key = 'shop'), 'UTC')`

/** The first moment of a time in a filter, or with `days` that of so many days after it. */
function momentOf(time: FilterTime, who: Who, days = 0): RawBuilder<unknown> {
  const after = sql.raw(String(days))
  if (time.kind === 'away') return sql`(${nowOf(who)} + ${time.minutes}::int * interval '1 minute')`
  if (time.kind === 'moment')
    return time.isUtc ? sql`(${time.at}::timestamp at time zone 'UTC')` : sql`(${time.at}::timestamp at time zone ${zone})`
  const day = time.kind === 'day' ? sql`${time.day}::date` : sql`((${nowOf(who)} at time zone ${zone})::date + ${time.days}::int)`
  return sql`((${day} + ${after})::timestamp at time zone ${zone})`
}

/**
 * A point in time. `above` is after the moment, or after the whole day; `below` before it; `between` from the beginning of the
 * first to the end of the second; `is` a whole day. `status` is the only one in which a ticket has such a time.
 */
export function time(
  named: Pick<Condition, 'field' | 'group' | 'label'>,
  column: RawBuilder<unknown>,
  { mayBeEmpty, status }: { mayBeEmpty: boolean; status?: Status },
): Condition {
  // With its status PostgreSQL sees at once that none of the open tickets was closed last week.
  const only = status ? sql`t.status = ${sql.raw(`'${status}'`)} and ` : sql``
  const known = mayBeEmpty ? sql`${only}${column} is not null and ` : sql``
  return {
    ...named,
    kind: 'time',
    operators: ['above', 'below', 'between', 'is', 'is_not', ...(mayBeEmpty ? (['is_empty', 'is_not_empty'] as const) : [])],
    sql: withOpposites((test, who) => {
      if (test.operator === 'is_empty') return sql`${column} is null`
      const times = listOf(test).flatMap((value) => readTime(String(value)) ?? [])
      const [first, second] = times
      if (!first) return sql`false`
      if (test.operator === 'above')
        return isWholeDay(first)
          ? sql`(${known}${column} >= ${momentOf(first, who, 1)})`
          : sql`(${known}${column} > ${momentOf(first, who)})`
      if (test.operator === 'below') return sql`(${known}${column} < ${momentOf(first, who)})`
      if (test.operator === 'between' && second) return sql`(${known}${within(column, first, second, who)})`
      return sql`(${known}(${sql.join(
        times.map((one) => within(column, one, one, who)),
        sql` or `,
      )}))`
    }),
    read: () => column,
  }
}

/** From the beginning of one time to the end of another: of the day where it names a day, of the minute where a minute. */
function within(column: RawBuilder<unknown>, from: FilterTime, to: FilterTime, who: Who): Sql {
  const end = isWholeDay(to) ? momentOf(to, who, 1) : sql`${momentOf(to, who)} + interval '1 minute'`
  return sql`${column} >= ${momentOf(from, who)} and ${column} < ${end}`
}
