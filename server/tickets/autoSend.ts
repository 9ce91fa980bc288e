/**
 * May something be sent automatically now? The one place that decides it, for every kind of automatic message; the timeline says
 * what was decided and why (F5, F21, F26).
 */
import { sql } from 'kysely'
import { countryOf, readPhone } from '../customers/phone.ts'
import type { Tx } from '../platform/db.ts'
import { mayReplyTo } from './mayReply.ts'
import { note, system } from './timeline.ts'

/** At most one automatic message a person in so many hours: two machines that answer each other fall silent after one. */
const quietHours = 24
/** An agent who answered so recently is in conversation: nothing speaks in between. */
const agentMinutes = 15

interface ForText {
  ticketId: string
  /** The customer's message that it would answer. */
  messageId: string
  /** To people who have not agreed to be written to: the answer that says how to. It goes to nobody who has said stop. */
  isToNonSubscribers: boolean
  /** To them alone. */
  isOnlyToNonSubscribers: boolean
}

/** In a web chat: outside office hours, when all are busy, or by mail to a shopper who has gone. */
interface ForChat {
  kind: 'away' | 'busy' | 'follow_up'
  ticketId: string
  messageId: string
  /** The shop wants it. */
  isOn: boolean
  /** Is the team there? */
  isOpen?: boolean
  /** Is there an address for it? */
  isReached?: boolean
}

type AutoSend = ForText | ForChat

/** Decides, and says on the ticket why nothing is sent; each reason once in a day. */
export async function mayAutoSend(tx: Tx, wish: AutoSend): Promise<boolean> {
  const why = 'kind' in wish ? await whyNotInChat(tx, wish) : await whyNot(tx, wish)
  if (!why) return true
  // That is how it was set; a line on every ticket would say nothing.
  if (why === 'has_agreed' || why === 'turned_off') return false
  const { rows } = await sql`
    select 1 from timeline where ticket_id = ${wish.ticketId} and kind = 'auto_reply_held' and data->>'why' = ${why}
      and at > now() - make_interval(hours => ${quietHours}) limit 1`.execute(tx)
  if (rows.length === 0) await note(tx, wish.ticketId, 'auto_reply_held', system, { why, messageId: wish.messageId })
  return false
}

/** The reason as a code; the desk says it as `ticket.line.held.<code>`. */
async function whyNot(tx: Tx, { ticketId, messageId, isToNonSubscribers, isOnlyToNonSubscribers }: ForText): Promise<string | undefined> {
  const { rows } = await sql<Found>`
    select t.channel, t.status, t.identity_id as "identityId", t.connection_id as "connectionId", t.last_inbound_at as "lastInboundAt",
      t.is_spam as "isSpam", t.is_automated or m.is_automated as "isAutomated", i.value as "from",
      exists (select from connections c where c.address = i.value) as "isOurs",
      exists (select from messages o join tickets ot on ot.id = o.ticket_id where ot.identity_id = t.identity_id and o.direction = 'out'
        and not o.is_note and o.is_automated and o.created_at > now() - make_interval(hours => ${quietHours})) as "wasAnswered",
      exists (select from messages o where o.ticket_id = t.id and o.direction = 'out' and not o.is_note and o.author_kind = 'agent'
        and o.created_at > now() - make_interval(mins => ${agentMinutes})) as "hasAgent",
      exists (select from consents c where c.identity_id = t.identity_id and c.is_given and not exists (
        select from consents n where n.identity_id = c.identity_id and n.kind = c.kind and (n.at, n.id) > (c.at, c.id))) as "hasAgreed"
    from tickets t join messages m on m.id = ${messageId} left join identities i on i.id = t.identity_id
    where t.id = ${ticketId} for update of t`.execute(tx)
  const [found] = rows
  if (!found) return 'no_address'
  if (found.isSpam) return 'spam'
  if (found.isAutomated) return 'automated'
  if (found.isOurs) return 'own_address'
  // A name of letters or a short code is a machine's, and cannot be answered.
  if (found.from && (found.channel === 'sms' || found.channel === 'whatsapp') && !readPhone(found.from, countryOf(found.from)))
    return 'machine'
  if (isOnlyToNonSubscribers && found.hasAgreed) return 'has_agreed'
  if (found.hasAgent) return 'agent_answering'
  if (found.wasAnswered) return 'answered_today'
  const allowed = await mayReplyTo(tx, found)
  return allowed.may || (isToNonSubscribers && allowed.why === 'no_consent') ? undefined : allowed.why
}

/** A shopper is there or reads it later, so nobody's consent is needed; what matters is that nothing speaks over an agent (F21). */
async function whyNotInChat(tx: Tx, { kind, ticketId, messageId, isOn, isOpen, isReached }: ForChat): Promise<string | undefined> {
  if (!isOn) return 'turned_off'
  const { rows } = await sql<{ status: string; isSpam: boolean; isAutomated: boolean; hasAgent: boolean; wasSaid: boolean }>`
    select t.status, t.is_spam as "isSpam", t.is_automated or m.direction = 'in' and m.is_automated as "isAutomated",
      exists (select from messages o where o.ticket_id = t.id and o.direction = 'out' and not o.is_note and o.author_kind = 'agent'
        and o.created_at > now() - make_interval(mins => ${agentMinutes})) as "hasAgent",
      exists (select from timeline l where l.ticket_id = t.id and l.kind = 'auto_reply' and l.data->>'kind' = ${kind}
        and l.at > now() - make_interval(hours => ${quietHours})) as "wasSaid"
    from tickets t join messages m on m.id = ${messageId} where t.id = ${ticketId} for update of t`.execute(tx)
  const [found] = rows
  if (!found) return 'no_address'
  if (found.isSpam) return 'spam'
  if (found.isAutomated) return 'automated'
  if (kind === 'follow_up') return isReached ? undefined : 'no_address'
  if (found.status === 'closed') return 'chat_ended'
  if (kind === 'busy' && !isOpen) return 'outside_hours'
  if (found.hasAgent) return 'agent_answering'
  return found.wasSaid ? 'answered_today' : undefined
}

interface Found {
  channel: string
  status: string
  identityId: string | null
  connectionId: string | null
  lastInboundAt: Date | null
  isSpam: boolean
  isAutomated: boolean
  from: string | null
  isOurs: boolean
  wasAnswered: boolean
  hasAgent: boolean
  hasAgreed: boolean
}
