/** Customers see that their message was read, and that an answer is being written, where their channel shows it. At best: nothing waits for it. */
import { findConnected } from '../channels/connected.ts'
import { channelOf } from '../channels/list.ts'
import type { Tx } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'

/** So old a message is told of to nobody, in milliseconds: vendors take no more than the window of answers. */
const oldest = 24 * 3600_000

/** Has the customer told that the ticket was read, once for each of their messages. */
export async function askToTellRead(tx: Tx, ticketId: string): Promise<void> {
  const ticket = await tx
    .selectFrom('tickets')
    .select(['channel', 'connectionId', 'lastInboundId', 'toldReadId', 'isSpam'])
    .where('id', '=', ticketId)
    .executeTakeFirst()
  if (!ticket?.connectionId || ticket.isSpam || ticket.lastInboundId === ticket.toldReadId || !channelOf(ticket.channel).tellRead) return
  await tx.updateTable('tickets').set({ toldReadId: ticket.lastInboundId }).where('id', '=', ticketId).execute()
  await addJob(tx, 'tellRead', { ticketId, isTyping: false }, { maxAttempts: 2, jobKey: `tellRead:${ticketId}` })
}

/** Has the customer told that an answer is being written; to be asked no more often than every few seconds. */
export async function askToTellTyping(tx: Tx, ticketId: string): Promise<void> {
  const ticket = await tx.selectFrom('tickets').select(['channel', 'connectionId', 'isSpam']).where('id', '=', ticketId).executeTakeFirst()
  if (!ticket?.connectionId || ticket.isSpam || !channelOf(ticket.channel).tellTyping) return
  await addJob(tx, 'tellRead', { ticketId, isTyping: true }, { maxAttempts: 1, jobKey: `tellTyping:${ticketId}` })
}

/** Tells it now, about the customer's last message. */
export async function tellRead(platform: Platform, { ticketId, isTyping }: { ticketId: string; isTyping: boolean }): Promise<void> {
  const row = await platform.db
    .selectFrom('tickets as t')
    .innerJoin('messages as m', 'm.id', 't.lastInboundId')
    .innerJoin('identities as i', 'i.id', 't.identityId')
    .select(['t.channel', 't.connectionId', 'm.externalId', 'm.createdAt', 'i.value as from'])
    .where('t.id', '=', ticketId)
    .executeTakeFirst()
  const connection = row && (await findConnected(platform, row.connectionId))
  if (!row?.externalId || !connection?.isEnabled || Date.now() - row.createdAt.getTime() > oldest) return
  const channel = channelOf(row.channel)
  const tell = isTyping ? channel.tellTyping : channel.tellRead
  await tell?.(platform, connection, { externalId: row.externalId, from: row.from }).catch((error: unknown) =>
    platform.log.info({ ticketId, error: messageOf(error) }, 'a customer could not be told that we have read'),
  )
}
