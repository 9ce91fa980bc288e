/**
 * Which tickets a page of a list holds. Most filters fit many tickets: walking through the order, a page is soon full. Some fit
 * few, or old ones, or none: PostgreSQL cannot foresee that, since it takes conditions as independent of each other. So a
 * walk has an end; what few tickets fit is then found by the indexes of the filter, and what is neither near nor few is walked
 * for further. Each way has a bound, so that none of them is dear where another would have been cheap.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Filter, Test } from '../../shared/filter.ts'
import { reason } from '../../shared/refusals.ts'
import type { Sort } from '../../shared/words.ts'
import { listMany, namedIn } from '../conditions/namedIn.ts'
import { compile, where } from '../conditions/where.ts'
import { type Db, within } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { expected } from '../platform/expected.ts'
import { doFollowFew } from './follow.ts'
import { afterCursor, type Key, sorts, timeOf } from './order.ts'
import { apart, isIndexed, isLookedUp, isOfIndex, isOfRow } from './partsOfFilter.ts'
import { reachOf } from './reach.ts'

/**
 * So many tickets are looked at in their order first, and so many at most: where the index of the order passes over what does not
 * fit, where it only answers, and where it is the rows.
 */
const walks = {
  inIndex: { first: 5000, furthest: 80_000 },
  byIndex: { first: 2000, furthest: 40_000 },
  byRow: { first: 2000, furthest: 8000 },
}
/** What lies beside the tickets is asked of so many of those that the index was walked through for. */
const besideOf = 1 / 4
/** On a walk, so many rows are read of what passes in the index, and so many looked up one by one of what passes there. */
const mostOnWalk = { read: 4000, lookedUp: 600 }
/** So many are few: found by indexes and sorted. Finding out takes so long at most, in milliseconds. */
const few = { tickets: 1500, milliseconds: 500 }
/** Of so many in a hundred tickets, drawn by the page, one looks how many fit; when so many do, there are more than few. */
const sample = { percent: 0.2, many: 3 }
/** What is expected to cost less is gathered: some hundred tickets at once, some thousand after a walk in vain. In PostgreSQL's measure. */
const cheap = { atOnce: 400, afterWalk: 4000 }
/** Gathering may take so long, in milliseconds; what takes longer reads more than a filter should. */
const gatherLimit = 4000

interface Query {
  filter: Filter
  sort: Sort
  cursor?: string
  limit: number
}

