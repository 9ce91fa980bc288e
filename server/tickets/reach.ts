/** How far the next so many tickets reach in the order of their last messages, as PostgreSQL's statistics have it. */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'

/** The times between which equally many tickets lie, the first and the last time among them. */
interface Spread {
  times: number[]
  /** So many tickets lie between two of them. */
  each: number
  readAt: number
}

/** A guess stays one for a minute. */
const keptFor = 60_000
const spreads = new WeakMap<Db, Spread>()

/**
 * The time until which about `count` tickets come, the newest first or the oldest, from `from` on (milliseconds) or from the
 * beginning. Undefined where there are no more than that, or where PostgreSQL does not know yet.
 */
export async function reachOf(db: Db, count: number, descends: boolean, from?: number): Promise<Date | undefined> {
  const { times, each } = await spreadOf(db)
  const steps = times.length - 1
  const begin = from === undefined ? (descends ? steps : 0) : placeOf(times, from)
  const end = descends ? begin - count / each : begin + count / each
  if (!(end > 0 && end < steps)) return undefined
  const [before = 0, after = 0] = times.slice(Math.floor(end))
  return new Date(before + (after - before) * (end % 1))
}

/** Which of the times a time comes after, and how far. */
function placeOf(times: number[], time: number): number {
  const next = times.findIndex((one) => one > time)
  if (next < 0) return times.length - 1
  const [before = time, after = time] = times.slice(Math.max(next - 1, 0))
  return next === 0 ? 0 : next - 1 + (time - before) / (after - before)
}

async function spreadOf(db: Db): Promise<Spread> {
  const known = spreads.get(db)
  if (known && known.readAt > Date.now() - keptFor) return known
  const { rows } = await sql<{ count: number; times: Date[] | null }>`
    select c.reltuples as count, s.histogram_bounds::text::timestamptz[] as times from pg_class c, pg_stats s
    where c.oid = 'tickets'::regclass and s.schemaname = c.relnamespace::regnamespace::text and s.tablename = 'tickets' and s.attname = 'last_message_at'`.execute(
    db,
  )
  const [{ count, times } = { count: 0, times: null }] = rows
  const spread = {
    times: (times ?? []).map((time) => time.getTime()),
    each: Math.max(count, 1) / Math.max((times?.length ?? 0) - 1, 1),
    readAt: Date.now(),
  }
  spreads.set(db, spread)
  return spread
}
