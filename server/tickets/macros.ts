/** Macros: reading, making and changing them, who may, and what one would be on a ticket. */
import { type Selectable, sql } from 'kysely'
import type { Macro } from '../../shared/macros.ts'
import type { Attachment } from '../../shared/messages.ts'
import { reason } from '../../shared/refusals.ts'
import type { Role } from '../../shared/words.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { forbidden, notFound, refused } from '../platform/errors.ts'
import type { Macros } from '../platform/schema.ts'
import { checkActions } from './actions.ts'
import { cleanTemplate, problemOf } from './fill.ts'
import { attachmentOf } from './messages.ts'
import { textOf } from './written.ts'

/** Who looks at macros or changes them. */
export interface MacroUser {
  agentId: string
  role: Role
}

type Wish = Partial<Pick<Macro, 'name' | 'html' | 'actions' | 'isShared'>> & { attachmentIds?: string[] }

const visibleTo = (db: Db, agentId: string) =>
  db
    .selectFrom('macros')
    .selectAll()
    .where((test) => test.or([test('ownerId', '=', agentId), test('isShared', '=', true)]))

/** An agent's own macros and the shared ones, by name. */
export async function listMacros(db: Db, agentId: string): Promise<Macro[]> {
  return withFiles(db, agentId, await visibleTo(db, agentId).orderBy(sql`lower(name)`).orderBy('id').limit(2000).execute())
}

/** One macro; throws not-found for what is not there or is somebody else's own. */
export async function getMacro(db: Db, agentId: string, id: string): Promise<Macro> {
  const [macro] = await withFiles(db, agentId, await visibleTo(db, agentId).where('id', '=', id).execute())
  if (!macro) throw notFound('macro')
  return macro
}

async function withFiles(db: Db, agentId: string, rows: Selectable<Macros>[]): Promise<Macro[]> {
  const ids = rows.map(({ id }) => id)
  const files = await db
    .selectFrom('attachments')
    .select(['id', 'macroId', 'name', 'mimeType', 'size', 'contentId', 'isInline'])
    .where('macroId', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    html: row.html,
    text: row.text,
    // Checked when it was saved; what is gone since then is passed over when it runs.
    actions: row.actions,
    attachments: files.filter(({ macroId }) => macroId === row.id).map((file): Attachment => attachmentOf(file)),
    isShared: row.isShared,
    isMine: row.ownerId === agentId,
    useCount: row.useCount,
    lastUsedAt: row.lastUsedAt,
  }))
}

/** Makes a macro of the agent's own. */
export async function createMacro(tx: Tx, user: MacroUser, wish: Wish & { name: string }): Promise<Macro> {
  const written = await checked(tx, wish)
  const { id } = await tx
    .insertInto('macros')
    .values({ name: wish.name, isShared: wish.isShared ?? false, ownerId: user.agentId, ...written })
    .returning('id')
    .executeTakeFirstOrThrow()
  await keepFiles(tx, user.agentId, id, wish.attachmentIds ?? [])
  changed(tx, 'macros')
  return getMacro(tx, user.agentId, id)
}

/** Changes a macro of one's own, or as a manager a shared one. */
export async function changeMacro(tx: Tx, user: MacroUser, id: string, wish: Wish): Promise<Macro> {
  await hold(tx, user, id)
  const { name, isShared } = wish
  const written = await checked(tx, wish)
  await tx
    .updateTable('macros')
    .set({ ...written, ...(name && { name }), ...(isShared !== undefined && { isShared }), updatedAt: new Date() })
    .where('id', '=', id)
    .execute()
  if (wish.attachmentIds) await keepFiles(tx, user.agentId, id, wish.attachmentIds)
  changed(tx, 'macros')
  // A manager who makes a colleague's macro personal again no longer sees it: it is answered as its owner has it.
  const { ownerId } = await tx.selectFrom('macros').select('ownerId').where('id', '=', id).executeTakeFirstOrThrow()
  return { ...(await getMacro(tx, isShared === false ? (ownerId ?? user.agentId) : user.agentId, id)), isMine: ownerId === user.agentId }
}

/** Deletes a macro, under the same rule; what was written with it stays as it is. */
export async function removeMacro(tx: Tx, user: MacroUser, id: string): Promise<void> {
  await hold(tx, user, id)
  await tx.deleteFrom('macros').where('id', '=', id).execute()
  changed(tx, 'macros')
}

/** Counts that macros were used; answers those that there are. */
export async function countUses(tx: Tx, agentId: string, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return []
  changed(tx, 'macros')
  return tx
    .updateTable('macros')
    .set({ useCount: sql`use_count + 1`, lastUsedAt: sql`now()` })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where((test) => test.or([test('ownerId', '=', agentId), test('isShared', '=', true)]))
    .returning(['id', 'name'])
    .execute()
}

async function hold(tx: Tx, { agentId, role }: MacroUser, id: string): Promise<void> {
  const row = await tx.selectFrom('macros').select(['ownerId', 'isShared']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row || (row.ownerId !== agentId && !row.isShared)) throw notFound('macro')
  if (row.ownerId !== agentId && role === 'agent') throw forbidden(reason('macro_not_yours'))
}

async function checked(tx: Tx, { html, actions }: Wish): Promise<{ html?: string; text?: string; actions?: string }> {
  const problem = (html === undefined ? undefined : problemOf(html)) ?? (actions && (await checkActions(tx, actions)))
  if (problem) throw refused(problem)
  const cleaned = html === undefined ? undefined : cleanTemplate(withPictures(html))
  return {
    ...(cleaned !== undefined && { html: backToFiles(cleaned), text: textOf(cleaned) }),
    ...(actions && { actions: JSON.stringify(actions) }),
  }
}

// The sanitiser knows pictures by Content-ID; a macro's are shown from where they were uploaded to.
const withPictures = (html: string) => html.replace(/(<img\b[^>]*?\bsrc=")\/files\/([0-9a-f-]{36})(?=")/gi, '$1cid:$2')
const backToFiles = (html: string) => html.replace(/(<img\b[^>]*?\bsrc=")cid:([0-9a-f-]{36})(?=")/gi, '$1/files/$2')

/** Gives a macro exactly these files: its own that are named, and what the agent has uploaded for it. */
async function keepFiles(tx: Tx, agentId: string, macroId: string, ids: string[]): Promise<void> {
  await sql`delete from attachments where macro_id = ${macroId} and not id = any(${ids}::uuid[])`.execute(tx)
  await sql`update attachments set macro_id = ${macroId} where id = any(${ids}::uuid[]) and message_id is null and macro_id is null
    and uploaded_by = ${agentId}`.execute(tx)
  const { rows } = await sql`select id from attachments where macro_id = ${macroId}`.execute(tx)
  if (rows.length !== new Set(ids).size) throw refused(reason('file_gone'))
}
