/** Receipts of messages of ours: sent, delivered, read or failed, in whatever order they are told. */

import { sql } from 'kysely'
import type { ChannelKey } from '../../shared/words.ts'
import type { Fact } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { changed, type Tx } from '../platform/db.ts'
import { notify } from '../team/notify.ts'
import { wokenByReply } from './snooze.ts'
import { note, system } from './timeline.ts'

/** How far a message has come; a state never goes back, and what failed stays failed unless it did arrive. */
const ranks = { queued: 0, sending: 0, sent: 1, failed: 2, delivered: 3, read: 4 } as const

/** What became of a message of ours. False: it is not here. */
export async function applyReceipt(tx: Tx, receipt: Extract<Fact, { kind: 'receipt' }>, channel: ChannelKey): Promise<boolean> {
  const { messageId = null, externalId, state, at, error = null } = receipt
  const message = await tx
    .selectFrom('messages')
    .select(['id', 'ticketId', 'state', 'externalId', 'authorKind', 'authorId'])
    .where('channel', '=', channel)
    .where('direction', '=', 'out')
    .where((test) => test.or([test('externalId', '=', externalId), ...(messageId ? [test('id', '=', messageId)] : [])]))
    .forUpdate()
    .executeTakeFirst()
  if (!message) return false
  const before = ranks[message.state as keyof typeof ranks] ?? 0
  // Known by our id until now, as when no answer came to our call: from here on the vendor's name for it counts.
  if (messageId && message.externalId === messageId && externalId !== messageId)
    await tx.updateTable('messages').set({ externalId }).where('id', '=', message.id).execute()
  if (ranks[state] <= before) return true
  await tx
    .updateTable('messages')
    .set({
      state,
      // Read tells of delivered, where that was not told.
      ...(state !== 'failed' && { sentAt: sql`coalesce(sent_at, ${at})`, error: null }),
      ...((state === 'delivered' || state === 'read') && { deliveredAt: sql`coalesce(delivered_at, ${at})` }),
      ...(state === 'read' && { readAt: at }),
      ...(state === 'failed' && { error }),
    })
    .where('id', '=', message.id)
    .execute()
  if (state === 'read')
    await tx
      .updateTable('tickets')
      .set({ customerReadAt: sql`greatest(customer_read_at, ${at}::timestamptz)` })
      .where('id', '=', message.ticketId)
      .execute()
  if (state === 'failed' && message.authorKind === 'agent') {
    const assigneeId = receipt.wakes ? await open(tx, message.ticketId, message.id) : null
    await notify(tx, { kind: 'send_failed', ticketId: message.ticketId, messageId: message.id }, [message.authorId, assigneeId])
  }
  changed(tx, 'tickets', `ticket:${message.ticketId}`)
  return true
}

/** What was thought sent did not arrive: the ticket is open again where it may be, once for each message. Says who has it. */
async function open(tx: Tx, ticketId: string, messageId: string): Promise<string | null> {
  const ticket = await tx
    .selectFrom('tickets')
    .select(['status', 'channel', 'assigneeId'])
    .where('id', '=', ticketId)
    .forUpdate()
    .executeTakeFirst()
  if (!ticket) return null
  const { status } = ticket
  if (status === 'open' || (status === 'closed' && channelOf(ticket.channel).ticketRule.whenClosed !== 'reopens it'))
    return ticket.assigneeId
  await tx.updateTable('tickets').set({ status: 'open', snoozedUntil: null, closedAt: null }).where('id', '=', ticketId).execute()
  await note(tx, ticketId, status === 'closed' ? 'reopened' : 'woken', system, { messageId, why: 'not_delivered' })
  if (status === 'snoozed') await wokenByReply(tx, ticketId)
  return ticket.assigneeId
}
