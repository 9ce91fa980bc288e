/** Saved views: finding, making and changing them, and who may. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import { standingViews, type View } from '../../shared/views.ts'
import type { Role } from '../../shared/words.ts'
import { checkFilter } from '../conditions/check.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { conflict, forbidden, notFound, refused } from '../platform/errors.ts'
import { standing } from './standing.ts'

/** Who looks at views or changes them. */
export interface Viewer {
  agentId: string
  role: Role
}

type Parts = Pick<View, 'name' | 'filter' | 'sort' | 'isShared' | 'teamIds' | 'columns'>
type NewView = Omit<Parts, 'teamIds' | 'columns'> & Partial<Parts>

interface Row {
  id: string
  name: string
  isShared: boolean
  ownerId: string | null
  ownerName: string | null
  teamIds: string[]
  filter: View['filter']
  sort: View['sort']
  columns: View['columns']
  myColumns: View['columns']
  updatedAt: Date
}

const viewOf = ({ ownerId, ...row }: Row, agentId: string): View => ({ ...row, isStanding: false, isMine: ownerId === agentId })

/** The views that are one's own, everybody's, or shared with a team one is in, in the order that one gave them; new ones last. */
async function findViews(db: Db, agentId: string, test: RawBuilder<SqlBool> = sql`true`): Promise<View[]> {
  const { rows } = await sql<Row>`
    select v.id, v.name, v.is_shared, v.owner_id, o.name as owner_name, v.filter, v.sort, v.columns, p.columns as my_columns, v.updated_at,
      array(select x.team_id from view_teams x where x.view_id = v.id order by 1) as team_ids
    from views v
    left join agents o on o.id = v.owner_id
    left join view_places p on p.agent_id = ${agentId}::uuid and p.view = v.id::text
    where v.deleted_at is null and ${test} and (v.owner_id = ${agentId}::uuid or v.is_shared
      or exists (select 1 from view_teams x join team_members m on m.team_id = x.team_id where x.view_id = v.id and m.agent_id = ${agentId}::uuid))
    order by p.position nulls last, v.position, v.id`.execute(db)
  return rows.map((row) => viewOf(row, agentId))
}

/** The standing views, then the saved ones that the agent may see. */
export async function listViews(db: Db, agentId: string): Promise<View[]> {
  const shown = await db
    .selectFrom('viewPlaces')
    .select(['view', 'columns'])
    .where('agentId', '=', agentId)
    .where('view', 'in', [...standingViews])
    .execute()
  const first = standing.map((view) => {
    const mine = shown.find((place) => place.view === view.id)?.columns
    return mine ? { ...view, myColumns: mine as View['columns'] } : view
  })
  return [...first, ...(await findViews(db, agentId))]
}

/** One view by its key or id; throws not-found for what is not there or is not for this agent. */
export async function getView(db: Db, id: string, agentId: string): Promise<View> {
  const found =
    standing.find((view) => view.id === id) ?? (isId(id) ? (await findViews(db, agentId, sql`v.id = ${id}::uuid`))[0] : undefined)
  if (!found) throw notFound('view')
  return found
}
const isId = (text: string) => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)

