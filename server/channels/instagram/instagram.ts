/** Instagram's direct messages: they go on while the ticket is not closed, and begin a new one then (R108, R116 to R118). */
import type { Channel } from '../channel.ts'
import { fetchMedia } from '../meta/media.ts'
import { textOf } from '../meta/read.ts'
import { verify } from '../meta/verify.ts'
import { bytesOf } from '../payload.ts'
import { form } from './form.ts'
import { profileOf } from './graph.ts'
import { mayReply } from './mayReply.ts'
import { read } from './parse.ts'
import { act, kinds, mostBytes, say, send } from './send.ts'

export const instagram: Channel = {
  key: 'instagram',
  form,
  verify: (_, connection, request) => verify(connection, request),
  parse: async (platform, payload, connection) => read(platform, payload, await bytesOf(platform.files, payload), connection),
  fetchFile: (_, connection, { url }) => fetchMedia(connection, { url: textOf(url), withToken: false }),
  ticketRule: { ticketIs: 'a conversation', whenClosed: 'begins a new one' },
  reaches: ['instagram'],
  // Until Instagram has named it; then its id stands here.
  externalIdFor: (messageId) => messageId,
  mayReply,
  limits: {
    ...{ text: mostBytes, unit: 'bytes', files: 1, caption: 0, hasTemplates: false, hasAnswers: true },
    kinds: kinds.map(({ mimeTypes, most }) => ({ mimeTypes: [...mimeTypes], most, hasText: false })),
    takesOthers: false,
  },
  profileOf: (_, connection, id) => profileOf(connection, id),
  tellRead: async (_, connection, { from }) => {
    if (connection.isOn('tellsRead')) await act(connection, from, 'mark_seen')
  },
  tellTyping: async (_, connection, { from }) => {
    if (connection.isOn('tellsRead')) await act(connection, from, 'typing_on')
  },
  send,
  say,
}
