/** Web chat: a ticket a conversation, answered live in the Customer Hub; a closed one never reopens (R60 to R63, R110, R111). */
import type { Channel } from '../channel.ts'

export const webchat: Channel = {
  key: 'webchat',
  ticketRule: { ticketIs: 'a conversation', whenClosed: 'begins a new one' },
  reaches: ['shopper', 'visitor'],
  externalIdFor: (messageId) => messageId,
  mayReply: ({ status }) => (status === 'closed' ? { may: false, why: 'chat_ended', instead: 'new_chat' } : { may: true }),
  // The hub reads messages from the database and was told of this one when it was written: there is nothing to carry.
  send: async (_, outgoing) => ({ externalId: outgoing.externalId, state: 'sent', answer: 'in the chat' }),
}
