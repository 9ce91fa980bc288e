/** The API's procedures about one ticket; the list, which knows the saved views, is in views/. */

import { reason } from '../../shared/refusals.ts'
import { findConnected } from '../channels/connected.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import { agentOf, type CallContext, os } from '../rpc.ts'
import { upload } from './attachments.ts'
import { fetchAgain } from './awaitedFiles.ts'
import { change } from './change.ts'
import { getTicket } from './list.ts'
import { mayReplyTo } from './mayReply.ts'
import { getMessage, messagesOf } from './messages.ts'
import { lookAtOriginal } from './original.ts'
import { markRead } from './read.ts'
import { reply } from './reply.ts'
import { previewTemplate, templatesFor } from './templates.ts'
import { type Actor, timelineOf } from './timeline.ts'

/** Who acts: the agent, by hand or through the API. */
export const actorOf = (context: CallContext): Actor & { id: string } => {
  const { agentId, name, by } = agentOf(context)
  return { kind: by === 'api-key' ? 'api' : 'agent', id: agentId, name }
}

export const ticketRoutes = {
  upload: os.tickets.upload.handler(({ context, input }) => upload(context.platform, agentOf(context).agentId, input.file)),

  get: os.tickets.get.handler(({ context, input }) => getTicket(context.platform.db, agentOf(context).agentId, input.id)),

  change: os.tickets.change.handler(async ({ context, input: { id, ...wish } }) => {
    const crossed = await inTransaction(context.platform.db, (tx) => change(tx, id, actorOf(context), wish))
    return { ...(await getTicket(context.platform.db, agentOf(context).agentId, id)), crossed }
  }),

  messages: os.tickets.messages.handler(async ({ context, input }) => {
    const { db } = context.platform
    const ticket = await db
      .selectFrom('tickets as t')
      .leftJoin('identities as i', 'i.id', 't.identityId')
      .select(['t.channel', 't.status', 't.identityId', 't.connectionId', 't.lastInboundAt', 'i.value as recipient'])
      .where('t.id', '=', input.ticketId)
      .executeTakeFirst()
    if (!ticket) throw notFound('ticket')
    const mayReply = await mayReplyTo(db, ticket)
    const { limits = null, textCosts } = channelOf(ticket.channel)
    const connection = textCosts && (await findConnected(context.platform, ticket.connectionId))
    const texts = (connection && textCosts?.(context.platform, connection)) ?? null
    return { ...(await messagesOf(db, input.ticketId, input.before)), mayReply, limits, texts, recipient: ticket.recipient }
  }),

  original: os.tickets.original.handler(({ context, input }) => lookAtOriginal(context.platform, input.id)),

  reply: os.tickets.reply.handler(async ({ context, input: { ticketId, ...written } }) => {
    const author = agentOf(context)
    await inTransaction(context.platform.db, (tx) => reply(tx, ticketId, author, written))
    return getMessage(context.platform.db, written.id)
  }),

  retry: os.tickets.retry.handler(async ({ context, input }) => {
    await inTransaction(context.platform.db, async (tx) => {
      const failed = await tx
        .updateTable('messages')
        .set({ state: 'queued' })
        .where('id', '=', input.id)
        .where('state', '=', 'failed')
        .returning('id')
        .executeTakeFirst()
      if (!failed) throw refused(reason('retry_only_failed'))
      await addJob(tx, 'deliver', { messageId: input.id }, { maxAttempts: 3, jobKey: `deliver:${input.id}` })
    })
    return getMessage(context.platform.db, input.id)
  }),

  fetchAgain: os.tickets.fetchAgain.handler(async ({ context, input }) => {
    await inTransaction(context.platform.db, (tx) => fetchAgain(tx, input.id))
    return input
  }),

  timeline: os.tickets.timeline.handler(async ({ context, input }) => ({ entries: await timelineOf(context.platform.db, input.id) })),

  read: os.tickets.read.handler(async ({ context, input }) => {
    const { agentId } = agentOf(context)
    await inTransaction(context.platform.db, (tx) => markRead(tx, agentId, input.id, input.isRead))
    return { isRead: input.isRead }
  }),
}

export const templateRoutes = {
  list: os.templates.list.handler(({ context, input }) => templatesFor(context.platform, input.ticketId, input.isFresh)),
  preview: os.templates.preview.handler(({ context, input: { ticketId, ...choice } }) =>
    previewTemplate(context.platform, ticketId, choice),
  ),
}
