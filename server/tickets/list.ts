/** Lists of tickets: filtered, ordered, a page at a time. A page begins after a key, never after a number of rows. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Filter } from '../../shared/filter.ts'
import type { Ticket } from '../../shared/tickets.ts'
import type { Sort } from '../../shared/words.ts'
import { where } from '../conditions/where.ts'
import { type Db, inTransaction, isTimeout, type Tx } from '../platform/db.ts'
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

interface Query {
  filter: Filter
  sort: Sort
  cursor?: string
  limit: number
}
interface Key {
  id: string
  sortKey: string
}

/** The page of tickets that `filter` finds for this agent, after `cursor`. */
export async function listTickets(db: Db, agentId: string, query: Query): Promise<Page> {
  // First which ones, then what they are. One statement for both takes longer to be planned for its values than to run.
  const keys = await findKeys(db, agentId, query)
  const page = keys.slice(0, query.limit)
  const last = keys.length > query.limit ? page.at(-1) : undefined
  return {
    tickets: await readTickets(
      db,
      agentId,
      page.map(({ id }) => id),
    ),
    nextCursor: last ? Buffer.from(JSON.stringify([last.sortKey, last.id])).toString('base64url') : null,
  }
}

/** So many tickets are looked at in their order, before the ones that fit are looked for without it. */
const walked = 4000
/** Gathering may take so long, in milliseconds; what takes longer reads more than a filter should. */
const gatherLimit = 4000

/**
 * One more than a page, where there are so many. Most filters fit many tickets: walking through the order, a page is soon full.
 * Some fit few, or old ones: then the walk would go through all tickets there are, which PostgreSQL cannot foresee, since it
 * takes conditions as independent of each other. So the walk has an end, behind which all that fit are gathered and sorted.
 */
async function findKeys(db: Db, agentId: string, { filter, sort, cursor, limit }: Query): Promise<Key[]> {
  const { by, type, descends } = sorts[sort]
  const order = descends ? sql`desc` : sql`asc`
  const after = cursor === undefined ? sql<SqlBool>`true` : afterCursor(cursor, by, type, descends)
  const all = partsOf(filter)
  const standing = all.filter((part) => isStanding(part, all))
  const rest = all.filter((part) => !standing.includes(part))
  const within = (parts: Filter[]) => sql`${where({ all: parts }, { agentId })} and t.merged_into_id is null and ${after}`
  const inOrder = sql`order by ${by} ${order}, t.id ${order}`
  const page = async (db: Db, from: RawBuilder<unknown>) =>
    (
      await sql<Key>`select t.id, t.key::text as sort_key from ${from} t order by t.key ${order}, t.id ${order} limit ${limit + 1}`.execute(
        db,
      )
    ).rows

  if (rest.length === 0)
    return page(db, sql`(select t.id, ${by} as key from tickets t where ${within(standing)} ${inOrder} limit ${limit + 1})`)
  const walk = (far: number) =>
    page(
      db,
      sql`(select t.id, t.key from (select t.*, ${by} as key from tickets t where ${within(standing)} ${inOrder} limit ${far}) t
        where ${where({ all: rest }, { agentId })})`,
    )
  let near = await walk(walked)
  // Nearly a page: the rest of it is not far.
  if (near.length <= limit && near.length > limit / 2) near = await walk(3 * walked)
  if (near.length > limit) return near
  return gather(db, (tx) => page(tx, sql`(select t.id, ${by} as key from tickets t where ${within(all)} offset 0)`))
}

async function gather(db: Db, work: (tx: Tx) => Promise<Key[]>): Promise<Key[]> {
  try {
    return await inTransaction(db, async (tx) => {
      await sql`set local statement_timeout = ${sql.raw(String(gatherLimit))}`.execute(tx)
      return work(tx)
    })
  } catch (error) {
    if (!isTimeout(error)) throw error
    throw refused('This filter would look through too much. Add a condition that fewer tickets fit, or look for words in everything said.')
  }
}

/** The parts of a filter that all must hold. */
const partsOf = (filter: Filter): Filter[] => ('all' in filter ? filter.all.flatMap(partsOf) : [filter])

/** Does an index of the order hold just the tickets that pass this part? */
function isStanding(part: Filter, all: Filter[]): boolean {
  if (!('field' in part) || part.operator !== 'is') return false
  if (part.field === 'status' || part.field === 'spam') return true
  return part.field === 'assignee' && all.some((other) => 'field' in other && other.field === 'status' && other.value === 'open')
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
