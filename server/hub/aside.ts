/** What the team sees of a web chat beside its messages. */
import type { ChatAside } from '../../shared/chats.ts'
import { languageOf } from '../channels/webchat/setup.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { isHere } from './presence.ts'
import { reachedAt } from './reach.ts'

/** Of a ticket that is no web chat there is none. */
export async function readAside(db: Db, ticketId: string): Promise<ChatAside> {
  const ticket = await db
    .selectFrom('tickets as t')
    .leftJoin('chats as c', 'c.ticketId', 't.id')
    .leftJoin('shopperPresence as p', 'p.customerId', 't.customerId')
    .leftJoin('ratings as r', 'r.ticketId', 't.id')
    .select(['t.customerId', 't.waitingSince', 't.status', 'c.language', 'c.orderId', 'c.faqs'])
    .select(['p.isHere', 'p.seenAt', 'p.pageUrl', 'p.pageTitle', 'p.pageAt', 'r.isGood', 'r.words', 'r.at as ratedAt'])
    .where('t.id', '=', ticketId)
    .where('t.channel', '=', 'webchat')
    .executeTakeFirst()
  if (!ticket) throw notFound('chat')
  const { isHere: here, seenAt, pageUrl, pageTitle, pageAt, isGood, words, ratedAt } = ticket
  const order = ticket.orderId
    ? await db
        .selectFrom('orders')
        .select(['id', 'number', 'status', 'currency', 'total', 'items', 'tracking', 'placedAt'])
        .where('id', '=', ticket.orderId)
        .executeTakeFirst()
    : undefined
  return {
    isOnline: seenAt !== null && isHere({ isHere: here === true, seenAt }),
    lastSeenAt: seenAt,
    page: pageUrl && pageAt ? { url: pageUrl, title: pageTitle ?? '', at: pageAt } : null,
    order: order ?? null,
    faqs: (ticket.faqs ?? []).map((faq) => ({ ...faq, at: new Date(faq.at) })),
    language: ticket.language === null ? null : languageOf(ticket.language, 'en'),
    email: await reachedAt(db, ticketId),
    rating: isGood === null || ratedAt === null ? null : { isGood, words: words ?? '', at: ratedAt },
    waitingSince: ticket.status === 'closed' ? null : ticket.waitingSince,
  }
}
