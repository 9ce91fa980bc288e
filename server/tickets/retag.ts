/** When a tag becomes another: what tickets and macros then have. */
import { sql } from 'kysely'
import type { ActionCall } from '../../shared/triage.ts'
import { instead } from '../conditions/tagsNamed.ts'
import { changed, type Tx } from '../platform/db.ts'
import type { Actor } from './timeline.ts'

/** Every tag that some actions name. */
export const tagsOfActions = (calls: ActionCall[]): string[] =>
  calls.flatMap(({ input }) => (Array.isArray(input.tags) ? input.tags.map(String) : []))

/** The actions with another tag in the place of one. */
export const actionsWithTag = (calls: ActionCall[], from: string, into: string): ActionCall[] =>
  calls.map((call) =>
    Array.isArray(call.input.tags) ? { ...call, input: { ...call.input, tags: instead(call.input.tags.map(String), from, into) } } : call,
  )

/** Gives every ticket of one tag the other in its place, and says so on its timeline. Answers how many there were. */
export async function retagTickets(tx: Tx, from: string, into: string, actor: Actor): Promise<number> {
  const { rows } = await sql<{ count: number }>`with changed as (
      update tickets set tags = case when ${into} = any(tags) then array_remove(tags, ${from}) else array_replace(tags, ${from}, ${into}) end
      where tags && array[${from}]::text[] returning id
    ), said as (
      insert into timeline (ticket_id, kind, actor_kind, actor_id, actor_name, data)
      select id, 'tagged', ${actor.kind}, ${actor.id}::uuid, ${actor.name},
        jsonb_build_object('added', jsonb_build_array(${into}::text), 'removed', jsonb_build_array(${from}::text)) from changed
    ) select count(*)::int as count from changed`.execute(tx)
  changed(tx, 'tickets')
  return rows[0]?.count ?? 0
}

/** Lets the macros follow. Answers how many named the tag. */
export async function retagMacros(tx: Tx, from: string, into: string): Promise<number> {
  const rows = await tx.selectFrom('macros').select(['id', 'actions']).forUpdate().execute()
  const named = rows.flatMap(({ id, actions }) => {
    return tagsOfActions(actions).includes(from) ? [{ id, actions: actionsWithTag(actions, from, into) }] : []
  })
  for (const { id, actions } of named)
    await tx
      .updateTable('macros')
      .set({ actions: JSON.stringify(actions) })
      .where('id', '=', id)
      .execute()
  if (named.length > 0) changed(tx, 'macros')
  return named.length
}
