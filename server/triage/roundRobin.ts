/** Whose turn is it? Among those of a team who are online: whoever was given a ticket longest ago. */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import { system } from '../tickets/timeline.ts'

export interface Given {
  agentId: string
  name: string
}

/** Takes the next turn in a team (null: the default one); undefined when nobody of it is online. The ticket is the caller's. */
export async function takeTurn(tx: Tx, teamId: string | null): Promise<Given | undefined> {
  // An agent who is being given another ticket at this instant is passed over: the next one's turn has come. When all are,
  // there is nothing for it but to wait for one.
  return (await turn(tx, teamId, true)) ?? (await turn(tx, teamId, false))
}

async function turn(tx: Tx, teamId: string | null, passOver: boolean): Promise<Given | undefined> {
  // Two statements: in one, the choice would be made anew when the chosen row has just changed, and hold a second agent,
  // which two at once do in opposite orders.
  const { rows } = await sql<Given>`
    select a.id as "agentId", a.name from agents a
    where a.availability = 'online' and a.deactivated_at is null and exists (
      select 1 from team_members m where m.agent_id = a.id
      and m.team_id = coalesce(${teamId}::uuid, (select x.id from teams x where x.is_default)))
    order by a.last_assigned_at, a.id limit 1
    for no key update of a ${passOver ? sql`skip locked` : sql``}`.execute(tx)
  const [next] = rows
  if (next) await sql`update agents set last_assigned_at = clock_timestamp() where id = ${next.agentId}`.execute(tx)
  return next
}

/** What the timeline says of a turn. */
export const turnData = ({ agentId, name }: Given) => ({ assigneeId: agentId, name, why: 'round_robin' })

/** Gives a ticket that the caller holds to the next agent online in a team, and says so on its timeline. */
export async function giveToNext(tx: Tx, ticketId: string, teamId: string | null): Promise<Given | undefined> {
  const given = await takeTurn(tx, teamId)
  if (!given) return undefined
  await sql`
    with line as (
      insert into timeline (ticket_id, kind, actor_kind, actor_name, data)
      values (${ticketId}, 'assigned', ${system.kind}, ${system.name}, ${JSON.stringify(turnData(given))}::jsonb)
    )
    update tickets set assignee_id = ${given.agentId}, updated_at = now() where id = ${ticketId}`.execute(tx)
  return given
}
