/** How a ticket stands, kept so that it can stand so again: its status, its reminder, and since when somebody waits. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'

export const Standing = z.object({
  status: z.string(),
  snoozedUntil: z.string().nullable(),
  closedAt: z.string().nullable(),
  waitingSince: z.string().nullable(),
  reminder: z.object({ agentId: z.string().nullable(), until: z.string(), ifNoReply: z.boolean() }).nullable(),
})
export type Standing = z.infer<typeof Standing>

/** Reads it off a ticket whose row is held. Times stay the database's own text: a Date would cut them to the millisecond. */
export async function standingOf(tx: Tx, ticketId: string): Promise<Standing> {
  const { rows } = await sql<{ standing: Standing }>`
    select jsonb_build_object('status', t.status, 'snoozedUntil', t.snoozed_until, 'closedAt', t.closed_at, 'waitingSince', t.waiting_since,
      'reminder', (select jsonb_build_object('agentId', s.agent_id, 'until', s.until, 'ifNoReply', s.if_no_reply)
        from snoozes s where s.ticket_id = t.id)) as standing
    from tickets t where t.id = ${ticketId}`.execute(tx)
  if (!rows[0]) throw new Error('there is no such ticket')
  return rows[0].standing
}

/** Makes a ticket stand so again. A snooze that would have ended meanwhile has ended. */
export async function restoreStanding(tx: Tx, ticketId: string, was: Standing, waitingSince: string | null): Promise<void> {
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
