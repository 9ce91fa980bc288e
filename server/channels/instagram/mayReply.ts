/**
 * May a reply go out by Instagram now? Within 24 hours of the customer's last message anything; then for seven days what a person
 * answers, under the tag that says so; later nothing, until the customer writes again.
 */
import type { MayReply } from '../../../shared/mayReply.ts'
import type { Standing } from '../channel.ts'

const hour = 3600_000
export const windowMilliseconds = 24 * hour
const humanMilliseconds = 7 * 24 * hour

export function mayReply({ hasIdentity, connection, lastInboundAt }: Standing, now: Date): MayReply {
  if (!hasIdentity) return { may: false, why: 'no_address', instead: 'note' }
  if (!connection) return { may: false, why: 'not_connected', instead: 'connect' }
  if (!connection.isEnabled) return { may: false, why: 'connection_off', instead: 'connect' }
  const past = lastInboundAt ? now.getTime() - lastInboundAt.getTime() : Infinity
  if (!lastInboundAt || past >= humanMilliseconds) return { may: false, why: 'window_closed', instead: 'wait_for_customer' }
  const isTagged = past >= windowMilliseconds
  const until = new Date(lastInboundAt.getTime() + (isTagged ? humanMilliseconds : windowMilliseconds))
  return { may: true, until, ...(isTagged && { tag: 'human_agent' }), ...(connection.isBroken && { isWaiting: true }) }
}
