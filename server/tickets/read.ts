/** What each agent has read. */
import { sql } from 'kysely'
import { changed, type Tx, touched } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { readNotifications } from '../team/notifications.ts'
import { askToTellRead } from './tellRead.ts'

/** Marks a ticket as read by this agent up to now, or as unread again. */
export async function markRead(tx: Tx, agentId: string, ticketId: string, isRead: boolean): Promise<void> {
  const ticket = await tx.selectFrom('tickets').select(['id', 'channel', 'lastInboundAt']).where('id', '=', ticketId).executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  if (isRead) {
    // A shopper sees that their message was seen; telling only the first time keeps desks from answering each other's hints.
    if (ticket.channel === 'webchat' && !(await isSeen(tx, ticket))) changed(tx, `ticket:${ticketId}`)
    await tx
      .insertInto('ticketReads')
      .values({ ticketId, agentId })
      .onConflict((conflict) => conflict.columns(['ticketId', 'agentId']).doUpdateSet({ readAt: sql`now()` }))
      .execute()
    await readNotifications(tx, agentId, { ticketId })
    await askToTellRead(tx, ticketId)
  } else await tx.deleteFrom('ticketReads').where('ticketId', '=', ticketId).where('agentId', '=', agentId).execute()
  touched(tx, ticketId)
  changed(tx, 'tickets')
}

/** Has anyone on the team read the ticket since the customer last wrote? */
async function isSeen(tx: Tx, ticket: { id: string; lastInboundAt: Date | null }): Promise<boolean> {
  if (!ticket.lastInboundAt) return true
  const seen = await tx
    .selectFrom('ticketReads')
    .select('agentId')
    .where('ticketId', '=', ticket.id)
    .where('readAt', '>=', ticket.lastInboundAt)
    .executeTakeFirst()
  return seen !== undefined
}
