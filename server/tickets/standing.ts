/** How a ticket stands, kept so that it can stand so again: its status, its reminder, and since when somebody waits. */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'

export interface Standing {
  status: string
  snoozedUntil: string | null
  closedAt: string | null
  waitingSince: string | null
  reminder: { agentId: string | null; until: string; ifNoReply: boolean } | null
}

const text = (at: Date | null) => at?.toISOString() ?? null

/** Reads it off a ticket whose row is held. */
export async function standingOf(
  tx: Tx,
  ticket: { id: string; status: string; snoozedUntil: Date | null; closedAt: Date | null; waitingSince: Date | null },
): Promise<Standing> {
  const reminder = await tx
    .selectFrom('snoozes')
    .select(['agentId', 'until', 'ifNoReply'])
    .where('ticketId', '=', ticket.id)
    .executeTakeFirst()
  return {
    status: ticket.status,
    snoozedUntil: text(ticket.snoozedUntil),
    closedAt: text(ticket.closedAt),
    waitingSince: text(ticket.waitingSince),
    reminder: reminder ? { ...reminder, until: reminder.until.toISOString() } : null,
  }
}

/** Makes a ticket stand so again. A snooze that would have ended meanwhile has ended. */
export async function restoreStanding(tx: Tx, ticketId: string, was: Standing, waitingSince: Date | string | null): Promise<void> {
  const isOver = was.status === 'snoozed' && !(was.snoozedUntil !== null && Date.parse(was.snoozedUntil) > Date.now())
  await tx
    .updateTable('tickets')
    .set({
      status: isOver ? 'open' : was.status,
      snoozedUntil: isOver ? null : was.snoozedUntil,
      closedAt: was.closedAt,
      waitingSince: was.status === 'closed' ? null : waitingSince,
      updatedAt: sql`now()`,
    })
    .where('id', '=', ticketId)
    .execute()
  await tx.deleteFrom('snoozes').where('ticketId', '=', ticketId).execute()
  if (!was.reminder || Date.parse(was.reminder.until) <= Date.now()) return
  await tx
    .insertInto('snoozes')
    .values({ ticketId, ...was.reminder })
    .execute()
  await addJob(tx, 'wake', {}, { runAt: new Date(was.reminder.until), jobKey: `wake:${ticketId}` })
}
