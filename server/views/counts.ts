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
import { expected } from '../platform/expected.ts'
import { tooWide } from '../tickets/findKeys.ts'
import { apart, isLookedUp, isOfRow } from '../tickets/partsOfFilter.ts'
import { countedBy } from './filterOf.ts'
import { type Changes, changesOf, follow, keep, knownOf, mostCounted } from './keptNumbers.ts'
import { listViews } from './saved.ts'

export interface Counts {
  counts: Record<string, number>
  unread: number
}

const from = (test: RawBuilder<unknown>, rows: RawBuilder<unknown> = sql`tickets`, limit: number = countLimit) =>
  sql`(select t.id from ${rows} t where ${test} limit ${sql.raw(String(limit))}) counted`
const limited = (test: RawBuilder<unknown>, rows?: RawBuilder<unknown>) => sql<number>`(select count(*)::int from ${from(test, rows)})`

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
const patience = { filter: 4000, views: 1500, view: 1000 }
type Patience = Pick<typeof patience, 'views' | 'view'>

/** How many tickets a filter finds for this agent, at most the limit. Refused where that would take longer than `milliseconds`. */
export async function countTickets(db: Db, filter: Filter, agentId: string, milliseconds = patience.filter): Promise<number> {
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
export async function countViews(
  db: Db,
  views: Pick<View, 'id' | 'filter'>[],
  agentId: string,
  milliseconds: Patience = patience,
): Promise<Counts> {
  // A view whose filter no longer fits (its condition went with an update) shows none, and does not take the others down.
  const sound = views.filter((view) => !checkFilter(view.filter))
  const questions = sound.map((view) => questionOf(db, view, agentId))
  const counted = await numbersOf(db, questions, milliseconds)
  const zeros: [string, number][] = views.map((view) => [view.id, 0])
  const counts = new Map(zeros)
  for (const [index, { id }] of sound.entries()) {
    const count = counted[index]
    if (count === undefined) counts.delete(id)
    else counts.set(id, count)
  }
  return { counts: Object.fromEntries(counts), unread: await countUnread(db, agentId) }
}

/** A view's question. */
interface Question {
  /** By the text and the values of what is asked: whoever's "me" it asks for is among them. */
  name: string
  goesByClock: boolean
  /** Is a ticket in the view? Asked of single ones. */
  test: RawBuilder<unknown>
  /** Those in it, as many as are counted. */
  rows: RawBuilder<unknown>
  /** The same, asked of tickets in their order, where it cannot be said beforehand which is sooner done. */
  other?: RawBuilder<unknown>
}

/** The numbers of the questions: what is known is brought up to date, the rest counted. Undefined where that takes too long. */
async function numbersOf(db: Db, questions: Question[], milliseconds: Patience): Promise<(number | undefined)[]> {
  const changes = changesOf(db)
  const change = changes.last
  await followChanged(db, changes, change, questions)
  const unknown = questions.filter(({ name }) => !isKnown(changes, name))
  const oldest = questions.toSorted((one, other) => ageOf(changes, other) - ageOf(changes, one))[0]
  if (unknown.length === 0 && oldest && ageOf(changes, oldest) > 1) unknown.push(oldest)
  if (unknown.length > 0 && !(await count(db, changes, change, unknown, milliseconds.views)))
    for (const question of unknown)
      if (!(await count(db, changes, change, [question], milliseconds.view)))
        keep(changes, question.name, { change, goesByClock: question.goesByClock, tickets: 'too many to count', areAll: false })
  return questions.map(({ name }) => numberOf(changes, name))
}

const ageOf = (changes: Changes, { name }: Question) => knownOf(changes, name)?.age ?? 0

/** Is a number known, and not about to fall below the limit? */
function isKnown(changes: Changes, name: string): boolean {
  const kept = knownOf(changes, name)?.kept
  return kept !== undefined && (kept.tickets === 'too many to count' || kept.areAll || kept.tickets.size >= countLimit)
}

/**
 * The number as it was brought up to date or counted a moment ago, also where something has changed since: whoever asked then is
 * answered, and hears of the change. Undefined where it could not be counted.
 */
function numberOf({ numbers }: Changes, name: string): number | undefined {
  const kept = numbers.get(name)
  if (kept === undefined || kept.tickets === 'too many to count') return undefined
  return kept.areAll ? Math.min(kept.tickets.size, countLimit) : countLimit
}

/** Asks the tickets that changed whether they are in the views of which all else is known. */
async function followChanged(db: Db, changes: Changes, change: number, questions: Question[]): Promise<void> {
  const behind = questions.flatMap((question) => {
    const known = knownOf(changes, question.name)
    return known && known.ask.size > 0 ? { ...question, ...known } : []
  })
  const ids = [...new Set(behind.flatMap(({ ask }) => [...ask]))]
  if (ids.length === 0) return
  const { rows } = await sql<{ id: string; isIn: boolean[] }>`${unnamed}
    select t.id, array[${sql.join(behind.map(({ test }) => sql`coalesce(${test}, false)`))}] as "isIn" from tickets t where t.id = any(${ids}::uuid[])`.execute(
    db,
  )
  for (const [index, { kept, ask }] of behind.entries()) {
    const inView = new Set(rows.filter(({ isIn }) => isIn[index]).map(({ id }) => id))
    follow(kept, change, ask, inView)
  }
}

/** Counts in one statement, and remembers; false when it takes longer than that. */
async function count(db: Db, changes: Changes, change: number, questions: Question[], milliseconds: number): Promise<boolean> {
  const counted = await within(db, milliseconds, async (tx) => {
    const each = await Promise.all(questions.map((question) => sooner(tx, question)))
    const { rows } = await sql<{ counted: string[][] }>`${unnamed}select json_build_array(${sql.join(
      each.map((rowsOf) => sql`(select coalesce(array_agg(id), '{}') from ${rowsOf})`),
    )}) as counted`.execute(tx)
    return rows[0]?.counted
  })
  if (!counted) return false
  for (const [index, { name, goesByClock }] of questions.entries()) {
    const tickets = new Set(counted[index])
    keep(changes, name, { change, goesByClock, tickets, areAll: tickets.size < mostCounted })
  }
  return true
}

/** The way of asking that PostgreSQL expects to take less: a rare word is found by the index, a common one among the next tickets. */
async function sooner(tx: Tx, { rows, other }: Question): Promise<RawBuilder<unknown>> {
  if (!other) return rows
  const cost = async (one: RawBuilder<unknown>) => (await expected(tx, sql`${unnamed}select count(*) from ${one}`)).cost
  return (await cost(other)) < (await cost(rows)) ? other : rows
}

async function countUnread(db: Db, agentId: string): Promise<number> {
  const newest = sql`(select id, last_inbound_at, created_at from tickets t where ${where(openTickets)} order by last_message_at desc limit ${sql.raw(String(unreadAmong))})`
  const { rows } = await sql<{ count: number }>`select ${limited(isUnread(agentId), newest)} as count`.execute(db)
  return rows[0]?.count ?? 0
}

/** A view of open tickets looks at them in their order, and so stops where the limit is reached; few of all tickets are open. */
function questionOf(db: Db, view: Pick<View, 'id' | 'filter'>, agentId: string): Question {
  const { standing, rest } = apart(countedBy(view))
  const isOpen = standing.some((part) => 'field' in part && part.field === 'status' && part.value === 'open')
  const asked = (parts: Filter[], inOrder = false) => where({ all: parts }, { agentId, inOrder })
  const test = asked([...standing, ...rest])
  const { sql: text, parameters } = sql`${test}`.compile(db)
  const question = {
    name: `${text} ${JSON.stringify(parameters)}`,
    goesByClock: text.includes('now()'),
    test,
    rows: from(test, undefined, mostCounted),
  }
  if (!isOpen || !rest.some((part) => isOfRow(part) || isLookedUp(part))) return question
  const inOrder = from(
    asked(rest, true),
    sql`(select * from tickets t where ${asked(standing)} order by last_message_at desc, id desc offset 0)`,
    mostCounted,
  )
  return rest.some(isLookedUp) ? { ...question, other: inOrder } : { ...question, rows: inOrder }
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
