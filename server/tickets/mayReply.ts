/** May a reply go out on a ticket now? What the answer depends on is read here; the channel answers. */
import type { MayReply } from '../../shared/mayReply.ts'
import type { Standing } from '../channels/channel.ts'
import { channelOf } from '../channels/list.ts'
import { consentsOf } from '../customers/consent.ts'
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

async function standingOf(db: Db, { status, identityId, connectionId, lastInboundAt }: Ticket): Promise<Standing> {
  const [consents, connection, identity] = await Promise.all([
    consentsOf(db, identityId),
    connectionId
      ? db
          .selectFrom('connections as c')
          .leftJoin('connectionHealth as h', 'h.connectionId', 'c.id')
          .select(['c.isEnabled', 'h.brokenAt'])
          .where('c.id', '=', connectionId)
          .executeTakeFirst()
      : undefined,
    identityId ? db.selectFrom('identities').select('bouncedAt').where('id', '=', identityId).executeTakeFirst() : undefined,
  ])
  return {
    status,
    hasIdentity: identityId !== null,
    lastInboundAt,
    consents,
    connection: connection ? { isEnabled: connection.isEnabled, isBroken: connection.brokenAt !== null } : null,
    isBounced: identity?.bouncedAt != null,
  }
}
