/**
 * Words: a *snoozed* ticket is hidden until a time that somebody chose; the *reminder* is what happens then. An inbound
 * message always wakes the ticket. A reminder "if no reply" ends with that; one "in any case" comes at its time all the same.
 */
import { sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import { changed, type Tx } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import { notify } from '../team/notify.ts'
import { type Actor, note, system } from './timeline.ts'

/** Puts a ticket off until a time. Its row is held by the caller. */
export async function snooze(tx: Tx, ticketId: string, actor: Actor, until: unknown, ifNoReply = true): Promise<void> {
  const at = new Date(until instanceof Date ? until : String(until ?? ''))
  if (!(at.getTime() > Date.now())) throw refused(reason('snooze_in_past'))
  const agentId = actor.kind === 'agent' || actor.kind === 'api' ? actor.id : null
  await tx.updateTable('tickets').set({ status: 'snoozed', snoozedUntil: at, closedAt: null }).where('id', '=', ticketId).execute()
  const reminder = { agentId, until: at, ifNoReply, begunAt: sql<Date>`now()` }
  await tx
    .insertInto('snoozes')
    .values({ ticketId, ...reminder })
    .onConflict((conflict) => conflict.column('ticketId').doUpdateSet(reminder))
    .execute()
  await note(tx, ticketId, 'snoozed', actor, { until: at.toISOString(), ifNoReply })
  // To the second; the minute's clock finds whatever this job should miss.
  await addJob(tx, 'wake', {}, { runAt: at, jobKey: `wake:${ticketId}` })
}

/** Takes the reminder back: somebody opened, closed or merged the ticket. */
export async function endReminder(tx: Tx, ticketId: string): Promise<void> {
  await tx.deleteFrom('snoozes').where('ticketId', '=', ticketId).execute()
}

/** The customer has written on a snoozed ticket and so woken it: whoever snoozed it sees it as unread. */
export async function wokenByReply(tx: Tx, ticketId: string): Promise<void> {
  const { rows } = await sql<{ agentId: string | null }>`
    with over as (delete from snoozes where ticket_id = ${ticketId} and if_no_reply returning agent_id)
    select agent_id as "agentId" from over
    union all select agent_id from snoozes where ticket_id = ${ticketId} and not if_no_reply`.execute(tx)
  for (const { agentId } of rows) await tell(tx, ticketId, agentId)
}

/** Ends every reminder whose time has come; each exactly once, however many processes ask. */
export async function wake(tx: Tx): Promise<number> {
  const { rows } = await sql<{ ticketId: string; agentId: string | null; status: string }>`
    select s.ticket_id as "ticketId", s.agent_id as "agentId", t.status
    from snoozes s join tickets t on t.id = s.ticket_id
    where s.until <= now() order by s.until limit 500 for update skip locked`.execute(tx)
  for (const { ticketId, agentId, status } of rows) {
    await endReminder(tx, ticketId)
    if (status === 'closed') continue
    await tx.updateTable('tickets').set({ status: 'open', snoozedUntil: null, updatedAt: sql`now()` }).where('id', '=', ticketId).execute()
    // The customer had woken it before; this is the reminder that was to come in any case.
    await note(tx, ticketId, status === 'snoozed' ? 'woken' : 'reminded', system, { for: agentId })
    await tell(tx, ticketId, agentId)
    await notify(tx, { kind: 'snooze_ended', ticketId }, [agentId])
    changed(tx, 'tickets', `ticket:${ticketId}`)
  }
  return rows.length
}

/** Tells whoever snoozed it: the ticket is unread for them again. */
async function tell(tx: Tx, ticketId: string, agentId: string | null): Promise<void> {
  if (agentId) await tx.deleteFrom('ticketReads').where('ticketId', '=', ticketId).where('agentId', '=', agentId).execute()
}
