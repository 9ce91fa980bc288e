/** A nudge: nobody of the team has said a word in a live chat for three minutes (R95). */
import { sql } from 'kysely'
import { hoursOf, standingAt } from '../platform/businessHours.ts'
import { changed, inTransaction, type Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { notify } from '../team/notify.ts'
import { askChatQuiet, nudgeAfter } from '../tickets/askChatQuiet.ts'
import { quietSince } from '../tickets/quiet.ts'

interface Found {
  quietSince: Date | null
  /** The message that it is about: the oldest that nobody answered, or the team's last word. */
  messageId: string | null
  name: string
  isAnswered: boolean
  assigneeId: string | null
  teamId: string | null
}

/**
 * Tells whoever has the chat, or whoever is online in its team while nobody has; once for each silence. Outside office hours only where
 * somebody has answered all the same. The job.
 */
export function chatQuiet({ db }: Pick<Platform, 'db'>, ticketId: string, now = new Date()): Promise<void> {
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<Found>`
      select q.since as "quietSince", t.assignee_id as "assigneeId", t.team_id as "teamId", c.name,
        exists (select from messages m where m.ticket_id = t.id and m.direction = 'out' and not m.is_note and m.author_kind = 'agent') as "isAnswered",
        (select m.id from messages m where m.ticket_id = t.id and not m.is_note and m.created_at >= q.since - interval '1 second'
          and case when t.waiting_since is null then m.author_kind = 'agent' else m.direction = 'in' end
          order by m.created_at, m.id limit 1) as "messageId"
      from tickets t join customers c on c.id = t.customer_id cross join lateral (select ${quietSince} as since) q
      where t.id = ${ticketId}`.execute(tx)
    const [found] = rows
    if (!found?.quietSince) return
    const due = found.quietSince.getTime() + nudgeAfter
    if (Date.now() < due) return askChatQuiet(tx, ticketId, found.quietSince)
    if (!found.isAnswered && !standingAt((await hoursOf(tx, found.teamId)).hours, now).isOpen)
      return changed(tx, 'tickets', `ticket:${ticketId}`)
    const { messageId, name } = found
    await notify(
      tx,
      { kind: 'chat_quiet', ticketId, ...(messageId && { messageId }), by: { id: null, name } },
      found.assigneeId ? [found.assigneeId] : await online(tx, found.teamId),
    )
    changed(tx, 'tickets', `ticket:${ticketId}`)
  })
}

/** Whoever is online in the team, or in the one that takes what has none. */
async function online(tx: Tx, teamId: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select a.id from agents a join team_members m on m.agent_id = a.id
    where m.team_id = coalesce(${teamId}::uuid, (select id from teams where is_default)) and a.availability = 'online' and a.deactivated_at is null`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
