/** Taking back a close that was just made: afterwards it looks as if it had never been. */
import { sql } from 'kysely'
import { z } from 'zod'
import { Status } from '../../shared/words.ts'
import { channelOf } from '../channels/list.ts'
import { forgetEvent } from '../customers/events.ts'
import type { Tx } from '../platform/db.ts'
import type { Actor } from './timeline.ts'

/** Longer than any screen offers it, and too short for anybody to have acted upon what is undone. */
export const undoSeconds = 15

const Before = z.object({
  status: Status,
  snoozedUntil: z.coerce.date().nullable(),
  waitingSince: z.coerce.date().nullable(),
  reminder: z
    .object({ agentId: z.string().nullable(), until: z.coerce.date(), ifNoReply: z.boolean(), begunAt: z.coerce.date() })
    .nullable(),
})

/** What a close overwrites, to be kept with its line on the timeline. */
export async function beforeClose(
  tx: Tx,
  { id, status, snoozedUntil, waitingSince }: { id: string; status: string; snoozedUntil: Date | null; waitingSince: Date | null },
) {
  const reminder = await tx
    .selectFrom('snoozes')
    .select(['agentId', 'until', 'ifNoReply', 'begunAt'])
    .where('ticketId', '=', id)
    .executeTakeFirst()
  return { status, snoozedUntil, waitingSince, reminder: reminder ?? null }
}

/** The unique key of the event that a close leaves. */
export const closedKey = (ticketId: string, closedAt: Date | null) => `ticket:${ticketId}:closed:${closedAt?.toISOString()}`

/**
 * Takes back the same person's close of some seconds ago: status, snooze and waiting time are as before, the line on the
 * timeline and the event are gone, and nothing is read anew. False where there is no such close: then it is a reopening.
 */
export async function undoClose(
  tx: Tx,
  ticket: { id: string; status: string; channel: string; closedAt: Date | null },
  actor: Actor,
): Promise<boolean> {
  if (ticket.status !== 'closed' || channelOf(ticket.channel).ticketRule.whenClosed === 'begins a new one') return false
  const line = await tx
    .deleteFrom('timeline')
    .where('ticketId', '=', ticket.id)
    .where('kind', '=', 'closed')
    .where('actorKind', '=', actor.kind)
    .where('actorId', 'is not distinct from', actor.id)
    .where('at', '>', sql<Date>`now() - ${undoSeconds} * interval '1 second'`)
    .where('at', '>=', ticket.closedAt)
    .returning('data')
    .executeTakeFirst()
  if (!line) return false
  const { reminder, ...before } = Before.parse(line.data)
  await tx
    .updateTable('tickets')
    .set({ ...before, closedAt: null })
    .where('id', '=', ticket.id)
    .execute()
  if (reminder)
    await tx
      .insertInto('snoozes')
      .values({ ticketId: ticket.id, ...reminder })
      .execute()
  await forgetEvent(tx, closedKey(ticket.id, ticket.closedAt))
  return true
}
