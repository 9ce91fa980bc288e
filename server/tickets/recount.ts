/** What a ticket's row says of its messages, written anew from the messages themselves: after a merge, its undoing, a split. */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import { recountAnswers } from './attribute.ts'

/** As long as the previews that come with a message. */
const previewLength = 200

/**
 * Counts, preview, times and the answered campaign of these tickets. Who waits since when is not asked of the messages alone, since closing ends
 * a waiting: that is left to the caller.
 */
export async function recount(tx: Tx, ticketIds: string[]): Promise<void> {
  await sql`
    update tickets t set
      message_count = coalesce(m.count, 0), last_message_at = coalesce(m.last_at, t.created_at), last_inbound_at = m.inbound_at,
      last_inbound_id = m.inbound_id, first_replied_at = m.replied_at, preview = coalesce(m.preview, ''), updated_at = now()
    from unnest(${ticketIds}::uuid[]) asked(id)
    left join lateral (
      select count(*)::int as count,
        max(created_at) filter (where not is_note) as last_at,
        max(created_at) filter (where direction = 'in') as inbound_at,
        (array_agg(id order by created_at desc, id desc) filter (where direction = 'in'))[1] as inbound_id,
        min(created_at) filter (where direction = 'out' and not is_note and author_kind = 'agent') as replied_at,
        (array_agg(left(regexp_replace(left(text, 2000), '\\s+', ' ', 'g'), ${previewLength}) order by created_at desc, id desc)
          filter (where direction = 'in'))[1] as preview
      from messages where ticket_id = asked.id
    ) m on true
    where t.id = asked.id`.execute(tx)
  await recountAnswers(tx, ticketIds)
}

/** The oldest message of a person on this ticket, from `since` on, that nobody has answered; null where all are. */
export async function oldestUnanswered(tx: Tx, ticketId: string, since?: Date): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`
    select min(created_at)::text as at from messages m
    where ticket_id = ${ticketId} and direction = 'in' and (not is_automated or automated_why = 'bounce')
      and created_at >= coalesce(${since ?? null}::timestamptz, '-infinity')
      and created_at > coalesce((select max(o.created_at) from messages o
        where o.ticket_id = ${ticketId} and o.direction = 'out' and not o.is_note and o.author_kind = 'agent'), '-infinity')`.execute(tx)
  return rows[0]?.at ?? null
}
