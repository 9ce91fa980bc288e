/** What is known of a chat besides its messages, kept with its first one. */
import { sql } from 'kysely'
import type { ChatBeginning, Incoming } from '../channels/incoming.ts'
import type { Tx } from '../platform/db.ts'
import { givenBy } from '../platform/given.ts'
import { statement } from '../platform/statement.ts'
import { note } from './timeline.ts'

interface Begun {
  ticketId: string
  customerId: string
  incoming: Incoming
}

/** Keeps it with the tickets of these messages. A chat that has it already keeps what it has. */
export async function keepChats(tx: Tx, begun: Begun[]): Promise<void> {
  const chats = begun.flatMap(({ ticketId, customerId, incoming: { chat, from } }) =>
    chat ? { ...chat, ticketId, customer: { kind: 'customer' as const, id: customerId, name: from.name } } : [],
  )
  if (chats.length === 0) return
  const kept = new Set((await keep(tx, chats)).map(({ ticketId }) => ticketId))
  for (const { ticketId, customer, faqs, order } of chats) {
    if (!kept.has(ticketId)) continue
    for (const { question, answer } of faqs) await note(tx, ticketId, 'faq_picked', customer, { question, answer })
    if (order) await note(tx, ticketId, 'about_order', customer, { orderId: order.id, number: order.number })
  }
}

const keep = statement<(ChatBeginning & { ticketId: string; customer: { id: string } })[], { ticketId: string }>(
  (value) => sql`
    with begun as (
      select * from ${givenBy(value, 'a', (chats) => chats, {
        ticket_id: ['uuid', ({ ticketId }) => ticketId],
        customer_id: ['uuid', ({ customer }) => customer.id],
        language: ['text', ({ language }) => language],
        time_zone: ['text', ({ timeZone }) => timeZone],
        order_id: ['uuid', ({ order }) => order?.id ?? null],
        faqs: ['jsonb', ({ faqs }) => JSON.stringify(faqs)],
        is_visitor: ['boolean', ({ isVisitor }) => isVisitor],
      })}
    ), moved as (
      -- Shoppers travel; the rest stays as it began.
      update chats c set time_zone = a.time_zone from begun a where c.ticket_id = a.ticket_id and c.time_zone is distinct from a.time_zone and a.time_zone is not null
    )
    insert into chats (ticket_id, language, time_zone, order_id, faqs, email)
    select a.ticket_id, a.language, a.time_zone, a.order_id, a.faqs, (select c.email from customers c where a.is_visitor and c.id = a.customer_id) from begun a
    on conflict (ticket_id) do nothing
    returning ticket_id as "ticketId"`,
)
