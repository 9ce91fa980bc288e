/** May a reply go out on a ticket now? What the answer depends on is read here; the channel answers. */

import { sql } from 'kysely'
import { insteads, type MayReply, type Refusal, whyNot } from '../../shared/mayReply.ts'
import { type Reason, reason } from '../../shared/refusals.ts'
import type { Standing } from '../channels/channel.ts'
import { channelOf } from '../channels/list.ts'
import { consentsOf, optedOutAt } from '../customers/consent.ts'
import type { Db } from '../platform/db.ts'

interface Ticket {
  channel: string
  status: string
  identityId: string | null
  connectionId: string | null
  lastInboundAt: Date | null
}

/** The channel's answer for this ticket. */
export async function mayReplyTo(db: Db, ticket: Ticket): Promise<MayReply> {
  return channelOf(ticket.channel).mayReply(await standingOf(db, ticket), new Date())
}

/** Such an answer as the reason of a refusal: a sentence in words, and as its values the codes whose words the screen has. */
export const mayNotReply = ({ why, instead }: Refusal): Reason => ({
  ...reason('may_not_reply', { why: whyNot[why], instead: insteads[instead] }),
  values: { why, instead },
})

/** All that the channel's answer depends on. */
export async function standingOf(
  db: Db,
  { channel, status, identityId, connectionId, lastInboundAt: onTicketAt }: Ticket,
): Promise<Standing> {
  const [consents, connection, identity, lastInboundAt, withdrawnAt] = await Promise.all([
    consentsOf(db, identityId),
    connectionId
      ? db
          .selectFrom('connections as c')
          .leftJoin('connectionHealth as h', 'h.connectionId', 'c.id')
          .select(['c.isEnabled', 'h.brokenAt'])
          .where('c.id', '=', connectionId)
          .executeTakeFirst()
      : undefined,
    identityId
      ? db.selectFrom('identities').select(['bouncedAt', 'complainedAt']).where('id', '=', identityId).executeTakeFirst()
      : undefined,
    connectionId ? lastWrote(db, channel, identityId) : onTicketAt,
    connectionId ? optedOutAt(db, identityId) : null,
  ])
  const since = (at: Date | null = null) => (at && (!lastInboundAt || at > lastInboundAt) ? at : null)
  return {
    status,
    hasIdentity: identityId !== null,
    lastInboundAt,
    consents,
    connection: connection ? { isEnabled: connection.isEnabled, isBroken: connection.brokenAt !== null } : null,
    bouncedAt: since(identity?.bouncedAt),
    complainedAt: since(identity?.complainedAt),
    optedOutAt: withdrawnAt,
  }
}

/** Longer than any channel's window. */
const longestWindow = '8 days'

/**
 * When the customer last wrote by this address, on whatever ticket: windows are of people, not of tickets. The vendor's own time
 * counts, since a call that came late opens no window.
 */
export async function lastWrote(db: Db, channel: string, identityId: string | null): Promise<Date | null> {
  if (!identityId) return null
  const { rows } = await sql<{ at: Date | null }>`
    select max(least(m.created_at, m.sent_at)) as at
    from identities i join tickets t on t.customer_id = i.customer_id and t.identity_id = i.id join messages m on m.ticket_id = t.id
    where i.id = ${identityId} and t.last_inbound_at > now() - ${longestWindow}::interval
      and m.channel = ${channel} and m.direction = 'in' and m.created_at > now() - ${longestWindow}::interval`.execute(db)
  return rows[0]?.at ?? null
}
