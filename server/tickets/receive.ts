/**
 * The one way in for every message of every channel. Words: a *ticket* holds a conversation with one customer; a
 * *message* is what either side wrote; a *note* is seen by the team only.
 */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { ChannelKey } from '../../shared/words.ts'
import type { Incoming, TicketRule } from '../channels/channel.ts'
import { heldIdentity, type Recognised, welcome } from '../customers/recognise.ts'
import { changed, type Tx } from '../platform/db.ts'
import { addJob, jobCall } from '../platform/jobs.ts'
import { belongsTo, type FoundTicket } from './belongs.ts'
import { wokenByReply } from './snooze.ts'
import { type Actor, note } from './timeline.ts'

export interface Received {
  outcome: 'ticket' | 'appended' | 'duplicate'
  ticketId: string
  messageId: string
  createdAt: Date
}

/**
 * Takes a message in: finds or creates the customer, finds, reopens or opens the ticket, keeps the message, and asks for
 * triage where that is due. A message with the same external id was taken in before: nothing changes.
 */
export async function receive(tx: Tx, rule: TicketRule, incoming: Incoming): Promise<Received> {
  const { before, known } = await look(tx, incoming)
  if (before) return { outcome: 'duplicate', ...before }

  const who = known ?? (await welcome(tx, incoming.from))
  const { ticket, linkedTicketId } = await belongsTo(tx, rule, incoming, who)
  const received = ticket ? await continueTicket(tx, ticket, incoming, who.customerId) : await openTicket(tx, incoming, who, linkedTicketId)
  await keepAttachments(tx, received.messageId, incoming)
  changed(tx, 'tickets', `ticket:${received.ticketId}`)
  return received
}

/** One question for both: was this message taken in before, and do we know who wrote it? */
async function look(
  tx: Tx,
  { channel, externalId, from }: Incoming,
): Promise<{ before: Omit<Received, 'outcome'> | null; known: Recognised | null }> {
  const { rows } = await sql<{
    ticketId: string | null
    messageId: string | null
    createdAt: Date | null
    identityId: string | null
    customerId: string | null
  }>`
    with identity as materialized (${heldIdentity(from)})
    select m.ticket_id as "ticketId", m.id as "messageId", m.created_at as "createdAt", identity.id as "identityId", identity.customer_id as "customerId"
    from (select) once
    left join messages m on m.channel = ${channel} and m.external_id = ${externalId}
    left join identity on true`.execute(tx)
  const { ticketId, messageId, createdAt, identityId, customerId } = rows[0] ?? {}
  return {
    before: ticketId && messageId && createdAt ? { ticketId, messageId, createdAt } : null,
    known: identityId && customerId ? { identityId, customerId } : null,
  }
}

async function openTicket(
  tx: Tx,
  incoming: Incoming,
  who: { customerId: string; identityId: string },
  linkedTicketId?: string,
): Promise<Received> {
  const { rows } = await sql<Omit<Received, 'outcome'>>`
    with ticket as (
      insert into tickets (channel, subject, customer_id, identity_id, is_automated, preview, message_count, reply_token, linked_ticket_id, warning,
        last_inbound_id, last_message_at, last_inbound_at, waiting_since, order_value)
      select ${incoming.channel}, ${incoming.subject ?? ''}, ${who.customerId}, ${who.identityId}, ${incoming.automatedWhy !== null}, ${incoming.preview}, 1,
        ${randomBytes(9).toString('hex')}, ${linkedTicketId ?? null}, ${linkedTicketId ? 'other_sender' : null},
        coalesce(${incoming.id ?? null}::uuid, uuidv7()), now(), now(), case when ${incoming.automatedWhy === null} then now() end,
        (select total from orders where customer_id = ${who.customerId} order by placed_at desc limit 1)
      returning id, last_inbound_id
    ), message as (
      insert into messages (id, ticket_id, channel, external_id, direction, author_kind, author_id, author_name, subject, text, quoted_text, html, mail, is_automated, automated_why, state, payload_id, sent_at)
      select last_inbound_id, id, ${messageValues(incoming, who.customerId)} from ticket
      returning ticket_id, id, created_at
    )
    select ticket_id as "ticketId", id as "messageId", created_at as "createdAt", (${jobCall('triage', sql`json_build_object('ticketId', ticket_id, 'occasion', 'created')`)}).id as job
    from message`.execute(tx)
  const opened = rows[0]
  if (!opened) throw new Error('the ticket was not created')
  const { ticketId, messageId, createdAt } = opened
  return { outcome: 'ticket', ticketId, messageId, createdAt }
}

