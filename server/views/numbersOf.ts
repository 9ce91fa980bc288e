/** Finds the numbers of views: what is remembered of each is brought up to date, and what is not is counted. */
import { sql } from 'kysely'
import { countLimit } from '../../shared/views.ts'
import { changed, type Db, inTransaction, unnamed, within } from '../platform/db.ts'
import { type Changes, changesOf, follow, keep, knownOf, mostCounted } from './keptNumbers.ts'
import { type Question, sooner } from './question.ts'

/** All views together may be counted so long; a view alone, when together they took longer. Milliseconds. */
const patience = { views: 1500, view: 1000 }
export type Patience = typeof patience

/** The numbers of the questions: what is known is brought up to date, the rest counted. Undefined where that takes too long. */
export async function numbersOf(db: Db, questions: Question[], milliseconds: Patience = patience): Promise<(number | undefined)[]> {
  const changes = changesOf(db)
  const change = changes.last
  await followChanged(db, changes, change, questions)
  const unknown = questions.filter(({ name }) => !isKnown(changes, name))
  if (unknown.length > 0 && !(await count(db, changes, change, unknown, milliseconds.views)))
    for (const question of unknown) await countAlone(db, changes, change, question, milliseconds.view)
  renewOld(db, changes, questions, milliseconds.view)
  return questions.map(({ name }) => numberOf(changes, name))
}

/**
 * Counts the numbers that have grown old anew, one after the other while nobody waits for them; the screens hear of it if one is
 * another now. What goes wrong is left to a later question, which counts what has become too old itself.
 */
function renewOld(db: Db, changes: Changes, questions: Question[], milliseconds: number): void {
  const old = questions.filter(({ name }) => (knownOf(changes, name)?.age ?? 0) > 1)
  if (changes.isRenewing || old.length === 0) return
  changes.isRenewing = true
  const said = () => old.map(({ name }) => numberOf(changes, name)).join()
  const before = said()
  const renew = async () => {
    for (const question of old) await countAlone(db, changes, changes.last, question, milliseconds)
    if (said() !== before) await inTransaction(db, async (tx) => changed(tx, 'views'))
  }
  renew()
    .catch(() => undefined)
    .finally(() => {
      changes.isRenewing = false
    })
}

/** Counts one number, and remembers it; also that it could not be counted in time. */
async function countAlone(db: Db, changes: Changes, change: number, question: Question, milliseconds: number): Promise<void> {
  if (await count(db, changes, change, [question], milliseconds)) return
  keep(changes, question.name, { change, goesByClock: question.goesByClock, tickets: 'too many to count', areAll: false })
}

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
