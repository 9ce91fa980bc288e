/**
 * Words: a *notification* tells one agent of one thing that happened. It is a row, written in the transaction of its cause;
 * how it goes out is the recipient's choice (notificationSettings.ts) and the business of tell.ts.
 */
import { type RawBuilder, sql } from 'kysely'
import { type NotificationKind, usualWays } from '../../shared/notifications.ts'
import { changed, type Tx } from '../platform/db.ts'

export interface Cause {
  kind: NotificationKind
  ticketId: string
  /** The message that it is about: nobody is told of one twice. */
  messageId?: string
  /** Who did it; nobody is told of what they did themselves. */
  by?: { id: string | null; name: string }
}

/** Tells these agents; whoever has chosen no way for this kind, did it themselves or left the team is passed over. */
export async function notify(tx: Tx, cause: Cause, agentIds: readonly (string | null)[]): Promise<void> {
  const wanted = [...new Set(agentIds)].filter((id) => id !== null && id !== cause.by?.id)
  if (wanted.length > 0)
    await notifyThose(tx, cause, sql`select id, ${cause.kind}::text as kind from agents where id = any(${wanted}::uuid[])`)
}

/**
 * The same for whoever a query yields, as `id` and `kind`: one statement finds, writes and adds the jobs that tell them. The
 * jobs are one an agent, however much there is to tell.
 */
async function notifyThose(tx: Tx, { ticketId, messageId, by }: Omit<Cause, 'kind'>, whom: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ agentId: string }>`
    with made as (
      insert into notifications (agent_id, kind, ticket_id, message_id, actor_name, ways, pushed_at, settled_at)
      select a.id, whom.kind, ${ticketId}, ${messageId ?? null}::uuid, ${by?.name ?? ''}, chosen.ways,
        case when 'push' <> all(chosen.ways) then now() end, case when 'email' <> all(chosen.ways) then now() end
      from (${whom}) whom join agents a on a.id = whom.id left join notification_settings s on s.agent_id = a.id
      cross join lateral (select case when jsonb_typeof(s.ways->whom.kind) = 'array' then array(select jsonb_array_elements_text(s.ways->whom.kind))
        else array(select jsonb_array_elements_text(${JSON.stringify(usualWays)}::jsonb->whom.kind)) end) as chosen (ways)
      where a.deactivated_at is null and a.id is distinct from ${by?.id ?? null}::uuid and cardinality(chosen.ways) > 0
      on conflict do nothing
      returning agent_id, ways
    )
    select agent_id as "agentId", case when ways && array['push', 'email'] then graphile_worker.add_job('tell', json_build_object('agentId', agent_id),
      job_key => 'tell:' || agent_id) end
    from made`.execute(tx)
  for (const { agentId } of rows) changed(tx, `agent:${agentId}`)
}

/** The customer wrote on a ticket: whoever has it and whoever follows it hear of that. */
export const notifyAnswered = (tx: Tx, ticketId: string, messageId: string, name: string): Promise<void> =>
  notifyThose(
    tx,
    { ticketId, messageId, by: { id: null, name } },
    sql`select assignee_id as id, 'answered' as kind from tickets where id = ${ticketId} and assignee_id is not null and not is_spam
      union all select f.agent_id, 'followed' from followers f join tickets t on t.id = f.ticket_id
        where t.id = ${ticketId} and not t.is_spam and f.agent_id is distinct from t.assignee_id`,
  )

/** Does anybody want to hear of new tickets? For a statement that asks other things as well. */
export const awaitsNew = sql`exists (select from notification_settings where jsonb_array_length(ways->'new_ticket') > 0) as "isAwaited"`

/** A new ticket, read and routed: told to those who asked for it (R94), save whom it was given to. */
export const notifyNew = (tx: Tx, ticketId: string, name: string): Promise<void> =>
  notifyThose(
    tx,
    { ticketId, by: { id: null, name } },
    sql`select s.agent_id as id, 'new_ticket' as kind from notification_settings s join tickets t on t.id = ${ticketId}
      where s.agent_id is distinct from t.assignee_id and (s.new_tickets = 'all' or exists (
        select from team_members m where m.agent_id = s.agent_id and m.team_id = coalesce(t.team_id, (select id from teams where is_default))))`,
  )
