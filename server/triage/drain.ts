/** The queue: tickets that were routed while nobody was online are handed out, oldest first, when somebody is. */
import { sql } from 'kysely'
import { changed, inTransaction, type Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { giveToNext } from './roundRobin.ts'

const batch = 50

/**
 * Hands out what waits for somebody online, in turns. Called when an agent comes online, and by the clock for a ticket that
 * was routed in the very moment in which somebody came. Returns how many were handed out.
 */
export async function drainUnassigned(platform: Pick<Platform, 'db'>): Promise<number> {
  let all = 0
  for (;;) {
    const given = await inTransaction(platform.db, drainSome)
    all += given
    if (given < batch) return all
  }
}

async function drainSome(tx: Tx): Promise<number> {
  // A ticket that a person took from somebody since then is theirs to give.
  const { rows } = await sql<{ id: string; teamId: string | null }>`
    select t.id, t.team_id as "teamId" from tickets t
    where t.status = 'open' and not t.is_spam and t.assignee_id is null and not t.is_automated
      and exists (select 1 from agents a join team_members m on m.agent_id = a.id
        where a.availability = 'online' and a.deactivated_at is null
        and m.team_id = coalesce(t.team_id, (select x.id from teams x where x.is_default)))
      and (select l.kind = 'routed' and coalesce((l.data->>'isQueued')::boolean, false) from timeline l
        where l.ticket_id = t.id and l.kind in ('routed', 'unassigned') order by l.at desc, l.id desc limit 1)
    order by t.created_at, t.id limit ${batch}
    for no key update of t skip locked`.execute(tx)
  let given = 0
  for (const { id, teamId } of rows) {
    if (!(await giveToNext(tx, id, teamId))) continue
    given++
    changed(tx, 'tickets', `ticket:${id}`)
  }
  return given
}
