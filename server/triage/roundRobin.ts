/** Whose turn is it? Among those of a team who are online: whoever was given a ticket longest ago. */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import { notify } from '../team/notify.ts'
import { system } from '../tickets/timeline.ts'

export interface Given {
  agentId: string
  name: string
}

/** Whose turn it could be, for a statement that asks other things as well. */
export interface Online {
  defaultTeamId: string | null
  /** The teams in which somebody is online. */
  teamsOnline: string[]
}
export const online = sql`(select x.id from teams x where x.is_default) as "defaultTeamId",
  array(select distinct m.team_id from agents a join team_members m on m.agent_id = a.id
    where a.availability = 'online' and a.deactivated_at is null) as "teamsOnline"`

/**
 * Finds whose turn it is in a team (null: the default one) and holds that agent until the end; undefined when nobody of it is
 * online.
 */
export async function findTurn(tx: Tx, teamId: string | null): Promise<Given | undefined> {
  // An agent who is being given another ticket at this instant is passed over: the next one's turn has come. When all are,
  // there is nothing for it but to wait for one.
  return (await turn(tx, teamId, true)) ?? (await turn(tx, teamId, false))
}

async function turn(tx: Tx, teamId: string | null, passOver: boolean): Promise<Given | undefined> {
  // Choosing is a statement of its own: in one with the update, the choice would be made anew when the chosen row has just
  // changed, and hold a second agent, which two at once do in opposite orders.
  const { rows } = await sql<Given>`
    select a.id as "agentId", a.name from agents a
    where a.availability = 'online' and a.deactivated_at is null and exists (
      select 1 from team_members m where m.agent_id = a.id
      and m.team_id = coalesce(${teamId}::uuid, (select x.id from teams x where x.is_default)))
    order by a.last_assigned_at, a.id limit 1
    for no key update of a ${passOver ? sql`skip locked` : sql``}`.execute(tx)
  return rows[0]
}

/** Finds whose turn it is, as `findTurn`, and takes that turn: the next one's has come. */
export async function takeTurn(tx: Tx, teamId: string | null): Promise<Given | undefined> {
  const given = await findTurn(tx, teamId)
  if (given) await turnTaken(given.agentId).execute(tx)
  return given
}

/** Puts an agent, who is held, last in the order of turns. */
const turnTaken = (agentId: string) => sql`update agents set last_assigned_at = clock_timestamp() where id = ${agentId}`

/** What the timeline says of a turn. */
export const turnData = ({ agentId, name }: Given) => ({ assigneeId: agentId, name, why: 'round_robin' })

/** Gives a ticket that the caller holds to the next agent online in a team, and says so on its timeline. */
export async function giveToNext(tx: Tx, ticketId: string, teamId: string | null): Promise<Given | undefined> {
  const given = await findTurn(tx, teamId)
  if (!given) return undefined
  await sql`
    with turn as (${turnTaken(given.agentId)}), line as (
      insert into timeline (ticket_id, kind, actor_kind, actor_name, data)
      values (${ticketId}, 'assigned', ${system.kind}, ${system.name}, ${JSON.stringify(turnData(given))}::jsonb)
    )
    update tickets set assignee_id = ${given.agentId}, updated_at = now() where id = ${ticketId}`.execute(tx)
  await notify(tx, { kind: 'assigned', ticketId, by: system }, [given.agentId])
  return given
}