/** Saves a view of the agent's own, at the end. */
export async function createView(tx: Tx, viewer: Viewer, { teamIds = [], columns = null, ...view }: NewView): Promise<View> {
  refuseUnfit(view.filter)
  const { id } = await tx
    .insertInto('views')
    .values((build) => ({
      ...view,
      columns,
      filter: JSON.stringify(view.filter),
      ownerId: viewer.agentId,
      position: build
        .selectFrom('views as others')
        .select((of) => of.fn.coalesce(of(of.fn.max('others.position'), '+', 1), of.lit(0)).as('next')),
    }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await shareWith(tx, id, teamIds)
  changed(tx, 'views')
  return getView(tx, id, viewer.agentId)
}

/** A copy for the agent alone, of a standing view too. */
export async function duplicateView(tx: Tx, viewer: Viewer, id: string, name: string): Promise<View> {
  const { filter, sort, columns, myColumns } = await getView(tx, id, viewer.agentId)
  return createView(tx, viewer, { name, filter, sort, columns: myColumns ?? columns, isShared: false })
}

/**
 * Changes a view of one's own, or as a manager a shared one. `lastSeenAt` is when the view was last changed as far as the
 * agent knows: throws CONFLICT where somebody changed it after that.
 */
export async function changeView(
  tx: Tx,
  viewer: Viewer,
  id: string,
  { teamIds, filter, lastSeenAt, ...wish }: Partial<Parts> & { lastSeenAt?: Date },
): Promise<View> {
  const held = await holdView(tx, viewer, id)
  if (held.deletedAt) throw notFound('view')
  if (lastSeenAt && held.updatedAt.getTime() > lastSeenAt.getTime()) throw conflict(reason('view_changed'))
  if (filter) refuseUnfit(filter)
  await tx
    .updateTable('views')
    .set({ ...wish, ...(filter && { filter: JSON.stringify(filter) }), updatedAt: new Date() })
    .where('id', '=', id)
    .execute()
  if (teamIds) await shareWith(tx, id, teamIds)
  changed(tx, 'views')
  const [view] = await findViews(tx, viewer.agentId, sql`v.id = ${id}::uuid`)
  // A manager may have taken a view from the teams that they themselves see it by.
  return view ?? { ...viewOf(held.row, viewer.agentId), ...wish, ...(filter && { filter }), ...(teamIds && { teamIds }) }
}

/** Deletes a view, under the same rule. It is kept, so that this can be undone. */
export async function removeView(tx: Tx, viewer: Viewer, id: string): Promise<void> {
  await holdView(tx, viewer, id)
  await tx.updateTable('views').set({ deletedAt: new Date() }).where('id', '=', id).execute()
  changed(tx, 'views')
}

/** Brings a deleted view back, as it was and where it was. */
export async function restoreView(tx: Tx, viewer: Viewer, id: string): Promise<View> {
  const { row } = await holdView(tx, viewer, id)
  await tx.updateTable('views').set({ deletedAt: null }).where('id', '=', id).execute()
  changed(tx, 'views')
  return viewOf(row, viewer.agentId)
}

async function shareWith(tx: Tx, viewId: string, teamIds: string[]): Promise<void> {
  const wished = [...new Set(teamIds)]
  const teams = wished.length > 0 ? await tx.selectFrom('teams').select('id').where('id', 'in', wished).execute() : []
  if (teams.length < wished.length) throw refused(reason('view_team_gone'))
  await tx.deleteFrom('viewTeams').where('viewId', '=', viewId).execute()
  if (wished.length > 0)
    await tx
      .insertInto('viewTeams')
      .values(wished.map((teamId) => ({ viewId, teamId })))
      .execute()
}

/** Locks a view that the agent may change, a deleted one too. */
async function holdView(tx: Tx, viewer: Viewer, id: string): Promise<{ row: Row; deletedAt: Date | null; updatedAt: Date }> {
  const { rows } = await sql<Row & { deletedAt: Date | null; isForViewer: boolean }>`
    select v.id, v.name, v.is_shared, v.owner_id, v.filter, v.sort, v.columns, v.updated_at, v.deleted_at,
      (select o.name from agents o where o.id = v.owner_id) as owner_name, p.columns as my_columns,
      array(select x.team_id from view_teams x where x.view_id = v.id order by 1) as team_ids,
      exists (select 1 from view_teams x join team_members m on m.team_id = x.team_id
        where x.view_id = v.id and m.agent_id = ${viewer.agentId}::uuid) as is_for_viewer
    from views v left join view_places p on p.agent_id = ${viewer.agentId}::uuid and p.view = v.id::text
    where v.id = ${id}::uuid for update of v`.execute(tx)
  const [found] = rows
  if (!found) throw notFound('view')
  const { deletedAt, isForViewer, ...row } = found
  const isManager = viewer.role !== 'agent'
  const isSharedOne = row.isShared || row.teamIds.length > 0
  if (row.ownerId !== viewer.agentId && !(isManager && isSharedOne)) {
    if (row.isShared || isForViewer) throw forbidden(reason('view_not_yours'))
    throw notFound('view')
  }
  return { row, deletedAt, updatedAt: row.updatedAt }
}

function refuseUnfit(filter: View['filter']): void {
  const problem = checkFilter(filter)
  if (problem) throw refused(problem)
}
