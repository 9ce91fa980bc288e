/** An agent's answer or note. The browser names the message, so that a double click is one message (F9). */
import { sql } from 'kysely'
import type { NewMessage, Recipients } from '../../shared/messages.ts'
import { reason } from '../../shared/refusals.ts'
import { channelOf } from '../channels/list.ts'
import { changed, type Tx } from '../platform/db.ts'
import { conflict, notFound, refused } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import { actions, checkActions } from './actions.ts'
import { answeredNow } from './answeredNow.ts'
import { dropDraft } from './drafts.ts'
import { attach } from './files.ts'
import { unfilledIn } from './fill.ts'
import { checkLimits } from './limits.ts'
import { countUses } from './macros.ts'
import { mayNotReply, standingOf } from './mayReply.ts'
import { mention } from './mention.ts'
import { checkRecipients, deriveRecipients } from './recipients.ts'
import { signatureFor } from './signature.ts'
import { checkTemplate } from './templates.ts'
import { type Actor, note } from './timeline.ts'
import { readWritten } from './written.ts'

export interface Author {
  agentId: string
  name: string
  by?: 'session' | 'api-key'
}

export type Reply = Omit<NewMessage, 'isNote' | 'attachmentIds'> & { isNote: boolean; attachmentIds: string[] }
interface Ticket {
  id: string
  channel: string
  status: string
  identityId: string | null
  connectionId: string | null
  lastInboundAt: Date | null
  assigneeId: string | null
  lastInboundId: string | null
}

/**
 * Writes a reply or note on a ticket, and does with it what goes with it (its actions), all or nothing. Refused with CONFLICT
 * when the customer wrote something that the author has not seen, with UNPROCESSABLE when it may not go as it is. The
 * same id again changes nothing.
 */
export async function reply(tx: Tx, ticketId: string, author: Author, written: Reply): Promise<void> {
  const ticket = await tx.selectFrom('tickets').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  if (ticket.mergedIntoId) throw conflict(reason('merged'), { mergedIntoId: ticket.mergedIntoId })
  if (await isWritten(tx, ticketId, written.id)) return
  const checked = await checkReply(tx, ticket, written)
  const channel = channelOf(ticket.channel)
  const recipients = checked.recipients

  await tx
    .insertInto('messages')
    .values({
      id: written.id,
      ticketId,
      channel: ticket.channel,
      connectionId: written.isNote ? null : ticket.connectionId,
      externalId: written.isNote ? null : await channel.externalIdFor(written.id, tx, ticket.connectionId),
      direction: 'out',
      isNote: written.isNote,
      authorKind: 'agent',
      authorId: author.agentId,
      authorName: author.name,
      text: checked.text,
      html: checked.html,
      ...(recipients && {
        mail: JSON.stringify({
          from: (await channel.ownAddress?.(tx, ticket.connectionId)) ?? '',
          ...recipients,
          inReplyTo: [],
          references: [],
        }),
      }),
      ...(checked.content && { content: JSON.stringify(checked.content) }),
      ...(checked.answers && { answers: checked.answers }),
      ...(checked.isSigned && { signature: await signatureFor(tx, author.agentId, ticketId) }),
      state: written.isNote ? 'sent' : 'queued',
    })
    .execute()
  await attach(tx, written.id, written.attachmentIds, checked.pictureIds, author.agentId)
  if (written.isNote) {
    await tx
      .updateTable('tickets')
      .set({ messageCount: sql`message_count + 1`, updatedAt: sql`now()` })
      .where('id', '=', ticketId)
      .execute()
    await mention(tx, ticketId, written.id, written.mentionIds ?? [], { id: author.agentId, name: author.name })
  } else {
    await takeOver(tx, ticket, author)
    await addJob(tx, 'deliver', { messageId: written.id }, { maxAttempts: 8, jobKey: `deliver:${written.id}` })
    // A shopper who has gone by then gets it by mail; a later answer puts that off (R171).
    if (ticket.channel === 'webchat')
      await addJob(tx, 'followUp', { ticketId }, { maxAttempts: 8, jobKey: `follow_up:${ticketId}`, runAt: new Date(Date.now() + 181_000) })
  }
  await act(tx, ticketId, author, written)
  await dropDraft(tx, author.agentId, ticketId, written.isNote ? 'note' : 'reply')
  changed(tx, 'tickets', `ticket:${ticketId}`)
}

/** Is there such a message already? An id that stands on another ticket is refused. */
export async function isWritten(tx: Tx, ticketId: string, id: string): Promise<boolean> {
  const before = await tx.selectFrom('messages').select('ticketId').where('id', '=', id).executeTakeFirst()
  if (before && before.ticketId !== ticketId) throw conflict(reason('message_id_taken'))
  return before !== undefined
}

