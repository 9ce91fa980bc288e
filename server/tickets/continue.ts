/** A ticket goes on with a customer's message. */
import { sql } from 'kysely'
import type { Incoming } from '../channels/incoming.ts'
import type { Recognised } from '../customers/recognise.ts'
import type { Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import { notifyAnswered } from '../team/notify.ts'
import type { FoundTicket } from './belongs.ts'
import { type Kept, placeInTime } from './open.ts'
import { wokenByReply } from './snooze.ts'
import { type Actor, note } from './timeline.ts'

/** Adds the message to a ticket that the caller holds; a person's message opens it where it was closed or snoozed. */
export async function continueTicket(
  tx: Tx,
  ticket: FoundTicket,
  incoming: Incoming,
  { customerId, identityId }: Recognised,
): Promise<Kept> {
  const {
    channel,
    externalId,
    subject,
    text,
    quotedText,
    html,
    mail,
    automatedWhy,
    payloadId,
    sentAt,
    connectionId = null,
    content = null,
    answers = null,
    orderedAt = null,
  } = incoming
  const authorName = incoming.from.name || incoming.from.value
  const { rows } = await sql<{ id: string; createdAt: Date }>`
    insert into messages (id, ticket_id, channel, external_id, direction, author_kind, author_id, author_name, subject, text, quoted_text, html, mail,
      is_automated, automated_why, state, payload_id, sent_at, connection_id, content, answers, created_at)
    values (coalesce(${incoming.id ?? null}::uuid, uuidv7()), ${ticket.id}, ${channel}, ${externalId}, 'in', 'customer', ${customerId}::uuid, ${authorName},
      ${subject}, ${text}, ${quotedText}, ${html}, ${mail ? JSON.stringify(mail) : null}::jsonb, ${automatedWhy !== null}, ${automatedWhy}, 'received',
      ${payloadId}::uuid, ${sentAt}::timestamptz, ${connectionId}::uuid, ${content ? JSON.stringify(content) : null}::jsonb, ${answers},
      ${placeInTime(sql`${orderedAt}::timestamptz`)})
    returning id, created_at as "createdAt"`.execute(tx)
  const [kept] = rows
  if (!kept) throw new Error('the message was not kept')
  const { id: messageId, createdAt } = kept

  // An out-of-office answer neither reopens a ticket nor makes anyone wait (F5); a bounce does, since somebody must act.
  const isPerson = automatedWhy === null || automatedWhy === 'bounce'
  const wakes = isPerson && ticket.status !== 'open'
  // What was written before the newest one but came after it is not the last word.
  const isLastWord = !orderedAt || (await isNewest(tx, ticket.id, messageId))
  await tx
    .updateTable('tickets')
    .set({
      messageCount: sql`message_count + 1`,
      ...(isLastWord && { preview: incoming.preview, lastInboundId: messageId }),
      // Of a person with several numbers: an answer goes to the one they wrote from last, and what that one allows counts.
      ...(isLastWord &&
        connectionId && {
          identityId: sql`case when customer_id = ${customerId} and channel = ${channel} then ${identityId} else identity_id end`,
        }),
      lastMessageAt: sql`now()`,
      lastInboundAt: sql`now()`,
      ...(connectionId && { connectionId }),
      updatedAt: sql`now()`,
      ...(isPerson && { waitingSince: sql`coalesce(waiting_since, now())` }),
      ...(wakes && { status: 'open', snoozedUntil: null, closedAt: null }),
    })
    .where('id', '=', ticket.id)
    .execute()
  if (wakes) {
    const customer: Actor = { kind: 'customer', id: customerId, name: authorName }
    await note(tx, ticket.id, ticket.status === 'closed' ? 'reopened' : 'woken', customer, { messageId })
    if (ticket.status === 'snoozed') await wokenByReply(tx, ticket.id)
    if (ticket.status === 'closed') await addJob(tx, 'triage', { ticketId: ticket.id, occasion: 'reopened' })
  }
  if (isPerson) await notifyAnswered(tx, ticket.id, messageId, authorName)
  return { ticketId: ticket.id, messageId, createdAt }
}

async function isNewest(tx: Tx, ticketId: string, messageId: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select id from messages where ticket_id = ${ticketId} and direction = 'in' order by created_at desc, id desc limit 1`.execute(tx)
  return rows[0]?.id === messageId
}