/** The tickets of a page after `cursor`, in order; one more than `limit` where there are so many. */
export async function findKeys(db: Db, agentId: string, { filter, sort, cursor, limit }: Query): Promise<Key[]> {
  const { by, descends } = sorts[sort]
  const order = descends ? sql`desc` : sql`asc`
  const most = limit + 1
  const after = cursor === undefined ? sql<SqlBool>`true` : afterCursor(cursor, sort)
  const { standing, rest } = apart(filter)
  const who = { agentId, ...(await namedIn(db, filter, agentId)) }
  const test = (parts: Filter[], inOrder = false) => where({ all: parts }, { ...who, inOrder })
  const those = (fit: RawBuilder<SqlBool>) => sql`from tickets t where ${fit} and t.merged_into_id is null and ${after}`
  const fitting = (parts: Filter[]) => those(test(parts))
  const inOrder = sql`order by t.key ${order}, t.id ${order}`
  /** The tickets in order, with what `asked` asks of them: a whole row that is not asked for takes time all the same. */
  const ordered = (limit: number, asked: RawBuilder<SqlBool>, those = fitting(standing)) => {
    const columns = new Set(['t.id', ...(asked.compile(db).sql.match(/\bt\.[a-z_]+/g) ?? [])])
    return sql`(select ${sql.raw([...columns].join(', '))}, ${by} as key ${those} order by ${by} ${order}, t.id ${order} limit ${sql.raw(String(limit))})`
  }
  const page = async (db: Db, from: RawBuilder<unknown>) =>
    (await sql<Key>`select t.id, t.key::text as sort_key from ${from} t ${inOrder} limit ${sql.raw(String(most))}`.execute(db)).rows

  // An index yields just these, whatever the values are: planned once.
  if (rest.length === 0) return page(db, ordered(most, sql`true`, those(compile({ all: standing }, who))))

  const lookedUp = rest.filter(isLookedUp)
  const ofRow = rest.filter((part) => isOfRow(part) && !isLookedUp(part))
  const light = rest.filter((part) => !isOfRow(part) && !isLookedUp(part))
  const isByTime = sort === 'newest' || sort === 'oldest'
  /** The customers of a test, where they are more than a few: an index of the order passes over those of others as well. */
  const areSome = (part: Filter) => 'field' in part && typeof who.customers.get(part) === 'object'
  const has = (value: Test['value']) => standing.some((part) => 'field' in part && part.value === value)
  // Spam has an index of its own, which holds nothing but the order.
  const inIndex = isByTime && !has(true) ? light.filter((part) => isOfIndex(part) || areSome(part)) : []
  // The open tickets have an index of their own, are a few of all, and lie anywhere among them: all of them may be passed over.
  const mayBeFar = inIndex.length > 0 && !has('open')
  const beside = light.filter((part) => !inIndex.includes(part))
  const { first, furthest } = inIndex.length > 0 ? walks.inIndex : isByTime ? walks.byIndex : walks.byRow
  /** What the index of the order answers is asked of the index alone; of what passes, the tickets themselves; of the rest, what is looked up. */
  const walk = async (far: number) => {
    const end = mayBeFar ? await reachOf(db, far, descends, cursor === undefined ? undefined : timeOf(cursor)) : undefined
    const until = end ? sql<SqlBool>`${by} ${descends ? sql`>=` : sql`<=`} ${end}` : sql<SqlBool>`true`
    const passing = those(sql`${where({ all: [...standing, ...inIndex] }, { ...who, inOrder: true, inIndex: true })} and ${until}`)
    const asked = beside.length + lookedUp.length + ofRow.length === 0 ? most : inIndex.length > 0 ? far * besideOf : far
    const near = sql`(select * from ${ordered(asked, test([...beside, ...lookedUp], true), passing)} t where ${test(beside, true)})`
    const some = (rows: RawBuilder<unknown>, limit: number) => sql`(select * from ${rows} t ${inOrder} limit ${sql.raw(String(limit))})`
    const rows = sql`(select t.*, n.key from ${some(near, mostOnWalk.read)} n join lateral (select * from tickets t where t.id = n.id offset 0) t on true
      where ${test(ofRow, true)})`
    const passed = ofRow.length === 0 ? near : rows
    const looked = sql`(select * from ${some(passed, mostOnWalk.lookedUp)} t where ${test(lookedUp, true)})`
    const from = lookedUp.length === 0 ? passed : looked
    if (inIndex.length === 0 || (far <= first && !inIndex.some(areSome))) return page(db, from)
    const found = await within(db, gatherLimit, (tx) => page(tx, from), inOrderOnly)
    if (!found) throw tooWide()
    return found
  }
  /** All that fit, if they are few; undefined where they are not, or where that took too long. */
  const gatherFew = async () => {
    const columns = lookedUp.length === 0 ? sql`t.id` : sql`t.*`
    const gathered = sql<{ count: number; keys: Key[] | null }>`
      with fits as materialized (select ${columns}, ${by} as key ${fitting([...standing, ...light, ...ofRow])} limit ${few.tickets + 1})
      select (select count(*)::int from fits) as count, (select json_agg(json_build_object('id', id, 'sortKey', key::text)) from (
        select id, key from (select * from fits t ${inOrder} offset 0) t where ${test(lookedUp, true)} ${inOrder} limit ${most}) t) as keys`
    const found = await within(db, few.milliseconds, async (tx) => (await gathered.execute(tx)).rows[0], byIndexesOnly)
    return found && found.count <= few.tickets ? (found.keys ?? []) : undefined
  }
  /** Is somebody asked for who follows few? */
  const isFollowedByFew = async () => {
    const part = rest.find((part) => 'field' in part && part.field === 'follower' && part.operator === 'is')
    if (!part || !('field' in part)) return false
    return doFollowFew(
      db,
      [part.value ?? []].flat().map((one) => (one === 'me' ? agentId : String(one))),
      few.tickets,
    )
  }
  const all = sql`select t.id, ${by} as key ${fitting([...standing, ...rest])}`
  const gatherAll = async () => {
    // The walk has found few, where PostgreSQL may expect many and read all there are.
    const settings = rest.some(isIndexed) ? byIndexes : {}
    const found = await within(db, gatherLimit, (tx) => page(tx, sql`(${all} offset 0)`), settings)
    if (!found) throw tooWide()
    return found
  }

  // The tickets of few customers are found by their customers at once, and the few that somebody follows; of more they are met on the way.
  const named = rest.flatMap((part) => ('field' in part ? (who.customers.get(part) ?? []) : [])).filter((one) => one !== 'most')
  if (named.some((one) => 'ids' in one) || (await isFollowedByFew())) return (await gatherFew()) ?? gatherAll()
  // What begins with looking something up is not begun twice: where not all is soon gathered, one walks as far as need be.
  const isBegunOnce = lookedUp.length + named.length > 0
  const toBegin = named.reduce((sum, one) => sum + ('cost' in one ? one.cost : 0), 0)
  if (isBegunOnce && (await expected(db, all)).cost <= toBegin + cheap.atOnce) return gatherAll()
  const far = isBegunOnce ? furthest : first
  const near = await walk(far)
  if (near.length > limit) return near
  // A page that is half full there is sooner filled than gathered.
  const last = far === furthest && lookedUp.length === 0 && near.length * 2 > limit ? 2 * furthest : furthest
  const walkFurther = async () => {
    const found = far < last ? await walk(last) : []
    return found.length > limit ? found : undefined
  }
  const areMany = async () => {
    // Met nowhere among those that were passed over: neither many, nor near.
    if (inIndex.length > 0 && near.length === 0) return false
    const drawn = sql`from tickets t tablesample system (${sql.raw(String(sample.percent))}) where ${test([...standing, ...light, ...ofRow], true)}`
    const { rows } = await sql<{ count: number }>`select count(*)::int as count ${drawn}`.execute(db)
    return (rows[0]?.count ?? 0) >= sample.many
  }
  // As often as it was met nearby, or is met anywhere, the page would be full there.
  const isNear = (far * most) / Math.max(near.length, 0.5) <= last
  if (!isNear && !isBegunOnce && (await expected(db, all)).cost <= cheap.afterWalk) return (await gatherFew()) ?? gatherAll()
  const gather = async () => {
    if (!rest.some((part) => isIndexed(part) && !isLookedUp(part))) return undefined
    await listMany(db, who.customers)
    return gatherFew()
  }
  const [sooner, later] = isNear || (far < furthest && (await areMany())) ? [walkFurther, gather] : [gather, walkFurther]
  return (await sooner()) ?? (await later()) ?? gatherAll()
}

// A bitmap of what each index finds is exact as long as it has the room.
const byIndexes = { enable_indexonlyscan: 'off', enable_seqscan: 'off', max_parallel_workers_per_gather: '0', work_mem: '64MB' }
const byIndexesOnly = { ...byIndexes, enable_indexscan: 'off' }

// What is asked together is not as independent as PostgreSQL takes it for, and a list that it has not seen yet not as short: it would gather and sort.
const inOrderOnly = { enable_sort: 'off' }

/** A filter that takes too long, said to whoever asked it. */
export const tooWide = () => refused(reason('filter_too_wide'))
