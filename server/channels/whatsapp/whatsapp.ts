/** WhatsApp by Meta's Cloud API: one ticket a person, for ever; a later message reopens it (R109, R120, R121). */
import type { Channel } from '../channel.ts'
import { fetchMedia } from '../meta/media.ts'
import { fieldsOf, textOf } from '../meta/read.ts'
import { verify } from '../meta/verify.ts'
import { PermanentFailure } from '../outgoing.ts'
import { bytesOf } from '../payload.ts'
import { form } from './form.ts'
import { callWhatsApp } from './graph.ts'
import { mayReply } from './mayReply.ts'
import { read } from './parse.ts'
import { mostCaption, mostCharacters, say, send, shown, tellRead } from './send.ts'
import { listTemplates } from './templates.ts'

export const whatsapp: Channel = {
  key: 'whatsapp',
  form,
  verify: (_, connection, request) => verify(connection, request),
  parse: async (platform, payload, connection) => read(platform, payload, await bytesOf(platform.files, payload), connection),
  async fetchFile(_, connection, { mediaId, sha256 }) {
    // The address of a file lives for five minutes, so it is asked for anew each time.
    const file = fieldsOf(
      await callWhatsApp<unknown>(connection, `/${textOf(mediaId)}`, { query: { phone_number_id: connection.address } }),
    )
    if (!textOf(file.url)) throw new PermanentFailure('WhatsApp does not say where the file is.')
    return fetchMedia(connection, { url: textOf(file.url), sha256: textOf(file.sha256) || textOf(sha256), withToken: true })
  },
  ticketRule: { ticketIs: 'a person', whenClosed: 'reopens it' },
  reaches: ['whatsapp'],
  // Until WhatsApp has named it; then its id stands here.
  externalIdFor: (messageId) => messageId,
  mayReply,
  limits: {
    ...{ text: mostCharacters, unit: 'characters', files: 1, caption: mostCaption, hasTemplates: true, hasAnswers: true },
    kinds: shown.map(({ mimeTypes, most, hasText }) => ({ mimeTypes, most, hasText })),
    takesOthers: true,
  },
  templates: (_, connection) => listTemplates(connection),
  tellRead: async (_, connection, { externalId }) => {
    if (connection.isOn('tellsRead')) await tellRead(connection, externalId, false)
  },
  tellTyping: async (_, connection, { externalId }) => {
    if (connection.isOn('tellsRead')) await tellRead(connection, externalId, true)
  },
  send,
  say,
}
