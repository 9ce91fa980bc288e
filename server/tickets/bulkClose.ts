/**
 * Closing many tickets in a few statements, and taking that back. What it leaves on each ticket is what `change` leaves: the
 * same columns, line and event; a test holds the two against each other.
 */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import type { Actor } from './timeline.ts'

/** Closes these tickets, whose rows are held and which are not closed. Returns when each was closed. */
export async function closeMany(tx: Tx, ids: string[], actor: Actor): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  await sql`insert into timeline (ticket_id, kind, actor_kind, actor_id, actor_name, data)
    select t.id, 'closed', ${actor.kind}, ${actor.id}::uuid, ${actor.name},
      jsonb_build_object('status', t.status, 'snoozedUntil', t.snoozed_until, 'waitingSince', t.waiting_since,
        'reminder', case when s.ticket_id is not null then jsonb_build_object('agentId', s.agent_id, 'until', s.until, 'ifNoReply', s.if_no_reply, 'begunAt', s.begun_at) end)
    from tickets t left join snoozes s on s.ticket_id = t.id where t.id = any(${ids}::uuid[])`.execute(tx)
  await sql`delete from snoozes where ticket_id = any(${ids}::uuid[])`.execute(tx)
  // To the millisecond, as the event's key says it.
  const { rows } = await sql<{ id: string; closedAt: string }>`
    update tickets set status = 'closed', snoozed_until = null, closed_at = date_trunc('milliseconds', now()), waiting_since = null, updated_at = now()
    where id = any(${ids}::uuid[]) returning id, closed_at::text as closed_at`.execute(tx)
  await sql`insert into events (customer_id, name, unique_key, occurred_at, properties)
    select t.customer_id, 'Ticket Closed', ${keyOf}, now(), jsonb_build_object('ticketId', t.id, 'number', t.number, 'channel', t.channel, 'subject', t.subject,
      'tags', t.tags, 'language', t.language, 'closedBy', ${actor.name}::text, 'secondsOpen', round(extract(epoch from t.closed_at - t.created_at)),
      'sentiment', case when s.id is not null then jsonb_build_object('label', s.label, 'score', s.score, 'confidence', s.confidence) end)
    from tickets t left join sentiments s on s.id = t.sentiment_id where t.id = any(${ids}::uuid[])
    on conflict (unique_key) do nothing`.execute(tx)
  return new Map(rows.map(({ id, closedAt }) => [id, closedAt]))
}

const keyOf = sql`'ticket:' || t.id || ':closed:' || to_char(t.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Takes back the closes of these tickets, which are still closed by them; their rows are held. Neither line nor event stays. */
export async function uncloseMany(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from events where unique_key = any(array(select ${keyOf} from tickets t where t.id = any(${ids}::uuid[])))`.execute(tx)
  await sql`with line as (
      delete from timeline l using tickets t where l.ticket_id = t.id and t.id = any(${ids}::uuid[]) and l.kind = 'closed' and l.at >= t.closed_at
      returning l.ticket_id, l.data
    ), back as (
      insert into snoozes (ticket_id, agent_id, until, if_no_reply, begun_at)
      select ticket_id, (data->'reminder'->>'agentId')::uuid, (data->'reminder'->>'until')::timestamptz, (data->'reminder'->>'ifNoReply')::boolean,
        (data->'reminder'->>'begunAt')::timestamptz from line where jsonb_typeof(data->'reminder') = 'object' on conflict do nothing
    )
    update tickets t set status = line.data->>'status', snoozed_until = (line.data->>'snoozedUntil')::timestamptz,
      waiting_since = (line.data->>'waitingSince')::timestamptz, closed_at = null, updated_at = now()
    from line where t.id = line.ticket_id`.execute(tx)
}
