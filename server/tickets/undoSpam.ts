/** Taking back a mark as spam: afterwards it looks as if it had never been, and what was read is not read anew. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import type { Actor } from './timeline.ts'

/** PostgreSQL's own text for the time: a Date would cut it to the millisecond. */
const Before = z.object({ isAutomated: z.boolean(), waitingSince: z.string().nullable() })

/** What a mark as spam overwrites, to be kept with its line on the timeline. */
export async function beforeSpam(tx: Tx, ticketId: string): Promise<z.infer<typeof Before>> {
  const { rows } = await sql<z.infer<typeof Before>>`
    select is_automated as "isAutomated", waiting_since::text as "waitingSince" from tickets where id = ${ticketId}`.execute(tx)
  return Before.parse(rows[0])
}

/**
 * Takes back the same person's mark of the last `withinSeconds`: it waits as long as before, or since the customer wrote
 * meanwhile; the line on the timeline is gone, and the shop's filter forgets what it learned. False where there is no such mark.
 */
export async function undoSpam(tx: Tx, ticketId: string, actor: Actor, withinSeconds: number): Promise<boolean> {
  const { rows } = await sql<{ at: string; data: unknown }>`
    delete from timeline where id = (
      select id from timeline where ticket_id = ${ticketId} and kind in ('marked_spam', 'not_spam') order by at desc, id desc limit 1
    ) and kind = 'marked_spam' and actor_kind = ${actor.kind} and actor_id is not distinct from ${actor.id}::uuid and data ? 'waitingSince'
      and at > now() - ${withinSeconds} * interval '1 second'
    returning at::text as at, data`.execute(tx)
  const [line] = rows
  if (!line) return false
  const { isAutomated, waitingSince } = Before.parse(line.data)
  const { rows: after } = await sql<{
    isUnread: boolean
  }>`update tickets set is_spam = false, is_automated = ${isAutomated}, waiting_since = coalesce(${waitingSince}::timestamptz,
    case when last_inbound_at > ${line.at}::timestamptz then last_inbound_at end) where id = ${ticketId}
    returning sentiment_id is null and not is_automated as "isUnread"`.execute(tx)
  // It was marked before it had been read, and was passed over since.
  if (after[0]?.isUnread) await addJob(tx, 'triage', { ticketId, occasion: 'not_spam' })
  await learn(tx, ticketId)
  return true
}

/** The shop's spam filter learns what was last said of a ticket, or forgets it. */
export const learn = (tx: Tx, ticketId: string): Promise<void> => addJob(tx, 'learnSpam', { ticketId }, { jobKey: `learnSpam:${ticketId}` })
