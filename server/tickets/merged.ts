/**
 * Words: a ticket is *merged into* another: its messages stand there, it is closed, and whatever names it leads to the
 * other one. The *source* is the one that went, the *target* the one where it went; a target can itself be merged later.
 */
import { sql } from 'kysely'
import type { MergedTicket } from '../../shared/merge.ts'
import type { Db, Tx } from '../platform/db.ts'

/** The ticket to which this one leads: itself unless it was merged. Not held. */
export async function leadsTo(db: Db | Tx, ticketId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive way as (
      select id, merged_into_id, 0 as step from tickets where id = ${ticketId}
      union all select t.id, t.merged_into_id, way.step + 1 from way join tickets t on t.id = way.merged_into_id where way.step < 100
    ) select id from way order by step desc limit 1`.execute(db)
  return rows[0]?.id ?? ticketId
}

/**
 * Follows a ticket that is held to where it leads, and holds that one. Asked again after each step, since a merge may have
 * been under way while the row was waited for.
 */
export async function heldTarget<Row extends { id: string; mergedIntoId: string | null }>(
  found: Row,
  hold: (id: string) => Promise<Row | undefined>,
): Promise<Row> {
  let ticket = found
  for (let steps = 0; ticket.mergedIntoId !== null && steps < 100; steps++) {
    const next = await hold(ticket.mergedIntoId)
    if (!next) return ticket
    ticket = next
  }
  return ticket
}

/** The tickets that were merged into this one and can be taken out again, newest first. */
export async function mergedInto(db: Db, ticketId: string): Promise<MergedTicket[]> {
  const rows = await db
    .selectFrom('merges as m')
    .innerJoin('tickets as t', 't.id', 'm.sourceId')
    .innerJoin('customers as c', 'c.id', 't.customerId')
    .leftJoin('agents as a', 'a.id', 'm.agentId')
    .select(['m.id as mergeId', 't.id', 't.number', 't.subject', 't.channel', 'c.name as customerName', 'a.name as mergedBy', 'm.mergedAt'])
    .where('m.targetId', '=', ticketId)
    .where('m.undoneAt', 'is', null)
    .orderBy('m.mergedAt', 'desc')
    .orderBy('m.id', 'desc')
    .execute()
  return rows
}
