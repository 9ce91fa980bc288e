/** A nudge: nobody of the team has said a word in a live chat for three minutes (R95). */
import { sql } from 'kysely'
import { quietMinutes } from '../../shared/lists.ts'
import { hoursOf, standingAt } from '../platform/businessHours.ts'
import { changed, inTransaction, type Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { notify } from '../team/notify.ts'
import { quietSince } from '../tickets/quiet.ts'

interface Quiet {
  ticketId: string
  /** The message that it is about: the oldest that nobody answered, or the team's last word. */
  messageId: string | null
  name: string
  isAnswered: boolean
  /** It has become quiet since the last look: the lists do not show it yet. */
  isNews: boolean
  assigneeId: string | null
  teamId: string | null
}

/** At most so many at a time. */
const mostAtOnce = 500
/** Looked for this often, and a little more. Seconds. */
const lookEvery = 75

/**
 * Tells whoever has such a chat, or whoever is online in its team while nobody has; once for each silence. Outside office hours only where
 * somebody has answered all the same. The job, once a minute: no message waits for it.
 */
export async function chatsQuiet({ db }: Pick<Platform, 'db'>, now = new Date()): Promise<void> {
  const { rows } = await sql<Quiet>`
    select t.id as "ticketId", m.id as "messageId", c.name, t.assignee_id as "assigneeId", t.team_id as "teamId",
      q.since > now() - make_interval(secs => ${quietMinutes * 60 + lookEvery}) as "isNews",
      exists (select from messages o where o.ticket_id = t.id and o.direction = 'out' and not o.is_note and o.author_kind = 'agent') as "isAnswered"
    from tickets t join customers c on c.id = t.customer_id cross join lateral (select ${quietSince} as since) q
    left join lateral (
      select id from messages m where m.ticket_id = t.id and not m.is_note and m.created_at >= q.since - interval '1 second'
        and case when t.waiting_since is null then m.author_kind = 'agent' else m.direction = 'in' end
      order by m.created_at, m.id limit 1) m on true
    where t.channel = 'webchat' and t.status = 'open' and t.customer_id in (select customer_id from shopper_presence where is_here)
      and q.since <= now() - make_interval(mins => ${quietMinutes})
      and not exists (select from notifications n where n.ticket_id = t.id and n.message_id = m.id and n.kind = 'chat_quiet')
    order by q.since desc limit ${mostAtOnce}`.execute(db)
  for (const quiet of rows) await inTransaction(db, (tx) => nudge(tx, quiet, now))
}

async function nudge(tx: Tx, { ticketId, messageId, name, isAnswered, isNews, assigneeId, teamId }: Quiet, now: Date): Promise<void> {
  if (isNews) changed(tx, 'tickets', `ticket:${ticketId}`)
  if (!isAnswered && !standingAt((await hoursOf(tx, teamId)).hours, now).isOpen) return
  await notify(
    tx,
    { kind: 'chat_quiet', ticketId, ...(messageId && { messageId }), by: { id: null, name } },
    assigneeId ? [assigneeId] : await online(tx, teamId),
  )
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
