/** Which ticket does a message belong to? The channel's rule is data; this is the one place that applies it. */
import { sql } from 'kysely'
import type { TicketRule } from '../channels/channel.ts'
import type { Incoming } from '../channels/incoming.ts'
import type { Recognised } from '../customers/recognise.ts'
import type { Tx } from '../platform/db.ts'
import { heldTarget } from './merged.ts'

export interface FoundTicket {
  id: string
  status: string
  channel: string
  isSpam: boolean
  mergedIntoId: string | null
}

export interface Belonging {
  /** The ticket to continue; undefined: a new one begins. */
  ticket?: FoundTicket
  /** A ticket that the message names but whose people its sender is not among: the new one is linked to it. */
  linkedTicketId?: string
}

/** Applies the rule. The ticket found stays locked until the transaction ends. */
export async function belongsTo(tx: Tx, rule: TicketRule, incoming: Incoming, who: Recognised): Promise<Belonging> {
  if (rule.ticketIs === 'a thread') return byThread(tx, incoming, who)
  const query = tx
    .selectFrom('tickets')
    .select(['id', 'status', 'channel', 'isSpam', 'mergedIntoId'])
    .where('customerId', '=', who.customerId)
    .where('channel', '=', incoming.channel)
  const found =
    rule.ticketIs === 'a conversation'
      ? await query
          // One conversation at a time: a second tab or device that does not know of it yet joins it, and nothing is answered unseen.
          .where('status', '!=', 'closed')
          // Where the shop has several addresses, an answer reaches only whom its own address knows.
          .$if(incoming.connectionId != null, (mine) => mine.where('identityId', '=', who.identityId))
          .orderBy(sql`id is not distinct from ${incoming.ticketId ?? null}::uuid`, 'desc')
          .orderBy('createdAt', 'desc')
          .limit(1)
          .forUpdate()
          .executeTakeFirst()
      : // Whichever of their numbers a person writes from (R114): the ticket follows it, see continue.ts.
        await query.orderBy('createdAt', 'desc').limit(1).forUpdate().executeTakeFirst()
  const ticket = found && (await heldTarget(found, (id) => holdTicket(tx, id)))
  if (!ticket || (ticket.status === 'closed' && rule.whenClosed === 'begins a new one')) return {}
  return { ticket }
}

const holdTicket = (tx: Tx, id: string): Promise<FoundTicket | undefined> =>
  tx.selectFrom('tickets').select(['id', 'status', 'channel', 'isSpam', 'mergedIntoId']).where('id', '=', id).forUpdate().executeTakeFirst()

/**
 * A mail names what it answers by Message-IDs and by the token in our Reply-To address. Either can be forwarded,
 * quoted or forged, so it counts only when its sender takes part in that ticket: otherwise one customer's mail would
 * land among another's (F7).
 */
async function byThread(tx: Tx, incoming: Incoming, who: Recognised): Promise<Belonging> {
  const { externalIds, tokens } = incoming.thread
  if (externalIds.length === 0 && tokens.length === 0) return {}
  const { rows } = await sql<FoundTicket & { takesPart: boolean; byToken: boolean }>`
    select t.id, t.status, t.channel, t.is_spam as "isSpam", t.merged_into_id as "mergedIntoId",
      t.customer_id = ${who.customerId} or exists (
        select 1 from messages m where (m.ticket_id = t.id or m.home_id = t.id) and not m.is_note
        and (m.author_id = ${who.customerId} or m.mail->'to' ? ${incoming.from.value} or m.mail->'cc' ? ${incoming.from.value}
          or m.mail->'bcc' ? ${incoming.from.value})
      ) as "takesPart", named.nearness = 0 as "byToken"
    from (
      select t.id, 0 as nearness from tickets t where t.reply_token = any(${tokens}::text[])
        and (t.channel = ${incoming.channel} or t.channel = 'webchat' and ${incoming.channel} = 'email')
      union all
      select m.ticket_id, array_position(${externalIds}::text[], m.external_id) from messages m
      where m.channel = ${incoming.channel} and m.external_id = any(${externalIds}::text[])
    ) named join tickets t on t.id = named.id
    order by named.nearness
    for update of t`.execute(tx)
  // Headers can be forged with the sender's address; the token in our Reply-To only those know who had our mail.
  const isForged = incoming.mail?.authenticity?.verdict === 'failed'
  // A shopper who had gone answers our mail: that goes on with the chat while it is open, and never opens one that has ended.
  const ours = rows.find(
    (row) =>
      row.takesPart && (row.byToken || !isForged) && (row.channel !== 'webchat' || (row.status !== 'closed' && row.mergedIntoId === null)),
  )
  if (ours) return { ticket: await heldTarget(ours, (id) => holdTicket(tx, id)) }
  const other = rows.find((row) => row.channel !== 'webchat' || !row.takesPart)
  return other ? { linkedTicketId: other.id } : {}
}
