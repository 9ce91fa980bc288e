/** The job that works through a run of a bulk change, some tickets at a time. */
import { sql } from 'kysely'
import { changed, type Db, inTransaction, type Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import { applyBulk, handfulOf } from './bulkApply.ts'
import { end, getRun, type Run } from './bulkRun.ts'
import type { Outcome, Standing } from './bulkTicket.ts'
import { undoBulk } from './bulkUndo.ts'
import type { Actor } from './timeline.ts'

/** A job works this long at a time, milliseconds; then others have their turn, and a server that stops need not wait. */
const turn = 3000
/** Lists hear of a run at most this often, milliseconds. */
const hintPause = 1000

/**
 * Works through a run for some seconds, then asks for its next turn. What is changed is written down in the same
 * transaction, so whoever ends it in the middle loses nothing and repeats nothing.
 */
export async function workBulk(db: Db, runId: string, signal: AbortSignal): Promise<void> {
  const until = performance.now() + turn
  let hintedAt = performance.now()
  for (;;) {
    const isHint = performance.now() - hintedAt > hintPause
    if (isHint) hintedAt = performance.now()
    const next = await inTransaction(db, (tx) => step(tx, runId, isHint))
    if (next === 'ended') return
    if (next instanceof Date || performance.now() > until || signal.aborted) {
      const options = { jobKey: `bulk:${runId}`, ...(next instanceof Date && { runAt: next }) }
      return inTransaction(db, (tx) => addJob(tx, 'bulk', { runId }, options))
    }
  }
}

/** Changes the next few tickets. Answers whether there are more, and if they must wait, until when. */
async function step(tx: Tx, runId: string, isHint: boolean): Promise<'more' | 'ended' | Date> {
  const run = await getRun(tx, runId, true)
  if (run.state !== 'running') return 'ended'
  const isBeforeHeld = run.heldFrom !== null && run.next < run.heldFrom
  if (run.heldUntil && !isBeforeHeld && run.heldUntil.getTime() > Date.now()) return run.heldUntil
  const last = Math.min(run.next + handfulOf(run.change), isBeforeHeld ? (run.heldFrom ?? run.total) : run.total)
  const { rows } = await sql<{ ticketId: string; was: Standing; became: Standing }>`
    select ticket_id, was, became from bulk_items where run_id = ${runId} and position >= ${run.next} and position < ${last} order by position`.execute(
    tx,
  )
  const actor: Actor = { kind: run.actorKind, id: run.agentId, name: run.actorName }
  const outcomes =
    run.undoes === null
      ? await applyBulk(
          tx,
          rows.map(({ ticketId }) => ticketId),
          actor,
          run.change,
        )
      : await undoBulk(tx, rows, actor, run.change)
  await writeDown(tx, run, last, outcomes)
  const isOver = last === run.total
  if (isOver) await end(tx, runId, 'done')
  changed(tx, `agent:${run.agentId}`, ...outcomes.map(({ ticketId }) => `ticket:${ticketId}` as const))
  // What waits after this waits for seconds: nobody's list may wait with it.
  if (isHint || isOver || last === run.heldFrom) changed(tx, 'tickets')
  return isOver ? 'ended' : 'more'
}

async function writeDown(tx: Tx, run: Run, next: number, outcomes: Outcome[]): Promise<void> {
  await sql`update bulk_items i set state = o.state, why = o.why, refusal = o.refusal, was = coalesce(o.was, i.was), became = coalesce(o.became, i.became)
    from jsonb_to_recordset(${JSON.stringify(outcomes.map(({ ticketId, ...rest }) => ({ ticket_id: ticketId, ...rest })))}::jsonb)
      as o (ticket_id uuid, state text, why text, refusal jsonb, was jsonb, became jsonb)
    where i.run_id = ${run.id} and i.position >= ${run.next} and i.position < ${next} and i.ticket_id = o.ticket_id`.execute(tx)
  const count = (state: Outcome['state']) => outcomes.filter((one) => one.state === state).length
  await sql`update bulk_runs set next = ${next}, done = done + ${count('done')}, same = same + ${count('same')}, refused = refused + ${count('refused')}
    where id = ${run.id}`.execute(tx)
}
