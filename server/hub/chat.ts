/**
 * A shopper's chat, from the shopper's side. Every question names the customer: a chat of somebody else is answered like
 * one that never was.
 */
import { sql } from 'kysely'
import type { Chat, HubMessage } from '../../shared/hub.ts'
import { hubSetup } from '../channels/webchat/setup.ts'
import { hoursOf, standingAt } from '../platform/businessHours.ts'
import { changed, type Db, inTransaction, type Tx } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { readSetting } from '../platform/settings.ts'
import type { ShopperCaller } from '../rpc.ts'
import { change } from '../tickets/change.ts'
import { reachedAt } from './reach.ts'

/** The hub shows so many of the newest messages. */
const mostMessages = 200

/** The shopper's newest chat, or null before the first message. Reading it is the receipt for what the shop sent. */
export async function readChat(db: Db, shopper: ShopperCaller): Promise<Chat | null> {
  const ticket = await db
    .selectFrom('tickets as t')
    .leftJoin('agents as a', 'a.id', 't.assigneeId')
    .leftJoin('chats as c', 'c.ticketId', 't.id')
    .leftJoin('orders as o', 'o.id', 'c.orderId')
    .leftJoin('ratings as r', 'r.ticketId', 't.id')
    .select(['t.id', 't.status', 'a.name as agentName', 'a.image as agentImage', 'o.id as orderId', 'o.number as orderNumber'])
    .select(['r.isGood', 'r.words'])
    .select(sql<Date | null>`(select max(r.read_at) from ticket_reads r where r.ticket_id = t.id)`.as('teamReadAt'))
    .select(
      sql<
        string | null
      >`(select l.actor_kind from timeline l where l.ticket_id = t.id and l.kind = 'closed' order by l.at desc limit 1)`.as('closedBy'),
    )
    .where('t.customerId', '=', shopper.customerId)
    .where('t.channel', '=', 'webchat')
    .orderBy('t.createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!ticket) return null
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'direction', 'authorName', 'text', 'createdAt', 'state', 'isAutomated'])
    .select(filesOf)
    .where(ofTheChat(ticket.id))
    .where('isNote', '=', false)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(mostMessages)
    .execute()
  if (rows.some((row) => row.direction === 'out' && row.state === 'sent')) await receipt(db, ticket.id)
  const isClosed = ticket.status === 'closed'
  const email = await reachedAt(db, ticket.id)
  const setup = await readSetting(db, hubSetup)
  return {
    id: ticket.id,
    isClosed,
    closedBy: isClosed ? (ticket.closedBy === 'customer' ? 'you' : 'shop') : null,
    agent: ticket.agentName === null ? null : { name: ticket.agentName, image: ticket.agentImage },
    order: ticket.orderId && ticket.orderNumber ? { id: ticket.orderId, number: ticket.orderNumber } : null,
    email,
    asksEmail: !isClosed && email === null && setup.asksEmail && !standingAt((await hoursOf(db, null)).hours, new Date()).isOpen,
    rating: ticket.isGood === null ? null : { isGood: ticket.isGood, words: ticket.words ?? '' },
    asksRating: isClosed && ticket.isGood === null && setup.asksRating,
    messages: rows.reverse().map((row) => messageOf(row, ticket.teamReadAt)),
  }
}

/** The files of a message, for a query of messages. */
export const filesOf = sql<HubMessage['attachments']>`coalesce((
  select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'mimeType', a.mime_type, 'size', a.size) order by a.position, a.id)
  from attachments a where a.message_id = messages.id), '[]')`.as('attachments')

interface Row {
  id: string
  direction: string
  authorName: string
  text: string
  createdAt: Date
  state: string
  isAutomated: boolean
  attachments?: HubMessage['attachments']
}

/** A message as the shopper sees it; `teamReadAt`: when somebody of the shop last looked. */
export function messageOf(row: Row, teamReadAt: Date | null): HubMessage {
  const isOwn = row.direction === 'in'
  const isSeen = isOwn ? teamReadAt !== null && teamReadAt >= row.createdAt : row.state === 'read'
  return {
    id: row.id,
    from: isOwn ? 'you' : 'shop',
    name: row.authorName,
    text: row.text,
    createdAt: row.createdAt,
    // What a shopper wrote is with the shop as soon as it is stored.
    state: isSeen ? 'seen' : isOwn || row.state === 'delivered' ? 'delivered' : 'sent',
    isAutomated: row.isAutomated,
    attachments: row.attachments ?? [],
  }
}

async function receipt(db: Db, ticketId: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { numUpdatedRows } = await ofTheShop(tx, ticketId)
      .set({ state: 'delivered', deliveredAt: sql`now()` })
      .where('state', '=', 'sent')
      .executeTakeFirst()
    if (numUpdatedRows > 0) changed(tx, `ticket:${ticketId}`)
  })
}

/** The shopper has everything of this chat on the screen (R87). */
export async function markSeen(tx: Tx, shopper: ShopperCaller, chatId: string): Promise<Date> {
  const ticket = await ownChat(tx, shopper, chatId).set({ customerReadAt: sql`now()` }).returning('customerReadAt').executeTakeFirst()
  if (!ticket?.customerReadAt) throw notFound('chat')
  const { numUpdatedRows } = await ofTheShop(tx, chatId)
    .set({ state: 'read', readAt: sql`now()`, sentAt: sql`coalesce(sent_at, now())`, deliveredAt: sql`coalesce(delivered_at, now())` })
    .where('state', 'in', ['queued', 'sending', 'sent', 'delivered'])
    .executeTakeFirst()
  // Telling of what was seen before would make two hubs answer each other for ever.
  if (numUpdatedRows > 0) changed(tx, `ticket:${chatId}`)
  return ticket.customerReadAt
}

/** The shopper ends the chat; it never opens again (R62, R63). */
export async function endChat(tx: Tx, shopper: ShopperCaller, chatId: string): Promise<void> {
  const own = await ownChat(tx, shopper, chatId).set({ customerReadAt: sql`now()` }).returning('id').executeTakeFirst()
  if (!own) throw notFound('chat')
  await change(tx, chatId, { kind: 'customer', id: shopper.customerId, name: shopper.name }, { status: 'closed' })
}

/** Is this chat the shopper's own? */
export async function ownsChat(db: Db, customerId: string, ticketId: string): Promise<boolean> {
  const own = await db
    .selectFrom('tickets')
    .select('id')
    .where('id', '=', ticketId)
    .where('customerId', '=', customerId)
    .where('channel', '=', 'webchat')
    .executeTakeFirst()
  return own !== undefined
}

/**
 * What was said in this chat, wherever the team has merged it to or whatever it has merged into it: the shopper's view stays. What
 * they answered by mail stands in it too.
 */
export const ofTheChat = (ticketId: string) =>
  sql<boolean>`(messages.ticket_id = ${ticketId} and messages.home_id is null or messages.home_id = ${ticketId})
    and (messages.channel = 'webchat' or messages.channel = 'email' and messages.direction = 'in' and messages.home_id is null)`

const ofTheShop = (tx: Tx, ticketId: string) =>
  tx.updateTable('messages').where(ofTheChat(ticketId)).where('direction', '=', 'out').where('isNote', '=', false)

const ownChat = (tx: Tx, shopper: ShopperCaller, chatId: string) =>
  tx.updateTable('tickets').where('id', '=', chatId).where('customerId', '=', shopper.customerId).where('channel', '=', 'webchat')
