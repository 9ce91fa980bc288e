/**
 * May a reply go out by WhatsApp now? Whoever wrote within 24 hours has asked for an answer, and gets one, unless they asked after
 * that not to be written to. Later only a template may go, and only to those who agreed to be written to (D9, R123, R127).
 */
import type { MayReply } from '../../../shared/mayReply.ts'
import type { Standing } from '../channel.ts'

const windowMilliseconds = 24 * 3600_000

export function mayReply({ hasIdentity, consents, connection, lastInboundAt, optedOutAt }: Standing, now: Date): MayReply {
  if (!hasIdentity) return { may: false, why: 'no_address', instead: 'note' }
  if (!connection) return { may: false, why: 'not_connected', instead: 'connect' }
  if (!connection.isEnabled) return { may: false, why: 'connection_off', instead: 'connect' }
  const hasAgreed = consents.marketing === true || consents.transactional === true
  const until = lastInboundAt && new Date(lastInboundAt.getTime() + windowMilliseconds)
  const isOpen = until !== null && now < until
  const isTakenBack = optedOutAt !== null && (lastInboundAt === null || optedOutAt > lastInboundAt)
  if (isOpen && (!isTakenBack || hasAgreed)) return { may: true, until, ...(connection.isBroken && { isWaiting: true }) }
  if (!hasAgreed) return { may: false, why: optedOutAt ? 'opted_out' : 'no_consent', instead: 'ask_consent' }
  return { may: false, why: 'window_closed', instead: 'template' }
}
