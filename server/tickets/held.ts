/**
 * Replies that wait on the server before they go: some seconds, so that they can be taken back, or until a time that their
 * writer chose. Closing the browser changes nothing. What waits stands in no conversation: it becomes a message only when
 * it goes, and never goes into a conversation that changed meanwhile without asking.
 */
import { type Selectable, sql } from 'kysely'
import { DraftContent } from '../../shared/drafts.ts'
import type { HeldReply } from '../../shared/heldReplies.ts'
import { reason } from '../../shared/refusals.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { conflict, notFound, refused } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import type { HeldContent, HeldReplies } from '../platform/schema.ts'
import { dropDraft, returnToDraft } from './drafts.ts'
import { sendable } from './files.ts'
import { type Author, checkReply, isWritten, type Reply } from './reply.ts'
import { type Actor, note } from './timeline.ts'

/** How long a reply can be taken back, milliseconds. */
const undoMs = 10_000
const mostDays = 366

/**
 * Keeps a reply back, for the time of the undo or until `sendAt`. Refused as a reply would be. The same id again changes
 * nothing, also when it went out meanwhile.
 */
export async function hold(tx: Tx, ticketId: string, author: Author, reply: Reply, sendAt?: Date): Promise<void> {
  const ticket = await tx.selectFrom('tickets').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  if ((await isWritten(tx, ticketId, reply.id)) || (await isHeld(tx, ticketId, reply.id))) return
  if (sendAt) checkTime(sendAt)
  const { text } = await checkReply(tx, ticket, reply)
  const draft = DraftContent.parse({
    text,
    html: reply.html ?? null,
    attachments: await sendable(tx, reply.attachmentIds, author.agentId),
    recipients: reply.recipients ?? null,
    actions: reply.actions ?? [],
    macros: await namesOf(tx, reply.macroIds ?? []),
    withSignature: reply.withSignature ?? true,
  })
  const kept: HeldContent = { reply: { ...reply, lastSeenMessageId: reply.lastSeenMessageId ?? ticket.lastInboundId ?? undefined }, draft }
  const at = sendAt ?? new Date(Date.now() + undoMs)
  await tx
    .insertInto('heldReplies')
    .values({
      id: reply.id,
      ticketId,
      agentId: author.agentId,
      kind: sendAt ? 'later' : 'undo',
      content: JSON.stringify(kept).replaceAll('\\u0000', ''),
      sendAt: at,
    })
    .execute()
  await arm(tx, reply.id, at)
  if (sendAt) await note(tx, ticketId, 'scheduled', actorOf(author), { until: at.toISOString() })
  await dropDraft(tx, author.agentId, ticketId, 'reply')
  tell(tx, ticketId, author.agentId)
}

/** The replies of a ticket that wait, the next one first. */
export async function listHeld(db: Db, ticketId: string): Promise<HeldReply[]> {
  return (await selectHeld(db).where('h.ticketId', '=', ticketId).orderBy('h.sendAt').orderBy('h.id').execute()).map(heldOf)
}

/** One of them; throws not-found, also when it has gone out. */
export async function getHeld(db: Db, id: string): Promise<HeldReply> {
  const row = await selectHeld(db).where('h.id', '=', id).executeTakeFirst()
  if (!row) throw notFound('reply that waits')
  return heldOf(row)
}

/** The tickets on which an agent has a reply that waits. */
export async function heldBy(db: Db, agentId: string) {
  const rows = await selectHeld(db).where('h.agentId', '=', agentId).limit(500).execute()
  return rows.map((row) => ({ ticketId: row.ticketId, kind: kindOf(row.kind), isStopped: heldOf(row).stopped !== null }))
}

/** Sends at another time or at once; `lastSeenMessageId` says that what came meanwhile was read. */
export async function changeHeld(
  tx: Tx,
  author: Author,
  id: string,
  wish: { sendAt?: Date; isNow?: true; lastSeenMessageId?: string },
): Promise<void> {
  const row = await holdRow(tx, id)
  if (wish.sendAt) checkTime(wish.sendAt)
  const kept = row.content
  const { lastInboundId } = await tx.selectFrom('tickets').select('lastInboundId').where('id', '=', row.ticketId).executeTakeFirstOrThrow()
  if (wish.lastSeenMessageId && wish.lastSeenMessageId !== lastInboundId)
    throw conflict(reason('crossed'), { lastInboundMessageId: lastInboundId })
  const at = wish.isNow ? new Date() : (wish.sendAt ?? row.sendAt)
  await tx
    .updateTable('heldReplies')
    .set({
      sendAt: at,
      stopped: null,
      reason: null,
      ...(wish.sendAt && { kind: 'later' }),
      ...(wish.lastSeenMessageId && {
        seenAt: sql`now()`,
        content: JSON.stringify({ ...kept, reply: { ...kept.reply, lastSeenMessageId: wish.lastSeenMessageId } }),
      }),
    })
    .where('id', '=', id)
    .execute()
  await arm(tx, id, at)
  if (wish.sendAt) await note(tx, row.ticketId, 'scheduled', actorOf(author), { until: at.toISOString() })
  tell(tx, row.ticketId, row.agentId)
}