/** Refuses what may not go as it is, with the reason; answers how it would go. */
export async function checkReply(tx: Tx, ticket: Ticket, written: Reply) {
  const isMail = ticket.channel === 'email' && !written.isNote
  const isRich = isMail || written.isNote
  const read = readWritten(written, written.attachmentIds)
  // A chat speaks plain text: what was handed in as HTML is read as such.
  const body = isRich ? read : { ...read, html: null, pictureIds: [], text: written.text.trim() ? clean(written.text) : read.text }
  const isTemplate = written.template !== undefined && !written.isNote
  if (!isTemplate && !body.text.trim() && written.attachmentIds.length === 0) throw refused(reason('message_empty'))
  const problem = await checkActions(tx, written.actions ?? [])
  if (problem) throw refused(problem)
  if (written.isNote) return { ...body, recipients: undefined, isSigned: false, content: null, answers: null }

  const standing = await standingOf(tx, ticket)
  const channel = channelOf(ticket.channel)
  const allowed = channel.mayReply(standing, new Date())
  if (!allowed.may && !(isTemplate && allowed.instead === 'template')) throw refused(mayNotReply(allowed), allowed)
  const isCrossing = written.lastSeenMessageId && ticket.lastInboundId && written.lastSeenMessageId !== ticket.lastInboundId
  if (isCrossing) throw conflict(reason('crossed'), { lastInboundMessageId: ticket.lastInboundId })
  if (isTemplate && written.template) {
    const choice = { ...written.template, values: written.template.values ?? [] }
    const made = await checkTemplate(tx, ticket, standing.consents, choice, written.attachmentIds)
    return { ...body, ...made, html: null, pictureIds: [], recipients: undefined, isSigned: false, answers: null }
  }
  const unfilled = unfilledIn(`${written.text}\n${written.html ?? ''}`)
  if (unfilled.length > 0) throw refused(reason('unfilled', { names: unfilled.join(', ') }), { unfilled })
  await checkLimits(tx, channel, body.text, written.attachmentIds)
  return {
    ...body,
    recipients: isMail ? await recipientsOf(tx, ticket, written.recipients) : undefined,
    isSigned: isMail && written.withSignature !== false,
    content: null,
    answers: written.answersId && channel.limits?.hasAnswers ? await answered(tx, ticket.id, written.answersId) : null,
  }
}

/** The vendor's id of the message that is answered in particular. */
async function answered(tx: Tx, ticketId: string, id: string): Promise<string | null> {
  const row = await tx.selectFrom('messages').select('externalId').where('id', '=', id).where('ticketId', '=', ticketId).executeTakeFirst()
  if (!row) throw refused(reason('answers_unknown'))
  return row.externalId
}

async function recipientsOf(tx: Tx, ticket: Ticket, wish: NewMessage['recipients']): Promise<Recipients | undefined> {
  if (wish) return checkRecipients({ cc: [], bcc: [], ...wish })
  const derived = await deriveRecipients(tx, ticket.id)
  // Nobody to be derived: the delivery says so, in the words of the channel.
  return derived.to.length > 0 ? derived : undefined
}

/** Whoever answers a chat has it (R88); any other ticket goes to its first answerer only while nobody has it. */
async function takeOver(tx: Tx, ticket: Ticket, author: Author): Promise<void> {
  const assigns = ticket.channel === 'webchat' ? ticket.assigneeId !== author.agentId : ticket.assigneeId === null
  await tx
    .updateTable('tickets')
    .set({ ...answeredNow, ...(assigns && { assigneeId: author.agentId }) })
    .where('id', '=', ticket.id)
    .execute()
  if (!assigns) return
  const actor: Actor = { kind: 'agent', id: author.agentId, name: author.name }
  await note(tx, ticket.id, 'assigned', actor, { assigneeId: author.agentId, name: author.name, because: 'replied' })
}

/** What goes with a message: the macros it came from are counted and named, then each action is done. */
async function act(tx: Tx, ticketId: string, author: Author, { actions: calls = [], macroIds = [] }: Reply): Promise<void> {
  const actor: Actor = { kind: author.by === 'api-key' ? 'api' : 'agent', id: author.agentId, name: author.name }
  for (const macro of await countUses(tx, author.agentId, macroIds))
    await note(tx, ticketId, 'macro', actor, { macroId: macro.id, name: macro.name })
  for (const { action, input } of calls) await actions.get(action)?.run(tx, ticketId, input, actor)
}

const clean = (text: string) => text.replaceAll('\u0000', '')
