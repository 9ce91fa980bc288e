/** An agent's answer or note. The browser names the message, so that a double click is one message (F9). */
import { sql } from 'kysely'
import { insteads, whyNot } from '../../shared/mayReply.ts'
import type { NewMessage } from '../../shared/tickets.ts'
import { channelOf } from '../channels/list.ts'
import { changed, type Tx } from '../platform/db.ts'
import { conflict, notFound, refused } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import { type Actor, note } from './timeline.ts'

export interface Author {
  agentId: string
  name: string
}

type Written = Required<Pick<NewMessage, 'id' | 'text' | 'isNote' | 'attachmentIds'>> & Pick<NewMessage, 'html' | 'lastSeenMessageId'>

/**
 * Writes a reply or note on a ticket. Refused with CONFLICT when the customer wrote something that the author has not
 * seen, with UNPROCESSABLE when the channel does not allow a reply now. The same id again changes nothing.
 */
export async function reply(tx: Tx, ticketId: string, author: Author, written: Written): Promise<void> {
  const ticket = await tx.selectFrom('tickets').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  const before = await tx.selectFrom('messages').select('ticketId').where('id', '=', written.id).executeTakeFirst()
  if (before?.ticketId === ticketId) return
  if (before) throw conflict('This message id is in use on another ticket.')
  if (!written.text.trim() && written.attachmentIds.length === 0) throw refused('The message is empty.')

  const channel = channelOf(ticket.channel)
  if (!written.isNote) {
    const allowed = channel.mayReply({ status: ticket.status, hasIdentity: ticket.identityId !== null })
    if (!allowed.may) throw refused(`${whyNot[allowed.why]} ${insteads[allowed.instead]}`, allowed)
    const hasCrossed = written.lastSeenMessageId && ticket.lastInboundId && written.lastSeenMessageId !== ticket.lastInboundId
    if (hasCrossed) throw conflict('The customer has written again since you last looked.', { lastInboundMessageId: ticket.lastInboundId })
  }

  await tx
    .insertInto('messages')
    .values({
      id: written.id,
      ticketId,
      channel: ticket.channel,
      externalId: written.isNote ? null : await channel.externalIdFor(written.id, tx),
      direction: 'out',
      isNote: written.isNote,
      authorKind: 'agent',
      authorId: author.agentId,
      authorName: author.name,
      text: clean(written.text),
      html: written.html ? clean(written.html) : null,
      state: written.isNote ? 'sent' : 'queued',
    })
    .execute()
  await attach(tx, written.id, written.attachmentIds, author.agentId)
  if (written.isNote) {
    await tx
      .updateTable('tickets')
      .set({ messageCount: sql`message_count + 1`, updatedAt: sql`now()` })
      .where('id', '=', ticketId)
      .execute()
  } else {
    await takeOver(tx, ticket, author)
    await addJob(tx, 'deliver', { messageId: written.id }, { maxAttempts: 8, jobKey: `deliver:${written.id}` })
  }
  changed(tx, 'tickets', `ticket:${ticketId}`)
}

/** Whoever answers a chat has it (R88); any other ticket goes to its first answerer only while nobody has it. */
async function takeOver(tx: Tx, ticket: { id: string; channel: string; assigneeId: string | null }, author: Author): Promise<void> {
  const assigns = ticket.channel === 'webchat' ? ticket.assigneeId !== author.agentId : ticket.assigneeId === null
  await tx
    .updateTable('tickets')
    .set({
      messageCount: sql`message_count + 1`,
      lastMessageAt: sql`now()`,
      updatedAt: sql`now()`,
      waitingSince: null,
      firstRepliedAt: sql`coalesce(first_replied_at, now())`,
      ...(assigns && { assigneeId: author.agentId }),
    })
    .where('id', '=', ticket.id)
    .execute()
  if (!assigns) return
  const actor: Actor = { kind: 'agent', id: author.agentId, name: author.name }
  await note(tx, ticket.id, 'assigned', actor, { assigneeId: author.agentId, name: author.name, because: 'replied' })
}

async function attach(tx: Tx, messageId: string, attachmentIds: string[], agentId: string): Promise<void> {
  if (attachmentIds.length === 0) return
  const { numUpdatedRows } = await tx
    .updateTable('attachments')
    .set({ messageId })
    .where('id', '=', sql<string>`any(${attachmentIds}::uuid[])`)
    .where('messageId', 'is', null)
    .where('uploadedBy', '=', agentId)
    .executeTakeFirst()
  if (Number(numUpdatedRows) !== new Set(attachmentIds).size) throw refused('A file is no longer there; attach it again.')
}

// PostgreSQL keeps every character but this one.
const clean = (text: string) => text.replaceAll('\u0000', '')
