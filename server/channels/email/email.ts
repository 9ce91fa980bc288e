/** The email channel: a ticket is a thread, and a reply to a closed one reopens it, however late. */
import type { Channel } from '../channel.ts'
import { domainOf, senderAddress } from './addresses.ts'
import { form } from './form.ts'
import { fetchStored } from './mailgunFile.ts'
import { parse } from './parse.ts'
import { asMail } from './provider.ts'
import { reconcile, sourcesOfMail } from './reconcile.ts'
import { send } from './send.ts'
import { verify } from './verify.ts'

export const emailChannel: Channel = {
  key: 'email',
  form,
  breaksOnlyIn: true,
  verify,
  parse,
  fetchFile: (_, connection, reference) => fetchStored(connection, reference),
  original: ({ files }, payload) => asMail(files, payload),
  sources: sourcesOfMail,
  reconcile,
  ticketRule: { ticketIs: 'a thread', whenClosed: 'reopens it' },
  reaches: ['email'],
  async externalIdFor(messageId, tx, connectionId) {
    const { address } = await senderAddress(tx, connectionId)
    return `${messageId}@${domainOf(address) || 'localhost'}`
  },
  ownAddress: async (db, connectionId) => (await senderAddress(db, connectionId)).address,
  mayReply({ hasIdentity, bouncedAt, complainedAt, connection }) {
    if (!hasIdentity) return { may: false, why: 'no_address', instead: 'note' }
    if (connection && !connection.isEnabled) return { may: false, why: 'connection_off', instead: 'connect' }
    return { may: true, ...(bouncedAt && { bouncedAt }), ...(complainedAt && { complainedAt }) }
  },
  send,
}