/** Takes it back: it becomes the draft of whoever did. */
export async function cancelHeld(tx: Tx, author: Author, id: string): Promise<{ content: DraftContent; revision: number }> {
  const row = await holdRow(tx, id)
  const { draft } = row.content
  await tx.deleteFrom('heldReplies').where('id', '=', id).execute()
  const revision = await returnToDraft(tx, { agentId: author.agentId, ticketId: row.ticketId, mode: 'reply' }, draft)
  if (row.kind === 'later') await note(tx, row.ticketId, 'schedule_cancelled', actorOf(author))
  tell(tx, row.ticketId, row.agentId)
  return { content: draft, revision }
}

const holdRow = async (tx: Tx, id: string) => {
  const row = await tx.selectFrom('heldReplies').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('reply that waits')
  return row
}

async function isHeld(tx: Tx, ticketId: string, id: string): Promise<boolean> {
  const row = await tx.selectFrom('heldReplies').select('ticketId').where('id', '=', id).executeTakeFirst()
  if (row && row.ticketId !== ticketId) throw conflict(reason('message_id_taken'))
  return row !== undefined
}

const arm = (tx: Tx, id: string, runAt: Date) => addJob(tx, 'release', { heldReplyId: id }, { runAt, jobKey: `release:${id}` })

function checkTime(at: Date): void {
  const ahead = at.getTime() - Date.now()
  if (!(ahead > 0)) throw refused(reason('time_in_past'))
  if (ahead > mostDays * 86_400_000) throw refused(reason('time_too_far'))
}

const namesOf = (tx: Tx, ids: readonly string[]) =>
  tx.selectFrom('macros').select(['id', 'name']).where('id', '=', sql<string>`any(${ids}::uuid[])`).execute()

/** The row with what happened meanwhile: whoever wrote since the writer looked. */
const selectHeld = (db: Db) =>
  db
    .selectFrom('heldReplies as h')
    .innerJoin('agents as a', 'a.id', 'h.agentId')
    .innerJoin('tickets as t', 't.id', 'h.ticketId')
    .selectAll('h')
    .select('a.name as agentName')
    .select(crossing.as('crossing'))

/** `customer` or `colleague` when one of them wrote after the writer of the held reply `h` looked; null: nobody. */
export const crossing = sql<'customer' | 'colleague' | null>`case
  when t.last_inbound_id is distinct from (h.content->'reply'->>'lastSeenMessageId')::uuid then 'customer'
  when h.kind = 'later' and exists (select 1 from messages m where m.ticket_id = h.ticket_id and m.direction = 'out' and not m.is_note
    and m.created_at > h.seen_at and m.author_id is distinct from h.agent_id) then 'colleague' end`

type Row = Selectable<HeldReplies> & { agentName: string; crossing: 'customer' | 'colleague' | null }

function heldOf(row: Row): HeldReply {
  const why = row.crossing ?? (row.stopped as 'customer' | 'colleague' | 'refused' | null)
  return {
    id: row.id,
    ticketId: row.ticketId,
    author: { id: row.agentId, name: row.agentName },
    kind: kindOf(row.kind),
    content: row.content.draft,
    sendAt: row.sendAt,
    sendsInMs: Math.max(0, row.sendAt.getTime() - Date.now()),
    stopped: why && { why, reason: row.reason },
    createdAt: row.createdAt,
  }
}

const kindOf = (kind: string): HeldReply['kind'] => (kind === 'later' ? 'later' : 'undo')
const actorOf = ({ agentId, name }: Author): Actor => ({ kind: 'agent', id: agentId, name })

/** Tells the ticket's watchers, and the writer wherever they are. */
export const tell = (tx: Tx, ticketId: string, agentId: string): void => changed(tx, `ticket:${ticketId}`, `agent:${agentId}`)
