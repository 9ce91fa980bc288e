/** The timeline of a ticket: every change, with who and why. */
import type { TimelineEntry } from '../../shared/tickets.ts'
import type { Db, Tx } from '../platform/db.ts'

export type Actor = { kind: TimelineEntry['actor']['kind']; id: string | null; name: string }

/** Whatever Warmline does by itself. */
export const system: Actor = { kind: 'system', id: null, name: 'Warmline' }

/** Adds a line to the ticket's history. */
export async function note(tx: Tx, ticketId: string, kind: string, actor: Actor, data: Record<string, unknown> = {}): Promise<void> {
  await tx
    .insertInto('timeline')
    .values({ ticketId, kind, actorKind: actor.kind, actorId: actor.id, actorName: actor.name, data: JSON.stringify(data) })
    .execute()
}

/** The whole history of a ticket, oldest first. */
export async function timelineOf(db: Db, ticketId: string): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('timeline')
    .selectAll()
    .where('ticketId', '=', ticketId)
    .orderBy('at')
    .orderBy('id')
    .limit(1000)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    actor: { kind: row.actorKind as Actor['kind'], id: row.actorId, name: row.actorName },
    data: row.data as Record<string, unknown>,
    at: row.at,
  }))
}
