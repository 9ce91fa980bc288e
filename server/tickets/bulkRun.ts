/** A run of a bulk change as its row has it, and as its agent is shown it. */
import { sql } from 'kysely'
import type { BulkChange, BulkRun } from '../../shared/bulk.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'

export interface Run {
  id: string
  agentId: string
  actorKind: 'agent' | 'api'
  actorName: string
  change: BulkChange
  undoes: string | null
  state: BulkRun['state']
  total: number
  next: number
  done: number
  same: number
  refused: number
  heldFrom: number | null
  heldUntil: Date | null
  createdAt: Date
  endedAt: Date | null
  isUndone: boolean
}

/** Runs `r`, each with whether it was taken back. */
export const selectRuns = sql`select r.*, exists (select 1 from bulk_runs u where u.undoes = r.id) as is_undone from bulk_runs r`

/** The run as the API shows it. */
export const shown = (run: Run): BulkRun => ({
  id: run.id,
  change: run.change,
  undoes: run.undoes,
  state: run.state,
  total: run.total,
  done: run.done,
  same: run.same,
  refused: run.refused,
  held: run.heldFrom !== null && run.state === 'running' ? run.total - Math.max(run.next, run.heldFrom) : 0,
  heldUntil: run.heldUntil,
  mayUndo: run.undoes === null && !run.isUndone && (run.done > 0 || run.state === 'running'),
  createdAt: run.createdAt,
  endedAt: run.endedAt,
})

/** A run by its id, its row held if wished. Refused where it is not there. */
export async function getRun(tx: Db, id: string, isHeld = false): Promise<Run> {
  const { rows } = await sql<Run>`${selectRuns} where r.id = ${id} ${isHeld ? sql`for update of r` : sql``}`.execute(tx)
  if (!rows[0]) throw notFound('bulk run')
  return rows[0]
}

/** The agent's own run, its row held. */
export async function getOwn(tx: Tx, agentId: string, id: string): Promise<Run> {
  const run = await getRun(tx, id, true)
  if (run.agentId !== agentId) throw notFound('bulk run')
  return run
}

/** Tells the agent's desks of the run, and answers it as it is shown. */
export function tell(tx: Tx, run: Run): BulkRun {
  changed(tx, `agent:${run.agentId}`)
  return shown(run)
}

/** Ends a run where it is; the tickets that a cancelled one has not come to stay as they are. */
export async function end(tx: Tx, id: string, state: 'cancelled' | 'done'): Promise<void> {
  await sql`update bulk_runs set state = ${state}, ended_at = now() where id = ${id}`.execute(tx)
  if (state === 'cancelled') await sql`update bulk_items set state = 'cancelled' where run_id = ${id} and state = 'waiting'`.execute(tx)
}
