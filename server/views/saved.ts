/** Saved views: finding, making and changing them, and who may. */
import type { Selectable } from 'kysely'
import type { View } from '../../shared/views.ts'
import type { Role, Sort } from '../../shared/words.ts'
import { checkFilter } from '../conditions/check.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { forbidden, notFound, refused } from '../platform/errors.ts'
import type { Views } from '../platform/schema.gen.ts'
import { standing } from './standing.ts'

/** Who looks at views or changes them. */
export interface Viewer {
  agentId: string
  role: Role
}

type NewView = Pick<View, 'name' | 'filter' | 'sort' | 'isShared'>

const viewOf = (row: Selectable<Views>, agentId: string): View => ({
  id: row.id,
  name: row.name,
  isStanding: false,
  isShared: row.isShared,
  isMine: row.ownerId === agentId,
  // Checked when it was saved.
  filter: row.filter as unknown as View['filter'],
  sort: row.sort as Sort,
})

const visibleTo = (db: Db, agentId: string) =>
  db
    .selectFrom('views')
    .selectAll()
    .where((test) => test.or([test('ownerId', '=', agentId), test('isShared', '=', true)]))

/** The standing views, then the agent's own and the shared ones, in the order of their making. */
export async function listViews(db: Db, agentId: string): Promise<View[]> {
  const rows = await visibleTo(db, agentId).orderBy('position').orderBy('id').execute()
  return [...standing, ...rows.map((row) => viewOf(row, agentId))]
}

/** One view by its key or id; throws not-found for what is not there or is somebody else's own. */
export async function getView(db: Db, id: string, agentId: string): Promise<View> {
  const found = standing.find((view) => view.id === id)
  if (found) return found
  if (!isId(id)) throw notFound('view')
  const row = await visibleTo(db, agentId).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('view')
  return viewOf(row, agentId)
}
const isId = (text: string) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)

/** Saves a view of the agent's own, at the end. */
export async function createView(tx: Tx, viewer: Viewer, view: NewView): Promise<View> {
  refuseUnfit(view.filter)
  const row = await tx
    .insertInto('views')
    .values((build) => ({
      name: view.name,
      filter: JSON.stringify(view.filter),
      sort: view.sort,
      isShared: view.isShared,
      ownerId: viewer.agentId,
      position: build
        .selectFrom('views as others')
        .select((of) => of.fn.coalesce(of(of.fn.max('others.position'), '+', 1), of.lit(0)).as('next')),
    }))
    .returningAll()
    .executeTakeFirstOrThrow()
  changed(tx, 'views')
  return viewOf(row, viewer.agentId)
}

/** Changes a view of one's own, or as a manager a shared one. */
export async function changeView(tx: Tx, viewer: Viewer, id: string, wish: Partial<NewView>): Promise<View> {
  await holdView(tx, viewer, id)
  if (wish.filter) refuseUnfit(wish.filter)
  const { filter, ...rest } = wish
  const row = await tx
    .updateTable('views')
    .set({ ...rest, ...(filter && { filter: JSON.stringify(filter) }), updatedAt: new Date() })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  changed(tx, 'views')
  return viewOf(row, viewer.agentId)
}

/** Deletes a view, under the same rule. */
export async function removeView(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  await holdView(tx, viewer, id)
  await tx.deleteFrom('views').where('id', '=', id).execute()
  changed(tx, 'views')
}

async function holdView(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  const row = await tx.selectFrom('views').select(['ownerId', 'isShared']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row || (row.ownerId !== viewer.agentId && !row.isShared)) throw notFound('view')
  if (row.ownerId !== viewer.agentId && viewer.role === 'agent')
    throw forbidden('A shared view is changed by whoever made it, or by a manager.')
}

function refuseUnfit(filter: View['filter']): void {
  const problem = checkFilter(filter)
  if (problem) throw refused(problem)
}
