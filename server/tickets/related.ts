/** What else there has been with a ticket's customer. */
import { sql } from 'kysely'
import type { RelatedTicket } from '../../shared/related.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { ticketHolds } from '../team/holds.ts'

const most = 50

/** The customer's other tickets, newest first; merged ones stand in their targets, spam is left out. */
export async function relatedTo(db: Db, ticketId: string): Promise<{ tickets: RelatedTicket[]; hasMore: boolean }> {
  const ticket = await db.selectFrom('tickets').select('customerId').where('id', '=', ticketId).executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  const { rows } = await sql<RelatedTicket>`
    select t.id, t.number, t.subject, t.preview, ${ticketHolds} as holds, t.channel, t.status, t.sentiment_label as label, a.name as "assigneeName",
      t.created_at as "createdAt", t.last_message_at as "lastMessageAt"
    from tickets t left join agents a on a.id = t.assignee_id
    where t.customer_id = ${ticket.customerId} and t.id <> ${ticketId} and t.merged_into_id is null and not t.is_spam
    order by t.created_at desc limit ${most + 1}`.execute(db)
  return { tickets: rows.slice(0, most), hasMore: rows.length > most }
}
