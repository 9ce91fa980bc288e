/** The numbers beside the views. A number stops at the limit, so that it costs the same at any size. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../../shared/filter.ts'
import { countLimit, type View } from '../../shared/views.ts'
import { checkFilter } from '../conditions/check.ts'
import { isUnread } from '../conditions/fields.ts'
import { where } from '../conditions/where.ts'
import { type Db, unnamed } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { countedBy } from './filterOf.ts'
import { listViews } from './saved.ts'

export interface Counts {
  counts: Record<string, number>
  unread: number
}

const limited = (test: RawBuilder<unknown>, from: RawBuilder<unknown> = sql`tickets`) =>
  sql<number>`(select count(*)::int from (select 1 from ${from} t where ${test} limit ${sql.raw(String(countLimit))}) counted)`

/**
 * Unread ones are near the top, since a customer's message puts its ticket there: further down nobody looks. Each one looked
 * at is a look into what was read, the dearest part of all the numbers.
 */
const unreadAmong = countLimit
const openTickets: Filter = {
  all: [
    { field: 'status', operator: 'is', value: 'open' },
    { field: 'spam', operator: 'is', value: false },
  ],
}

/** How many tickets a filter finds for this agent, at most the limit. */
export async function countTickets(db: Db, filter: Filter, agentId: string): Promise<number> {
  const problem = checkFilter(filter)
  if (problem) throw refused(problem)
  const { rows } = await sql<{ count: number }>`select ${limited(where(filter, { agentId }))} as count`.execute(db)
  return rows[0]?.count ?? 0
}

/** The numbers of several views, and the agent's unread open tickets, in one statement. */
export async function countViews(db: Db, views: Pick<View, 'id' | 'filter'>[], agentId: string): Promise<Counts> {
  // A view whose filter no longer fits (its condition went with an update) shows none, and does not take the others down.
  const sound = views.filter((view) => !checkFilter(view.filter))
  const numbersOfViews = sound.map((view) => limited(where(countedBy(view), { agentId })))
  const unread = limited(
    isUnread(agentId),
    sql`(select id, last_inbound_at, created_at from tickets t where ${where(openTickets)} order by last_message_at desc limit ${sql.raw(String(unreadAmong))})`,
  )
  const { rows } = await sql<{ counts: number[] }>`${unnamed}select array[${sql.join([...numbersOfViews, unread])}] as counts`.execute(db)
  const numbers = rows[0]?.counts ?? []
  const counts = Object.fromEntries([...views.map((view) => [view.id, 0]), ...sound.map((view, index) => [view.id, numbers[index] ?? 0])])
  return { counts, unread: numbers.at(-1) ?? 0 }
}

/** Between two readings for one agent, in milliseconds; ten times as long as the last one took, where that is more. */
const leastPause = 500
interface Turn {
  /** Not before this time. */
  nextAt: number
  next: Promise<Counts> | undefined
}
const turns = new WeakMap<Db, Map<string, Turn>>()

/**
 * The numbers of all that an agent sees. One hint makes every desk ask at once and a busy hour sends many, so an agent's
 * numbers are read at most twice a second; whoever asks sooner waits for the next reading and shares it. Nobody gets an
 * answer older than the question: after a stale one no further hint might come.
 */
export function countsFor(db: Db, agentId: string): Promise<Counts> {
  const ofAgents = turns.get(db) ?? new Map<string, Turn>()
  turns.set(db, ofAgents)
  const turn: Turn = ofAgents.get(agentId) ?? { nextAt: 0, next: undefined }
  ofAgents.set(agentId, turn)
  const read = async () => {
    turn.next = undefined
    const startedAt = Date.now()
    turn.nextAt = startedAt + leastPause
    const counts = await countViews(db, await listViews(db, agentId), agentId)
    turn.nextAt = Math.max(turn.nextAt, Date.now() + 10 * (Date.now() - startedAt))
    return counts
  }
  const wait = turn.nextAt - Date.now()
  if (wait <= 0) return read()
  turn.next ??= sleep(wait).then(read)
  return turn.next
}
