/** Runs of a bulk change: begun, worked through some tickets at a time by a job, cancelled, taken back. */

import { type RawBuilder, sql } from 'kysely'
import type { BulkChange, BulkRun } from '../../shared/bulk.ts'
import { type Reason, reason } from '../../shared/refusals.ts'
import { channels } from '../channels/list.ts'
import { changed, type Db, inTransaction, type Tx } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import { applyBulk, handfulOf, type Outcome, type Standing, undoBulk } from './bulkApply.ts'
import { checkMerging } from './bulkMerge.ts'
import type { Actor } from './timeline.ts'

/** A chat's end is for good, so in a run it waits this long: longer than the undo is offered. */
const holdSeconds = 10
/** A job works this long at a time, milliseconds; then others have their turn, and a server that stops need not wait. */
const turn = 3000
/** Lists hear of a run at most this often, milliseconds. */
const hintPause = 1000
const keptDays = 30

interface Run {
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

const select = sql`select r.*, exists (select 1 from bulk_runs u where u.undoes = r.id) as is_undone from bulk_runs r`

const shown = (run: Run): BulkRun => ({
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

const finalChannels = channels.filter(({ ticketRule }) => ticketRule.whenClosed === 'begins a new one').map(({ key }) => key)

/** Begins a run over the tickets whose ids `tickets` selects, as they are at this moment. */
export async function startBulk(tx: Tx, actor: Actor & { id: string }, wish: BulkChange, tickets: RawBuilder<unknown>): Promise<BulkRun> {
  await sql`delete from bulk_runs where created_at < now() - ${keptDays} * interval '1 day'`.execute(tx)
  const isClosing = 'status' in wish && wish.status === 'closed'
  const id = await insertRun(tx, actor, wish, null)
  const { rows } = await sql<{ isHeld: boolean; count: number }>`with chosen as (
      insert into bulk_items (run_id, position, ticket_id)
      select ${id}, row_number() over (order by ${isClosing} and t.channel = any(${finalChannels}::text[]) and t.status <> 'closed', t.id) - 1, t.id
      from tickets t where t.id in (${tickets}) and ${'mergeInto' in wish ? sql`t.id <> ${wish.mergeInto}` : sql`true`} returning ticket_id)
    select ${isClosing} and t.channel = any(${finalChannels}::text[]) and t.status <> 'closed' as is_held, count(*)::int as count
    from chosen join tickets t on t.id = chosen.ticket_id group by 1`.execute(tx)
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  if ('mergeInto' in wish) await checkMerging(tx, wish, total)
  const held = rows.find(({ isHeld }) => isHeld)?.count ?? 0
  return begin(tx, id, total, held)
}

async function insertRun(tx: Tx, actor: Actor & { id: string }, wish: BulkChange, undoes: string | null): Promise<string> {
  const row = await tx
    .insertInto('bulkRuns')
    .values({ agentId: actor.id, actorKind: actor.kind, actorName: actor.name, change: JSON.stringify(wish), total: 0, undoes })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

async function begin(tx: Tx, id: string, total: number, held: number): Promise<BulkRun> {
  await sql`update bulk_runs set total = ${total}, state = ${total === 0 ? 'done' : 'running'}, ended_at = ${total === 0 ? sql`now()` : null},
    held_from = ${held > 0 ? total - held : null}, held_until = ${held > 0 ? sql`now() + ${holdSeconds} * interval '1 second'` : null} where id = ${id}`.execute(
    tx,
  )
  if (total > 0) await addJob(tx, 'bulk', { runId: id }, { jobKey: `bulk:${id}` })
  return tell(tx, await getRun(tx, id))
}

function tell(tx: Tx, run: Run): BulkRun {
  changed(tx, `agent:${run.agentId}`)
  return shown(run)
}

async function getRun(tx: Db, id: string, isHeld = false): Promise<Run> {
  const { rows } = await sql<Run>`${select} where r.id = ${id} ${isHeld ? sql`for update of r` : sql``}`.execute(tx)
  if (!rows[0]) throw notFound('bulk run')
  return rows[0]
}

async function getOwn(tx: Tx, agentId: string, id: string): Promise<Run> {
  const run = await getRun(tx, id, true)
  if (run.agentId !== agentId) throw notFound('bulk run')
  return run
}

/** The agent's latest runs, the newest first. */
export async function listBulk(db: Db, agentId: string): Promise<BulkRun[]> {
  const { rows } = await sql<Run>`${select} where r.agent_id = ${agentId} order by r.id desc limit 10`.execute(db)
  return rows.map(shown)
}

/** Stops a run where it is; what is not changed yet stays as it is. */
export async function cancelBulk(tx: Tx, agentId: string, id: string): Promise<BulkRun> {
  const run = await getOwn(tx, agentId, id)
  if (run.state === 'running') await end(tx, id, 'cancelled')
  return tell(tx, await getRun(tx, id))
}

/** Takes a run back by a run of its own; one that is still under way stops first. */
export async function undoBulkRun(tx: Tx, actor: Actor & { id: string }, id: string): Promise<BulkRun> {
  const run = await getOwn(tx, actor.id, id)
  if (run.undoes !== null) throw refused(reason('bulk_not_undoable'))
  if (run.isUndone) throw refused(reason('bulk_undone'))
  if (run.state === 'running') await end(tx, id, 'cancelled')
  const back = await insertRun(tx, actor, run.change, id)
  const { numAffectedRows } = await sql`insert into bulk_items (run_id, position, ticket_id, was, became)
    select ${back}, row_number() over (order by position) - 1, ticket_id, was, became from bulk_items where run_id = ${id} and state = 'done'`.execute(
    tx,
  )
  return begin(tx, back, Number(numAffectedRows ?? 0), 0)
}

async function end(tx: Tx, id: string, state: 'cancelled' | 'done'): Promise<void> {
  await sql`update bulk_runs set state = ${state}, ended_at = now() where id = ${id}`.execute(tx)
  if (state === 'cancelled') await sql`update bulk_items set state = 'cancelled' where run_id = ${id} and state = 'waiting'`.execute(tx)
}

/**
 * The job: works through a run for some seconds, then asks for its next turn. What is changed is written down in the same
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
  if (isHint || isOver) changed(tx, 'tickets')
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

/** How the tickets of a run ended, in order, some hundred at a time. */
export async function itemsOf(db: Db, agentId: string, id: string, state: string | undefined, after: number) {
  const run = await getRun(db, id)
  if (run.agentId !== agentId) throw notFound('bulk run')
  const { rows } = await sql<{
    position: number
    ticketId: string
    number: number | null
    subject: string
    state: 'done'
    why: string | null
    refusal: Reason | null
  }>`
    select i.position, i.ticket_id, t.number, coalesce(t.subject, '') as subject, i.state, i.why, i.refusal
    from bulk_items i left join tickets t on t.id = i.ticket_id
    where i.run_id = ${id} and i.position > ${after} ${state ? sql`and i.state = ${state}` : sql``} order by i.position limit 101`.execute(
    db,
  )
  return { items: rows.slice(0, 100), hasMore: rows.length > 100 }
}
