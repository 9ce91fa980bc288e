/** Runs of a bulk change: begun, cancelled, taken back, and how each ended. bulkWork.ts works through them. */

import { type RawBuilder, sql } from 'kysely'
import type { BulkChange, BulkRun } from '../../shared/bulk.ts'
import { type Reason, reason } from '../../shared/refusals.ts'
import { channels } from '../channels/list.ts'
import type { Db, Tx } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import { checkMerging } from './bulkMerge.ts'
import { end, getOwn, getRun, type Run, selectRuns, shown, tell } from './bulkRun.ts'
import type { Actor } from './timeline.ts'

/** A chat's end is for good, so in a run it waits this long: longer than the undo is offered. */
const holdSeconds = 10
const keptDays = 30

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

/** The agent's latest runs, the newest first. */
export async function listBulk(db: Db, agentId: string): Promise<BulkRun[]> {
  const { rows } = await sql<Run>`${selectRuns} where r.agent_id = ${agentId} order by r.id desc limit 10`.execute(db)
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
