/** The numbers beside the views. A number stops at the limit, so that it costs the same at any size. */
import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../../shared/filter.ts'
import { countLimit, type View } from '../../shared/views.ts'
import { checkFilter } from '../conditions/check.ts'
import { where } from '../conditions/where.ts'
import { type Db, unnamed, within } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { tooWide } from '../tickets/findKeys.ts'
import { numbersOf, type Patience } from './numbersOf.ts'
import { idsWhere, questionOf, unreadQuestion } from './question.ts'

export interface Counts {
  counts: Record<string, number>
  unread: number
}

const limited = (test: RawBuilder<unknown>) => sql<number>`(select count(*)::int from ${idsWhere(test, countLimit)})`

/** A filter alone may be counted so long, in milliseconds. */
const patience = 4000

/** How many tickets a filter finds for this agent, at most the limit. Refused where that would take longer than `milliseconds`. */
export async function countTickets(db: Db, filter: Filter, agentId: string, milliseconds = patience): Promise<number> {
  const problem = checkFilter(filter)
  if (problem) throw refused(problem)
  const count = await within(db, milliseconds, async (tx) => {
    const { rows } = await sql<{ count: number }>`${unnamed}select ${limited(where(filter, { agentId }))} as count`.execute(tx)
    return rows[0]?.count ?? 0
  })
  if (count === undefined) throw tooWide()
  return count
}

/**
 * The numbers of several views, and the agent's unread open tickets. A view that takes too long to count has none: what it
 * asks is looked up ticket by ticket, and the others do not wait for it.
 */
export async function countViews(db: Db, views: Pick<View, 'id' | 'filter'>[], agentId: string, milliseconds?: Patience): Promise<Counts> {
  // A view whose filter no longer fits (its condition went with an update) shows none, and does not take the others down.
  const sound = views.filter((view) => !checkFilter(view.filter))
  const questions = sound.map((view) => questionOf(db, view, agentId))
  const [unread, ...counted] = await numbersOf(db, [unreadQuestion(db, agentId), ...questions], milliseconds)
  const zeros: [string, number][] = views.map((view) => [view.id, 0])
  const counts = new Map(zeros)
  for (const [index, { id }] of sound.entries()) {
    const count = counted[index]
    if (count === undefined) counts.delete(id)
    else counts.set(id, count)
  }
  return { counts: Object.fromEntries(counts), unread: unread ?? 0 }
}
