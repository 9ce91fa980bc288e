/** SMS by Twilio: one ticket a person, for ever; a later message reopens it. Nobody is written to who has not agreed (R114, R115, R123, R127). */
import { mostTextCharacters } from '../../../shared/segments.ts'
import type { Channel } from '../channel.ts'
import { shortLength } from '../links.ts'
import { bytesOf } from '../payload.ts'
import { form } from './form.ts'
import { fetchMedia } from './media.ts'
import { read } from './parse.ts'
import { say, send } from './send.ts'
import { verify } from './verify.ts'

export const sms: Channel = {
  key: 'sms',
  form,
  verify: (_, connection, request) => verify(connection, request),
  parse: async ({ files }, payload, connection) => read(payload, await bytesOf(files, payload), connection),
  fetchFile: (_, connection, reference) => fetchMedia(connection, reference),
  // A longer body, or more files, Twilio refuses (21617, 21623).
  limits: {
    ...{ text: mostTextCharacters, unit: 'characters', files: 10, caption: mostTextCharacters },
    ...{ kinds: [], takesOthers: true, hasTemplates: false, hasAnswers: false },
  },
  textCosts(platform, connection) {
    const price = Number.parseFloat(connection.text('segmentPrice'))
    return {
      segmentPrice: Number.isNaN(price) ? null : price,
      currency: connection.text('segmentCurrency') || null,
      linkLength: connection.text('links') === 'own' ? shortLength(platform) : null,
    }
  },
  ticketRule: { ticketIs: 'a person', whenClosed: 'reopens it' },
  // WhatsApp by Twilio comes to the same webhook, and is answered where it came from.
  reaches: ['phone', 'whatsapp'],
  // Until Twilio has named it; then its SID stands here.
  externalIdFor: (messageId) => messageId,
  mayReply({ hasIdentity, consents: { marketing, transactional }, connection }) {
    if (!hasIdentity) return { may: false, why: 'no_address', instead: 'note' }
    if (!connection) return { may: false, why: 'not_connected', instead: 'connect' }
    if (!connection.isEnabled) return { may: false, why: 'connection_off', instead: 'connect' }
    if (!marketing && !transactional)
      return { may: false, why: marketing === false || transactional === false ? 'opted_out' : 'no_consent', instead: 'ask_consent' }
    return { may: true, ...(connection.isBroken && { isWaiting: true }) }
  },
  send,
  say,
}
