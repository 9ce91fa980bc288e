/** Lists of tickets: filtered, ordered, a page at a time. A page begins after a key, never after a number of rows. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Filter } from '../../shared/filter.ts'
import type { Ticket } from '../../shared/tickets.ts'
import type { Sort } from '../../shared/words.ts'
import { where } from '../conditions/where.ts'
import type { Db } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { readTickets } from './rows.ts'

/** Each sort: the expression it goes by (an index yields it in order), its type, and its direction. */
const sorts: Record<Sort, { by: RawBuilder<unknown>; type: RawBuilder<unknown>; descends: boolean }> = {
  newest: { by: sql`t.last_message_at`, type: sql`timestamptz`, descends: true },
  oldest: { by: sql`t.last_message_at`, type: sql`timestamptz`, descends: false },
  waiting: { by: sql`coalesce(t.waiting_since, 'infinity')`, type: sql`timestamptz`, descends: false },
  worst: { by: sql`coalesce(t.sentiment_score, 99)`, type: sql`numeric`, descends: false },
  order_value: { by: sql`coalesce(t.order_value, -1)`, type: sql`numeric`, descends: true },
  priority: { by: sql`ticket_priority_rank(t.priority)`, type: sql`int`, descends: false },
}

export interface Page {
  tickets: Ticket[]
  nextCursor: string | null
}

/** The page of tickets that `filter` finds for this agent, after `cursor`. */
export async function listTickets(
  db: Db,
  agentId: string,
  query: { filter: Filter; sort: Sort; cursor?: string; limit: number },
): Promise<Page> {
  const { by, type, descends } = sorts[query.sort]
  const order = descends ? sql`desc` : sql`asc`
  const after = query.cursor === undefined ? sql<SqlBool>`true` : afterCursor(query.cursor, by, type, descends)
  // First which ones, by an index alone where there is one; then what they are. One statement for both takes longer to be
  // planned for its values than to run.
  const { rows } = await sql<{ id: string; sortKey: string }>`
    select t.id, ${by}::text as sort_key from tickets t
    where ${where(query.filter, { agentId })} and t.merged_into_id is null and ${after} order by ${by} ${order}, t.id ${order} limit ${query.limit + 1}`.execute(
    db,
  )
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    tickets: await readTickets(
      db,
      agentId,
      page.map(({ id }) => id),
    ),
    nextCursor: last ? Buffer.from(JSON.stringify([last.sortKey, last.id])).toString('base64url') : null,
  }
}

function afterCursor(cursor: string, by: RawBuilder<unknown>, type: RawBuilder<unknown>, descends: boolean): RawBuilder<SqlBool> {
  let key: unknown
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw refused('The cursor is not one that a list gave out.')
  }
  const isKey =
    Array.isArray(key) &&
    typeof key[0] === 'string' &&
    /^[\d:.+ TZ-]+$|^infinity$/.test(key[0]) &&
    typeof key[1] === 'string' &&
    /^[0-9a-f-]{36}$/.test(key[1])
  if (!isKey || !Array.isArray(key)) throw refused('The cursor is not one that a list gave out.')
  return sql<SqlBool>`(${by}, t.id) ${descends ? sql`<` : sql`>`} (${key[0]}::${type}, ${key[1]}::uuid)`
}

/** One ticket as this agent sees it. */
export async function getTicket(db: Db, agentId: string, id: string): Promise<Ticket> {
  const [ticket] = await readTickets(db, agentId, [id])
  if (!ticket) throw notFound('ticket')
  return ticket
}
