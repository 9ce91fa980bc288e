/**
 * Numbers that are true still. Everybody asks for the numbers of the same views, often while nothing has changed; so a number
 * is kept together with the snapshot it was counted on. As long as PostgreSQL's snapshot is the same, no transaction has ended
 * since, and counting anew could only give the same number. What asks the clock is never kept.
 */
import { type RawBuilder, sql } from 'kysely'
import { type Db, type Tx, unnamed } from '../platform/db.ts'

/** By the text and the values of the question: whoever's "me" it asks for is among them. */
type Numbers = Map<string, number>
interface Kept {
  snapshot: string
  numbers: Numbers
}
const kept = new WeakMap<Db, Kept>()
/** More are forgotten, though nothing has changed. */
const most = 5000

/** The name of a question by which its number is kept; undefined where the clock moves the number. */
export function nameOf(db: Db, question: RawBuilder<number>): string | undefined {
  const { sql: text, parameters } = question.compile(db)
  return text.includes('now()') ? undefined : `${text} ${JSON.stringify(parameters)}`
}

/** The numbers that are still true at this moment. */
export async function trueStill(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(db)
  const known = kept.get(db)
  return known && known.snapshot === rows[0]?.snapshot ? known.numbers : new Map()
}

/** The numbers of some questions, all on one snapshot, which is kept with those that have a name. */
export async function readNumbers(
  db: Db,
  tx: Tx,
  questions: { name: string | undefined; question: RawBuilder<number> }[],
): Promise<number[]> {
  const { rows } = await sql<{
    counts: number[]
    snapshot: string
  }>`${unnamed}select array[${sql.join(questions.map(({ question }) => question))}] as counts,
    pg_current_snapshot()::text as snapshot`.execute(tx)
  const [{ counts, snapshot } = { counts: [], snapshot: '' }] = rows
  const before = kept.get(db)
  const known = before && before.snapshot === snapshot && before.numbers.size <= most ? before : { snapshot, numbers: new Map() }
  kept.set(db, known)
  for (const [index, { name }] of questions.entries()) if (name !== undefined) known.numbers.set(name, counts[index] ?? 0)
  return counts
}
