/** Lists of tickets: filtered, ordered, a page at a time. A page begins after a key, never after a number of rows. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Filter } from '../../shared/filter.ts'
import { reason } from '../../shared/refusals.ts'
import type { Ticket } from '../../shared/tickets.ts'
import type { Sort } from '../../shared/words.ts'
import { testsOf } from '../conditions/check.ts'
import { namedIn } from '../conditions/namedIn.ts'
import { where } from '../conditions/where.ts'
import { type Db, type Tx, within } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { expected } from './expected.ts'
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

/** So many tickets are looked at in their order, then so many, before those that fit are looked for without it. */
const walks = { first: 2000, byRow: 4000, byIndex: 15_000 }
/** The tickets of so many customers are gathered, of more they are met on the way. */
const fewNamed = 200
/** What is expected to cost less is gathered at once: some hundred tickets. In PostgreSQL's measure. */
const cheap = 400
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
  const { standing, rest } = apart(filter)
  const all = [...standing, ...rest]
  const who = { agentId, ...(await namedIn(db, filter, agentId)) }
  const test = (parts: Filter[], inOrder = false) => where({ all: parts }, { ...who, inOrder })
  const standingIn = (parts: Filter[]) => sql`${test(parts)} and t.merged_into_id is null and ${after}`
  const inOrder = sql`order by ${by} ${order}, t.id ${order}`
  const page = async (db: Db, from: RawBuilder<unknown>) =>
    (
      await sql<Key>`select t.id, t.key::text as sort_key from ${from} t order by t.key ${order}, t.id ${order} limit ${limit + 1}`.execute(
        db,
      )
    ).rows

  if (rest.length === 0)
    return page(db, sql`(select t.id, ${by} as key from tickets t where ${standingIn(standing)} ${inOrder} limit ${limit + 1})`)
  // What the index of the order answers is asked of the index alone; only of what passes, the tickets themselves are read.
  const light = rest.filter((part) => !isOfRow(part))
  const heavy = rest.filter(isOfRow)
  const walk = (far: number) => {
    const near = sql`(select t.id, t.key from (select t.*, ${by} as key from tickets t where ${standingIn(standing)} ${inOrder} limit ${far}) t
      where ${test(light, true)})`
    const whole = sql`(select t.id, n.key from ${near} n join lateral (select * from tickets t where t.id = n.id offset 0) t on true where ${test(heavy, true)})`
    return page(db, heavy.length === 0 ? near : whole)
  }
  const fitting = sql`select t.id, ${by} as key from tickets t where ${standingIn(all)}`
  const gathered = () => gather(db, rest.some(isIndexed), (tx) => page(tx, sql`(${fitting} offset 0)`))
  // Looking things up for each of many would take longer than to gather a few.
  const isDear = rest.some(isLookedUp)
  if (isDear && (await expected(db, fitting)).cost <= cheap) return gathered()
  const named = rest.map((part) => ('field' in part ? who.customers.get(part) : undefined)).find((found) => found !== undefined)
  if (named && named !== 'many') {
    if (named.length <= fewNamed) return gathered()
    // A person's tickets are some of many: the nearest are not worth a question of their own.
    const far = await walk(walks.byIndex)
    if (far.length > limit) return far
    const further = far.length > limit / 4 ? await walk(4 * walks.byIndex) : []
    return further.length > limit ? further : gathered()
  }
  const near = await walk(walks.first)
  if (near.length > limit) return near
  if (isDear || (await expected(db, fitting)).cost > cheap) {
    const isQuick = isByTime(sort) && !rest.some((part) => needs(part, looksUp))
    const reach = isQuick ? walks.byIndex : walks.byRow
    let far = await walk(reach)
    // A good part of a page: the rest of it is nearer than all others that fit.
    if (far.length <= limit && far.length > limit / 3) far = await walk(4 * reach)
    if (far.length > limit) return far
  }
  return gathered()
}

async function gather(db: Db, isByIndexes: boolean, work: (tx: Tx) => Promise<Key[]>): Promise<Key[]> {
  const found = await within(db, gatherLimit, async (tx) => {
    // The walk has found few, where PostgreSQL, which takes conditions as independent, may expect many and read all there are.
    if (isByIndexes)
      await sql`select set_config('enable_indexonlyscan', 'off', true), set_config('enable_seqscan', 'off', true)`.execute(tx)
    return work(tx)
  })
  if (!found) throw tooWide()
  return found
}

/** A filter that takes too long, said to whoever asked it. */
export const tooWide = () => refused(reason('filter_too_wide'))

/** A filter's parts that all must hold: those that an index of the order stands for, and the rest. */
export function apart(filter: Filter): { standing: Filter[]; rest: Filter[] } {
  const all = partsOf(filter)
  const standing = all.filter((part) => isStanding(part, all))
  return { standing, rest: all.filter((part) => !standing.includes(part)) }
}

/** The parts of a filter that all must hold. */
const partsOf = (filter: Filter): Filter[] => ('all' in filter ? filter.all.flatMap(partsOf) : [filter])

/** Does an index of the order hold just the tickets that pass this part? */
function isStanding(part: Filter, all: Filter[]): boolean {
  if (!('field' in part) || part.operator !== 'is') return false
  if (part.field === 'spam') return true
  if (part.field === 'status') return part.value === 'open' || part.value === 'closed'
  return part.field === 'assignee' && all.some((other) => 'field' in other && other.field === 'status' && other.value === 'open')
}

/** What is asked of the ticket's own row, since no index of an order holds it (migrations/0012_speed.sql). */
const inTicketOnly = ['tag', 'subject']
/** What is looked up for each ticket by itself: dear for each of many. */
const lookedUp = ['text', 'words', 'attachment']
/** What is looked up, or asked of the ticket's own row. */
const looksUp = [...inTicketOnly, ...lookedUp, 'unread']
/** What the index of the facets finds, or that of an order (migrations/0016_speed_of_ranges.sql). */
const indexed = ['tag', 'channel', 'priority', 'language', 'sentiment', 'team', 'assignee', 'score', 'order_value']
const isIndexed = (part: Filter) => 'field' in part && indexed.includes(part.field) && !/not|empty/.test(part.operator)
const needs = (part: Filter, fields: string[]) => testsOf(part).some(({ field }) => fields.includes(field))
/** Is the ticket's own row read for this part? */
export const isOfRow = (part: Filter): boolean => needs(part, inTicketOnly)
/** Is something looked up for each ticket by itself? */
export const isLookedUp = (part: Filter): boolean => needs(part, lookedUp)
const isByTime = (sort: Sort) => sort === 'newest' || sort === 'oldest'

function afterCursor(cursor: string, by: RawBuilder<unknown>, type: RawBuilder<unknown>, descends: boolean): RawBuilder<SqlBool> {
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

/** One ticket as this agent sees it. */
export async function getTicket(db: Db, agentId: string, id: string): Promise<Ticket> {
  const [ticket] = await readTickets(db, agentId, [id])
  if (!ticket) throw notFound('ticket')
  return ticket
}
