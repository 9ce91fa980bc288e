/** Whose turn is it? Among those of a team who are online: whoever was given a ticket longest ago. */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import { system } from '../tickets/timeline.ts'

export interface Given {
  agentId: string
  name: string
}

/** Gives a ticket to the next agent online in a team (null: the default one), and says so on its timeline. */
export async function giveToNext(tx: Tx, ticketId: string, teamId: string | null): Promise<Given | undefined> {
  // An agent who is being given another ticket at this instant is passed over: the next one's turn has come. When all are,
  // there is nothing for it but to wait for one.
  return (await give(tx, ticketId, teamId, true)) ?? (await give(tx, ticketId, teamId, false))
}

async function give(tx: Tx, ticketId: string, teamId: string | null, passOver: boolean): Promise<Given | undefined> {
  const { rows } = await sql<Given>`
    with chosen as (
      select a.id, a.name from agents a
      where a.availability = 'online' and a.deactivated_at is null and exists (
        select 1 from team_members m where m.agent_id = a.id
        and m.team_id = coalesce(${teamId}::uuid, (select x.id from teams x where x.is_default)))
      order by a.last_assigned_at, a.id limit 1
      for no key update of a ${passOver ? sql`skip locked` : sql``}
    ), turn as (
      update agents set last_assigned_at = clock_timestamp() from chosen where agents.id = chosen.id
    ), given as (
      update tickets set assignee_id = chosen.id, updated_at = now() from chosen where tickets.id = ${ticketId}
    ), noted as (
      insert into timeline (ticket_id, kind, actor_kind, actor_name, data)
      select ${ticketId}::uuid, 'assigned', ${system.kind}, ${system.name}, jsonb_build_object('assigneeId', id, 'name', name, 'why', 'round_robin') from chosen
    )
    select id as "agentId", name from chosen`.execute(tx)
  return rows[0]
}
