/** The email channel: a ticket is a thread, and a reply to a closed one reopens it, however late. */
import { email, readSetting } from '../../platform/settings.ts'
import type { Channel } from '../channel.ts'
import { parse } from './parse.ts'
import { send } from './send.ts'

export const emailChannel: Channel = {
  key: 'email',
  parse,
  ticketRule: { ticketIs: 'a thread', whenClosed: 'reopens it' },
  reaches: ['email'],
  async externalIdFor(messageId, tx) {
    const { address } = await readSetting(tx, email)
    return `${messageId}@${address.split('@')[1] || 'localhost'}`
  },
  mayReply({ hasIdentity, bouncedAt }) {
    if (!hasIdentity) return { may: false, why: 'no_address', instead: 'note' }
    return { may: true, ...(bouncedAt && { bouncedAt }) }
  },
  send,
}