async function continueTicket(tx: Tx, ticket: FoundTicket, incoming: Incoming, customerId: string): Promise<Received> {
  const { rows } = await sql<{ id: string; createdAt: Date }>`
    insert into messages (id, ticket_id, channel, external_id, direction, author_kind, author_id, author_name, subject, text, quoted_text, html, mail, is_automated, automated_why, state, payload_id, sent_at)
    values (coalesce(${incoming.id ?? null}::uuid, uuidv7()), ${ticket.id}, ${messageValues(incoming, customerId)}) returning id, created_at as "createdAt"`.execute(
    tx,
  )
  const [kept] = rows
  if (!kept) throw new Error('the message was not kept')
  const { id: messageId, createdAt } = kept

  // An out-of-office answer neither reopens a ticket nor makes anyone wait (F5); a bounce does, since somebody must act.
  const isPerson = incoming.automatedWhy === null || incoming.automatedWhy === 'bounce'
  const wakes = isPerson && ticket.status !== 'open'
  await tx
    .updateTable('tickets')
    .set({
      messageCount: sql`message_count + 1`,
      preview: incoming.preview,
      lastInboundId: messageId,
      lastMessageAt: sql`now()`,
      lastInboundAt: sql`now()`,
      updatedAt: sql`now()`,
      ...(isPerson && { waitingSince: sql`coalesce(waiting_since, now())` }),
      ...(wakes && { status: 'open', snoozedUntil: null, closedAt: null }),
    })
    .where('id', '=', ticket.id)
    .execute()
  if (wakes) {
    const customer: Actor = { kind: 'customer', id: customerId, name: incoming.from.name || incoming.from.value }
    await note(tx, ticket.id, ticket.status === 'closed' ? 'reopened' : 'woken', customer, { messageId })
    if (ticket.status === 'snoozed') await wokenByReply(tx, ticket.id)
    if (ticket.status === 'closed') await addJob(tx, 'triage', { ticketId: ticket.id, occasion: 'reopened' })
  }
  return { outcome: 'appended', ticketId: ticket.id, messageId, createdAt }
}

/** The values of a customer's message, in the order of the two inserts above. */
function messageValues(incoming: Incoming, customerId: string) {
  return sql`${incoming.channel as ChannelKey}, ${incoming.externalId}, 'in', 'customer', ${customerId}::uuid, ${incoming.from.name || incoming.from.value}, ${incoming.subject},
    ${incoming.text}, ${incoming.quotedText}, ${incoming.html}, ${incoming.mail ? JSON.stringify(incoming.mail) : null}::jsonb, ${incoming.automatedWhy !== null}, ${incoming.automatedWhy}, 'received',
    ${incoming.payloadId}::uuid, ${incoming.sentAt}::timestamptz`
}

async function keepAttachments(tx: Tx, messageId: string, incoming: Incoming): Promise<void> {
  if (incoming.attachments.length === 0) return
  await tx
    .insertInto('attachments')
    .values(
      incoming.attachments.map(({ name, mimeType, size, contentId, isInline, file }) => ({
        messageId,
        name,
        mimeType,
        size,
        contentId,
        isInline,
        file,
      })),
    )
    .execute()
}
