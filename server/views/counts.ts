/** The numbers beside the views. A number stops at the limit, so that it costs the same at any size. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Filter } from '../../shared/filter.ts'
import { countLimit, type View } from '../../shared/views.ts'
import { checkFilter } from '../conditions/check.ts'
import { isUnread } from '../conditions/fields.ts'
import { where } from '../conditions/where.ts'
import { type Db, type Tx, unnamed, within } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { expected } from '../tickets/expected.ts'
import { apart, isLookedUp, isOfRow, tooWide } from '../tickets/list.ts'
import { countedBy } from './filterOf.ts'
import { nameOf, readNumbers, trueStill } from './keptNumbers.ts'
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

/** A filter may be counted so long, and all views together; a view alone, when together they took longer. Milliseconds. */
const patience = { filter: 4000, views: 1500, view: 300 }

/** How many tickets a filter finds for this agent, at most the limit. Refused where that would take too long. */
export async function countTickets(db: Db, filter: Filter, agentId: string): Promise<number> {
  const problem = checkFilter(filter)
  if (problem) throw refused(problem)
  const numbers = await numbersOf(db, [{ question: limited(where(filter, { agentId })) }], patience.filter)
  if (!numbers) throw tooWide()
  return numbers[0] ?? 0
}

/** What is counted; `other` is the same, asked of tickets in their order, where it cannot be said beforehand which is sooner done. */
interface Question {
  question: RawBuilder<number>
  other?: RawBuilder<number>
}

/** Some numbers, those that are not known still in one statement; undefined when it takes longer than that. */
async function numbersOf(db: Db, numbers: Question[], milliseconds: number): Promise<number[] | undefined> {
  const known = await trueStill(db)
  const questions = numbers.map(({ question, other }) => {
    const name = nameOf(db, question)
    return { question, other, name, number: name === undefined ? undefined : known.get(name) }
  })
  const unknown = questions.filter(({ number }) => number === undefined)
  const read =
    unknown.length === 0
      ? []
      : await within(db, milliseconds, async (tx) =>
          readNumbers(db, tx, await Promise.all(unknown.map(async (one) => ({ name: one.name, question: await sooner(tx, one) })))),
        )
  if (!read) return undefined
  let next = 0
  return questions.map(({ number }) => number ?? read[next++] ?? 0)
}

/** The way of asking that PostgreSQL expects to take less: a rare word is found by the index, a common one among the next tickets. */
async function sooner(tx: Tx, { question, other }: Question): Promise<RawBuilder<number>> {
  if (!other) return question
  const cost = async (one: RawBuilder<number>) => (await expected(tx, sql`${unnamed}select ${one}`)).cost
  return (await cost(other)) < (await cost(question)) ? other : question
}

/**
 * The numbers of several views, and the agent's unread open tickets. A view that takes too long to count has none: what it
 * asks is looked up ticket by ticket, and the others do not wait for it.
 */
export async function countViews(db: Db, views: Pick<View, 'id' | 'filter'>[], agentId: string): Promise<Counts> {
  // A view whose filter no longer fits (its condition went with an update) shows none, and does not take the others down.
  const sound = views.filter((view) => !checkFilter(view.filter))
  const numbers = [...sound.map((view) => numberOf(view, agentId)), unreadOf(agentId)]
  const counted: (number | undefined)[] = (await numbersOf(db, numbers, patience.views)) ?? []
  if (counted.length === 0) for (const number of numbers) counted.push((await numbersOf(db, [number], patience.view))?.[0])
  const zeros: [string, number][] = views.map((view) => [view.id, 0])
  const counts = new Map(zeros)
  for (const [index, { id }] of sound.entries()) {
    const count = counted[index]
    if (count === undefined) counts.delete(id)
    else counts.set(id, count)
  }
  return { counts: Object.fromEntries(counts), unread: counted.at(-1) ?? 0 }
}

const unreadOf = (agentId: string): Question => ({
  question: limited(
    isUnread(agentId),
    sql`(select id, last_inbound_at, created_at from tickets t where ${where(openTickets)} order by last_message_at desc limit ${sql.raw(String(unreadAmong))})`,
  ),
})

/** A view of open tickets looks at them in their order, and so stops where the limit is reached; few of all tickets are open. */
function numberOf(view: Pick<View, 'id' | 'filter'>, agentId: string): Question {
  const { standing, rest } = apart(countedBy(view))
  const isOpen = standing.some((part) => 'field' in part && part.field === 'status' && part.value === 'open')
  const test = (parts: Filter[], inOrder = false) => where({ all: parts }, { agentId, inOrder })
  const question = limited(test([...standing, ...rest]))
  if (!isOpen || !rest.some((part) => isOfRow(part) || isLookedUp(part))) return { question }
  const inOrder = limited(
    test(rest, true),
    sql`(select * from tickets t where ${test(standing)} order by last_message_at desc, id desc offset 0)`,
  )
  return rest.some(isLookedUp) ? { question, other: inOrder } : { question: inOrder }
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
