/** Splitting: a message and what follows it become a ticket of their own, and both halves are read anew (R41). */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import { changed, type Tx } from '../platform/db.ts'
import { conflict, notFound, refused } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import { oldestUnanswered, recount } from './recount.ts'
import { type Actor, note } from './timeline.ts'

/** Splits a ticket; answers the new one. Refused where a half would have no word of the customer. */
export async function split(tx: Tx, ticketId: string, fromMessageId: string, actor: Actor, subject?: string): Promise<string> {
  const ticket = await tx.selectFrom('tickets').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst()
  if (!ticket) throw notFound('ticket')
  if (ticket.mergedIntoId) throw conflict(reason('merged'), { mergedIntoId: ticket.mergedIntoId })
  // The customer's window shows one conversation; a second one beside it could not be answered there.
  if (ticket.channel === 'webchat') throw refused(reason('chat_no_split'))
  const { rows } = await sql<{ goes: boolean; isCustomers: boolean; customerId: string | null; isUnderWay: boolean }>`
    select (m.created_at, m.id) >= (f.created_at, f.id) as goes, m.direction = 'in' as "isCustomers",
      case when m.author_kind = 'customer' then m.author_id end as "customerId", m.state in ('queued', 'sending') as "isUnderWay"
    from messages f join messages m on m.ticket_id = f.ticket_id
    where f.id = ${fromMessageId} and f.ticket_id = ${ticketId} order by m.created_at, m.id`.execute(tx)
  if (rows.length === 0) throw notFound('message')
  const writes = rows.filter(({ isCustomers }) => isCustomers)
  const first = writes.find(({ goes }) => goes)
  if (!first) throw refused(reason('split_nothing_goes'))
  if (writes.every(({ goes }) => goes)) throw refused(reason('split_nothing_stays'))
  if (rows.some(({ goes, isUnderWay }) => goes && isUnderWay)) throw refused(reason('split_under_way'))

  const customerId = first.customerId ?? ticket.customerId
  const isOther = customerId !== ticket.customerId
  const made = await tx
    .insertInto('tickets')
    .values({
      channel: ticket.channel,
      subject: subject?.trim() || ticket.subject,
      priority: ticket.priority,
      customerId,
      identityId: isOther ? await identityOf(tx, customerId, ticket.channel) : ticket.identityId,
      assigneeId: ticket.assigneeId,
      teamId: ticket.teamId,
      tags: ticket.tags,
      language: ticket.language,
      isSpam: ticket.isSpam,
      orderValue: ticket.orderValue,
      replyToken: randomBytes(9).toString('hex'),
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
  // The new ticket is the home of what it holds, also of what a merge had brought here.
  await sql`
    update messages m set ticket_id = ${made.id}, home_id = null from messages f
    where f.id = ${fromMessageId} and m.ticket_id = ${ticketId} and (m.created_at, m.id) >= (f.created_at, f.id)`.execute(tx)
  await recount(tx, [ticketId, made.id])
  for (const id of [ticketId, made.id]) {
    const isWaiting = !ticket.isSpam && (id === made.id || ticket.status !== 'closed')
    const waitingSince = isWaiting ? await oldestUnanswered(tx, id) : null
    await tx.updateTable('tickets').set({ waitingSince }).where('id', '=', id).execute()
    await addJob(tx, 'triage', { ticketId: id, occasion: 'split' })
  }
  await sql`insert into followers (ticket_id, agent_id) select ${made.id}, agent_id from followers where ticket_id = ${ticketId}`.execute(
    tx,
  )
  await note(tx, ticketId, 'split_off', actor, { ticketId: made.id, number: made.number })
  await note(tx, made.id, 'split_from', actor, { ticketId, number: ticket.number })
  changed(tx, 'tickets', `ticket:${ticketId}`, `ticket:${made.id}`)
  return made.id
}

/** Where this customer is reached by the channel, when the ticket was somebody else's. */
async function identityOf(tx: Tx, customerId: string, channel: string): Promise<string | null> {
  const kinds = channel === 'email' ? ['email'] : channel === 'sms' ? ['phone'] : [channel]
  const identity = await tx
    .selectFrom('identities')
    .select('id')
    .where('customerId', '=', customerId)
    .where('kind', 'in', kinds)
    .orderBy('createdAt')
    .executeTakeFirst()
  return identity?.id ?? null
}
