/** The timeline of a ticket: every change, with who and why. */
import { sql } from 'kysely'
import type { TimelineEntry } from '../../shared/timeline.ts'
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

/** The history of a ticket, oldest first, with that of the tickets merged into it. Of a very long one the newest thousand lines. */
export async function timelineOf(db: Db, ticketId: string): Promise<TimelineEntry[]> {
  const { rows } = await sql<Line & { number: number | null }>`
    with recursive family as (
      select id, null::bigint as number from tickets where id = ${ticketId}
      union select t.id, t.number from tickets t join family on t.merged_into_id = family.id
    )
    select l.id, l.kind, l.actor_kind as "actorKind", l.actor_id as "actorId", l.actor_name as "actorName", l.data, l.at, f.number
    from timeline l join family f on f.id = l.ticket_id where f.number is null or l.kind not in ('merged_into', 'unmerged_from')
    order by l.at desc, l.id desc limit 1000`.execute(db)
  return rows.reverse().map(({ number, ...row }) => (number === null ? entryOf(row) : { ...entryOf(row), ofNumber: number }))
}

interface Line {
  id: string
  kind: string
  actorKind: Actor['kind']
  actorId: string | null
  actorName: string
  data: Record<string, unknown>
  at: Date
}

/** The API's shape of a line. */
export const entryOf = (row: Line): TimelineEntry => ({
  id: row.id,
  kind: row.kind,
  actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
  data: row.data,
  at: row.at,
})
