/** Drafts: what an agent is writing on a ticket, wherever they write it. */
import { sql } from 'kysely'
import type { Draft, DraftContent, DraftMode } from '../../shared/drafts.ts'
import { DraftContent as Content } from '../../shared/drafts.ts'
import { reason } from '../../shared/refusals.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { askToTellTyping } from './tellRead.ts'

/** So long a customer is shown that somebody writes, where their channel shows it. */
const typingMilliseconds = 20_000

/** The tickets that were merged into this one, also by way of others. */
const mergedInto = (ticketId: string) => sql<string>`(with recursive came as (
    select id from tickets where merged_into_id = ${ticketId}
    union select t.id from came join tickets t on t.merged_into_id = came.id
  ) select id from came)`

interface Place {
  agentId: string
  ticketId: string
  mode: DraftMode
}

const isEmpty = (content: DraftContent | null): boolean =>
  content === null || (content.text.trim() === '' && content.attachments.length === 0 && !/<img/i.test(content.html ?? ''))

/** The tickets on which an agent is writing. */
export async function draftsOf(db: Db, agentId: string): Promise<{ ticketId: string; mode: DraftMode }[]> {
  const rows = await db
    .selectFrom('drafts')
    .select(['ticketId', 'mode'])
    .where('agentId', '=', agentId)
    .orderBy('updatedAt', 'desc')
    .limit(500)
    .execute()
  return rows
}

/** An agent's drafts on one ticket. */
export async function readDrafts(db: Db, agentId: string, ticketId: string): Promise<Draft[]> {
  const rows = await db
    .selectFrom('drafts')
    .selectAll()
    .where('agentId', '=', agentId)
    .where((test) => test.or([test('ticketId', '=', ticketId), test('ticketId', 'in', mergedInto(ticketId))]))
    .orderBy(sql`ticket_id = ${ticketId}`, 'desc')
    .orderBy('updatedAt', 'desc')
    .execute()
  // Of a ticket that was merged into this one the draft is found here; it moves over when it is saved.
  return (['reply', 'note'] as const).flatMap((mode) => {
    const row = rows.find((one) => one.mode === mode)
    return row ? [{ ...draftOf(row), revision: row.ticketId === ticketId ? row.revision : 0 }] : []
  })
}

const draftOf = (row: { mode: DraftMode; revision: number; content: unknown; updatedAt: Date }): Draft => ({
  mode: row.mode,
  revision: row.revision,
  content: Content.parse(row.content),
  updatedAt: row.updatedAt,
})

/**
 * Keeps a draft; empty: drops it. Answers its revision, 0 when there is none. Refused with CONFLICT, and the newer draft as
 * data, where another browser of the agent saved since `revision`: neither eats what the other wrote.
 */
export async function saveDraft(tx: Tx, place: Place, content: DraftContent | null, revision: number): Promise<number> {
  const { agentId, ticketId, mode } = place
  const ticket = await tx.selectFrom('tickets').select('id').where('id', '=', ticketId).executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  const before = await hold(tx, place)
  if ((before?.revision ?? 0) !== revision) throw conflict(reason('draft_changed'), { draft: before ? draftOf(before) : null })
  if (isEmpty(content)) {
    await dropDraft(tx, agentId, ticketId, mode)
    return 0
  }
  if (mode === 'reply' && (!before || Date.now() - before.updatedAt.getTime() > typingMilliseconds)) await askToTellTyping(tx, ticketId)
  const json = JSON.stringify(content).replaceAll('\\u0000', '')
  if (before) {
    const next = { content: json, revision: revision + 1, updatedAt: new Date() }
    await tx
      .updateTable('drafts')
      .set(next)
      .where('agentId', '=', agentId)
      .where('ticketId', '=', ticketId)
      .where('mode', '=', mode)
      .execute()
  } else {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('drafts')
      .values({ ...place, content: json })
      .onConflict((clash) => clash.doNothing())
      .executeTakeFirst()
    // Two first lines at the same moment: there was no row yet that one could wait for.
    await tx
      .deleteFrom('drafts')
      .where('agentId', '=', agentId)
      .where('mode', '=', mode)
      .where('ticketId', 'in', mergedInto(ticketId))
      .execute()
    if (numInsertedOrUpdatedRows === 0n) throw conflict(reason('draft_changed'), { draft: null })
  }
  changed(tx, `agent:${agentId}`)
  return revision + 1
}

/** Puts a message that was taken back in front of what is being written since; answers the revision. */
export async function returnToDraft(tx: Tx, place: Place, back: DraftContent): Promise<number> {
  const before = await hold(tx, place)
  if (!before) return saveDraft(tx, place, back, 0)
  const now = Content.parse(before.content)
  const merged: DraftContent = {
    ...back,
    text: `${back.text}\n\n${now.text}`,
    html: back.html === null && now.html === null ? null : `${back.html ?? asHtml(back.text)}${now.html ?? asHtml(now.text)}`,
    attachments: [...back.attachments, ...now.attachments].slice(0, 20),
  }
  return saveDraft(tx, place, merged, before.revision)
}

const asHtml = (text: string) => `<p>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replaceAll('\n', '<br>')}</p>`

/** Forgets a draft, since it was sent or emptied. */
export async function dropDraft(tx: Tx, agentId: string, ticketId: string, mode: DraftMode): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('drafts')
    .where('agentId', '=', agentId)
    .where((test) => test.or([test('ticketId', '=', ticketId), test('ticketId', 'in', mergedInto(ticketId))]))
    .where('mode', '=', mode)
    .executeTakeFirst()
  if (numDeletedRows > 0) changed(tx, `agent:${agentId}`)
}

const hold = (tx: Tx, { agentId, ticketId, mode }: Place) =>
  tx
    .selectFrom('drafts')
    .selectAll()
    .where('agentId', '=', agentId)
    .where('ticketId', '=', ticketId)
    .where('mode', '=', mode)
    .forUpdate()
    .executeTakeFirst()
