/** The orders of a list: what each goes by, and where a page begins. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import type { Sort } from '../../shared/words.ts'
import { refused } from '../platform/errors.ts'

/** Each sort: the expression it goes by (an index yields it in order), its type, and its direction. */
export const sorts: Record<Sort, { by: RawBuilder<unknown>; type: RawBuilder<unknown>; descends: boolean }> = {
  newest: { by: sql`t.last_message_at`, type: sql`timestamptz`, descends: true },
  oldest: { by: sql`t.last_message_at`, type: sql`timestamptz`, descends: false },
  waiting: { by: sql`coalesce(t.waiting_since, 'infinity')`, type: sql`timestamptz`, descends: false },
  worst: { by: sql`coalesce(t.sentiment_score, 99)`, type: sql`numeric`, descends: false },
  order_value: { by: sql`coalesce(t.order_value, -1)`, type: sql`numeric`, descends: true },
  priority: { by: sql`ticket_priority_rank(t.priority)`, type: sql`int`, descends: false },
}

/** A ticket's place in an order. */
export interface Key {
  id: string
  sortKey: string
}

/** A place as whoever asks for the next page gives it back. */
export const cursorOf = ({ sortKey, id }: Key): string => Buffer.from(JSON.stringify([sortKey, id])).toString('base64url')

/** Does a ticket come after the place that a cursor names? Refused where no list gave it out. */
export function afterCursor(cursor: string, sort: Sort): RawBuilder<SqlBool> {
  const { by, type, descends } = sorts[sort]
  let key: unknown
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw refused(reason('cursor_unknown'))
  }
  const isKey =
    Array.isArray(key) &&
    typeof key[0] === 'string' &&
    /^[\d:.+ TZ-]+$|^infinity$/.test(key[0]) &&
    typeof key[1] === 'string' &&
    /^[0-9a-f-]{36}$/.test(key[1])
  if (!isKey || !Array.isArray(key)) throw refused(reason('cursor_unknown'))
  return sql<SqlBool>`(${by}, t.id) ${descends ? sql`<` : sql`>`} (${key[0]}::${type}, ${key[1]}::uuid)`
}

/** The time in a cursor of an order by time, in milliseconds. Refused where no list gave it out: ask `afterCursor` first. */
export const timeOf = (cursor: string): number => {
  const [time] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string]
  // PostgreSQL leaves the minutes of the zone away where there are none.
  return Date.parse(time.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
}
