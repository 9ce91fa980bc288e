/** What goes out: a message with all that its channel needs to know, what sending came to, and the ways in which it can fail. */
import type { Content } from '../../shared/content.ts'
import type { Template } from '../../shared/templates.ts'
import type { IdentityKind } from '../customers/recognise.ts'
import type { Connected } from './connected.ts'
import type { Fact, IncomingAttachment } from './incoming.ts'

/** A message to be sent, with what its channel needs to know of the ticket. */
export interface Outgoing {
  messageId: string
  ticketId: string
  ticketNumber: number
  subject: string
  text: string
  html: string | null
  authorName: string
  /** Where the customer is reached: an identity of the channel's kind. */
  to: { kind: IdentityKind; value: string; name: string }
  /** A mail's addresses; null: `to` alone. */
  recipients: { to: string[]; cc: string[]; bcc: string[] } | null
  /** Sanitised HTML below the text of a mail. */
  signature: string | null
  replyToken: string
  /** External ids of the thread so far, oldest first, and the last customer message for the quote. */
  threadIds: string[]
  quote: { from: string; at: Date; text: string } | null
  attachments: (IncomingAttachment & { id: string })[]
  content: Content | null
  externalId: string
  /** The address it goes out from; null on channels without connections. */
  connection: Connected | null
  /** When the customer last wrote on this ticket: reply windows count from here. */
  lastInboundAt: Date | null
  /** Was there an attempt before this one, of which nobody knows how it ended? */
  isRepeated: boolean
  /** When the last such attempt began, and how many there were. */
  uncertain: { at: Date; times: number } | null
  /** The external id of the message that it answers in particular. */
  answers: string | null
  /** The template that it is made of, as the vendor listed it. */
  template: Template | null
}

/**
 * What sending came to. Throw a `PermanentFailure` when trying again cannot help, `BrokenConnection` when nothing will go until
 * somebody acts, `TryLater` when the vendor says how long to wait; anything else is tried again.
 */
export interface Sent {
  externalId: string
  /** Chat is delivered at once when somebody is there; mail is only sent. */
  state: 'sent' | 'delivered'
  /** The vendor's answer, kept with the attempt. */
  answer: string
  /** Those of several addresses that were not accepted, in the vendor's words; the others have it. */
  refused?: string
}

/** The vendor refused for good; the message is its words. `facts`: what this tells of the customer, such as an opt-out. */
export class PermanentFailure extends Error {
  facts: Fact[]
  constructor(words: string, facts: Fact[] = [], options?: ErrorOptions) {
    super(words, options)
    this.facts = facts
  }
}

/** The connection itself does not work (credentials refused, expired): admins are told, and the message waits. */
export class BrokenConnection extends Error {}

/** The vendor asks to come again in so many seconds. */
export class TryLater extends Error {
  afterSeconds: number
  constructor(words: string, afterSeconds: number) {
    super(words)
    this.afterSeconds = afterSeconds
  }
}

/** No answer came, so that the message may have gone out: it is not sent again before the vendor had time to tell of it. */
export class Uncertain extends Error {}
