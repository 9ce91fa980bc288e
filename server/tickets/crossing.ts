/** Two agents at once: a change says what its writer saw, so that whoever comes last hears what somebody else has just done. */
import { sql } from 'kysely'
import type { Seen, TicketChange } from '../../shared/ticketChange.ts'
import type { TimelineEntry } from '../../shared/timeline.ts'
import type { Tx } from '../platform/db.ts'
import { type Actor, entryOf } from './timeline.ts'

/** What is compared, and by which lines the timeline tells of it. */
const kindsOf = {
  status: ['closed', 'reopened', 'snoozed', 'woken'],
  assigneeId: ['assigned', 'unassigned'],
  teamId: ['team'],
  priority: ['priority'],
  isSpam: ['marked_spam', 'not_spam'],
} as const satisfies Record<keyof Seen, readonly string[]>

type Now = { id: string; status: string; assigneeId: string | null; teamId: string | null; priority: string; isSpam: boolean }

/**
 * What others did, by their last line each, to the very things that this wish changes and that its writer saw otherwise. To
 * be asked before the change is made.
 */
export async function crossings(tx: Tx, ticket: Now, actor: Actor, wish: TicketChange): Promise<TimelineEntry[]> {
  const { seen } = wish
  if (!seen) return []
  const fields = (Object.keys(kindsOf) as (keyof Seen)[]).filter(
    (field) => wish[field] !== undefined && wish[field] !== ticket[field] && seen[field] !== undefined && seen[field] !== ticket[field],
  )
  const found: TimelineEntry[] = []
  for (const field of fields) {
    const line = await tx
      .selectFrom('timeline')
      .selectAll()
      .where('ticketId', '=', ticket.id)
      .where('kind', '=', sql<string>`any(${[...kindsOf[field]]}::text[])`)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (line && (line.actorKind !== actor.kind || line.actorId !== actor.id)) found.push(entryOf(line))
  }
  return found
}
