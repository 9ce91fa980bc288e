/** Tickets begin: each with its first message and the job that reads it. */
import { randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { TicketWarning } from '../../shared/mayReply.ts'
import type { Incoming } from '../channels/incoming.ts'
import type { Recognised } from '../customers/recognise.ts'
import type { Tx } from '../platform/db.ts'
import { givenBy } from '../platform/given.ts'
import { jobsInserted, jobsTold } from '../platform/jobs.ts'
import { statement } from '../platform/statement.ts'

export interface Opening {
  incoming: Incoming
  who: Recognised
  /** A ticket that the message names but does not belong to. */
  linkedTicketId?: string
  /** Opens nothing where the customer has such a ticket on this channel: the message may belong to it. */
  unless: 'not closed' | 'any' | null
}

/** Where a message is kept. */
export interface Kept {
  ticketId: string
  messageId: string
  createdAt: Date
}

/**
 * Where a message stands among the others: by when it came, unless its vendor sends several side by side and says in which order
 * they were written. What came much later stands where it was seen first.
 */
export const placeInTime = (orderedAt: RawBuilder<unknown>): RawBuilder<Date> =>
  sql`case when ${orderedAt} between now() - interval '30 seconds' and now() then ${orderedAt} else now() end`

/** Opens the tickets, in one statement. The answer leaves out what was not opened because another ticket stands. */
export async function openTickets(tx: Tx, openings: Opening[]): Promise<Map<Incoming, Kept>> {
  if (openings.length === 0) return new Map()
  const rows = await open(tx, openings)
  return new Map(
    rows.flatMap(({ place, ticketId, messageId, createdAt }) => {
      const incoming = openings[place - 1]?.incoming
      return incoming ? [[incoming, { ticketId, messageId, createdAt }] as const] : []
    }),
  )
}

const open = statement<Opening[], Kept & { place: number }>(
  (value) => sql`
    with asked as materialized (
      select coalesce(a.id, uuidv7()) as message_id, a.* from ${givenBy(value, 'a', (openings) => openings, {
        id: ['uuid', ({ incoming }) => incoming.id ?? null],
        channel: ['text', ({ incoming }) => incoming.channel],
        external_id: ['text', ({ incoming }) => incoming.externalId],
        customer_id: ['uuid', ({ who }) => who.customerId],
        identity_id: ['uuid', ({ who }) => who.identityId],
        author_name: ['text', ({ incoming: { from } }) => from.name || from.value],
        subject: ['text', ({ incoming }) => incoming.subject],
        text: ['text', ({ incoming }) => incoming.text],
        quoted_text: ['text', ({ incoming }) => incoming.quotedText],
        html: ['text', ({ incoming }) => incoming.html],
        mail: ['jsonb', ({ incoming: { mail } }) => (mail ? JSON.stringify(mail) : null)],
        automated_why: ['text', ({ incoming }) => incoming.automatedWhy],
        preview: ['text', ({ incoming }) => incoming.preview],
        payload_id: ['uuid', ({ incoming }) => incoming.payloadId],
        sent_at: ['timestamptz', ({ incoming }) => incoming.sentAt],
        connection_id: ['uuid', ({ incoming }) => incoming.connectionId ?? null],
        answers: ['text', ({ incoming }) => incoming.answers ?? null],
        ordered_at: ['timestamptz', ({ incoming }) => incoming.orderedAt ?? null],
        content: ['jsonb', ({ incoming: { content } }) => (content ? JSON.stringify(content) : null)],
        reply_token: ['text', () => randomBytes(9).toString('hex')],
        warning: ['text', (opening) => warningOf(opening)],
        linked_ticket_id: ['uuid', ({ linkedTicketId }) => linkedTicketId ?? null],
        unless: ['text', ({ unless }) => unless],
      })}
    ), ticket as (
      insert into tickets (channel, subject, customer_id, identity_id, is_automated, preview, message_count, reply_token, linked_ticket_id, warning,
        last_inbound_id, last_message_at, last_inbound_at, waiting_since, order_value, connection_id)
      select channel, coalesce(subject, ''), customer_id, identity_id, automated_why is not null, preview, 1, reply_token, linked_ticket_id,
        warning,
        message_id, now(), now(), case when automated_why is null then now() end,
        (select total from orders where orders.customer_id = asked.customer_id order by placed_at desc limit 1), connection_id
      from asked
      -- By the customer's own tickets, newest first: a plan that was made of few tickets is kept while there come to be many, and
      -- others look through all that are open, or on that channel.
      where unless is null or (
        select t.id from tickets t
        where t.customer_id = asked.customer_id and t.channel || '' = asked.channel and (t.status <> 'closed' or unless = 'any')
        order by t.created_at desc limit 1) is null
      order by place
      returning id, last_inbound_id
    ), message as (
      insert into messages (id, ticket_id, channel, external_id, direction, author_kind, author_id, author_name, subject, text, quoted_text, html, mail,
        is_automated, automated_why, state, payload_id, sent_at, connection_id, content, answers, created_at)
      select a.message_id, ticket.id, a.channel, a.external_id, 'in', 'customer', a.customer_id, a.author_name, a.subject, a.text, a.quoted_text, a.html, a.mail,
        a.automated_why is not null, a.automated_why, 'received', a.payload_id, a.sent_at, a.connection_id, a.content, a.answers, ${placeInTime(sql`a.ordered_at`)}
      from ticket join asked a on a.message_id = ticket.last_inbound_id
      returning ticket_id, id, created_at
    ), job as (${jobsInserted('triage', sql`json_build_object('ticketId', ticket_id, 'occasion', 'created')`, sql`message`)})
    select a.place, m.ticket_id as "ticketId", m.id as "messageId", m.created_at as "createdAt", ${jobsTold} as told
    from message m join asked a on a.message_id = m.id`,
)

/** Why the ticket should be looked at twice. */
function warningOf({ incoming, linkedTicketId }: Opening): TicketWarning | null {
  if (incoming.mail?.authenticity?.verdict === 'failed') return 'unverified_sender'
  return linkedTicketId ? 'other_sender' : null
}
