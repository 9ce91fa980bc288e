/** How an agent arranges the views for themselves: their order, and what their rows show. */
import { sql } from 'kysely'
import type { View } from '../../shared/views.ts'
import { changed, type Tx } from '../platform/db.ts'
import { getView } from './saved.ts'

/** Puts the saved views in this order for one agent; those not named come after, in the order of their making. Returns what was put. */
export async function arrangeViews(tx: Tx, agentId: string, ids: string[]): Promise<string[]> {
  const wished = [...new Set(ids)]
  // All at once and in the order of the key, so that two pages of one agent cannot lock each other out.
  const { rows } = await sql<{ view: string }>`
    with wished as (select id, place from unnest(${wished}::uuid[]) with ordinality as w (id, place)),
      cleared as (update view_places set position = null where agent_id = ${agentId}::uuid and position is not null
        and not view = any(${wished}::text[]))
    insert into view_places (agent_id, view, position)
    select ${agentId}::uuid, v.id::text, w.place::int from wished w join views v on v.id = w.id order by 2
    on conflict (agent_id, view) do update set position = excluded.position
    returning view`.execute(tx)
  changed(tx, 'views')
  const known = new Set(rows.map(({ view }) => view))
  return wished.filter((id) => known.has(id))
}

/** Chooses what the rows of a view show to one agent; null: as the view says. */
export async function showColumns(tx: Tx, agentId: string, id: string, columns: View['columns']): Promise<void> {
  const { id: view } = await getView(tx, id, agentId)
  await tx
    .insertInto('viewPlaces')
    .values({ agentId, view, columns })
    .onConflict((at) => at.columns(['agentId', 'view']).doUpdateSet({ columns }))
    .execute()
  changed(tx, 'views')
}
