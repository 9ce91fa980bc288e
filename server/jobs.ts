/** Every background job on one page: its name, and what it is told. What may happen later is here or nowhere. */
export interface Jobs {
  /** Take in an inbound payload that is stored already: parse it, make or continue a ticket. */
  incoming: { payloadId: string }
  /** Read a ticket with the model, route it, record the event. */
  triage: { ticketId: string; occasion: 'created' | 'handed_off' | 'reopened' | 'split' | 'not_spam' }
  /** Teach the shop's own spam filter what a person has said of a ticket. */
  learnSpam: { ticketId: string }
  /** Send a queued message by its channel. */
  deliver: { messageId: string }
  /** Look again at what a vendor told of a message that was not here yet. */
  facts: { payloadId: string }
  /** Ask the vendor how a new customer calls themselves. */
  profile: { identityId: string; connectionId: string }
  /** Tell the customer that we have read what they wrote last, or are writing an answer. */
  tellRead: { ticketId: string; isTyping: boolean }
  /** Fetch a file of a message that the vendor keeps for us. */
  fetchFile: { awaitedFileId: string }
  /** Say something by a channel outside of any ticket: the answer to a keyword. The same key again says nothing. */
  say: { connectionId: string; to: string; text: string; key: string }
  /** What follows by itself when a customer wrote to a number: the automatic answer, the mail to the team. */
  arrived: { messageId: string }
  /** The same when a shopper wrote in a chat: the message outside office hours. */
  chatArrived: { messageId: string }
  /** A chat is still without an answer: say that all are busy. */
  chatWaits: { ticketId: string; messageId: string }
  /** Nudge whoever has a live chat in which nobody of the team has said a word for three minutes. */
  chatsQuiet: Record<string, never>
  /** An agent has answered in a chat: mail it to a shopper who has gone. */
  followUp: { ticketId: string }
  /** Let a held reply go, now that its time has come. */
  release: { heldReplyId: string }
  /** Send a mail of our own: an invitation, a password reset. */
  mail: { to: string; subject: string; text: string }
  /** Somebody came online: hand out, oldest first, what was routed while nobody was. */
  drain: Record<string, never>
  /** Work on through a change of many tickets. */
  bulk: { runId: string }
  /** Tell an agent, outside the desk, what is to be told now: by push, by mail. */
  tell: { agentId: string }
  /** Hand one notification to one browser's push service. */
  push: { subscriptionId: string; notificationId: string }
  /** Ask connections whether they still work, and tell admins of access that ends soon. */
  health: Record<string, never>
  /** A vendor told that nothing goes by a connection any more: write it down, and tell admins. */
  broken: { connectionId: string; words: string }
  /** Ask the vendors that keep a list what came in, and count it against the ledger. */
  reconcile: Record<string, never>
  /** Remove the raw bytes of payloads that are older than the shop keeps them. */
  retain: Record<string, never>
  /** Open the tickets whose snooze has ended. */
  wake: Record<string, never>
}
