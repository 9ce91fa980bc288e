/**
 * What a channel is. Words: a *channel* is a way to write to the shop; an *incoming* message is what any channel turns
 * its vendor's payload into; an *outgoing* one is what it is asked to send. Nothing outside a channel's folder knows
 * its vendor.
 */
import type { MayReply } from '../../shared/mayReply.ts'
import type { ChannelKey } from '../../shared/words.ts'
import type { IdentityKind } from '../customers/recognise.ts'
import type { Tx } from '../platform/db.ts'
import type { StoredFile } from '../platform/files.ts'
import type { Platform } from '../platform/platform.ts'

export interface IncomingAttachment extends StoredFile {
  name: string
  mimeType: string
  /** The id by which the HTML names an inline image, without angle brackets. */
  contentId: string | null
  isInline: boolean
}

/** The addresses of a mail, as the message row keeps them. */
export interface MailHeaders {
  from: string
  to: string[]
  cc: string[]
  /** Of a mail of ours: who has it without the others knowing. */
  bcc?: string[]
  /** Message-IDs, without angle brackets. */
  inReplyTo: string[]
  references: string[]
  replyTo?: string[]
  /** Who wrote, where that is not the address in From. */
  sender?: string
  /** Result of SPF, DKIM and DMARC where checked. */
  authenticity?: string
}

/** One message of a customer, in the same shape whatever way it came. */
export interface Incoming {
  channel: ChannelKey
  /** The vendor's id of this message (a Message-ID for mail): the same id twice is the same message. */
  externalId: string
  /** Our id for the row, where the sender chose one (web chat). */
  id?: string
  from: { kind: IdentityKind; value: string; name: string; isVerified: boolean }
  subject: string | null
  /** What the person wrote now, without quoted history. */
  text: string
  quotedText: string | null
  /** Sanitised HTML; inline images as `cid:` addresses. */
  html: string | null
  /** Short text for the list, without signature. */
  preview: string
  /** How a mail names what it answers: external ids, nearest first, and tokens of our Reply-To addresses. */
  thread: { externalIds: string[]; tokens: string[] }
  /** Web chat: the conversation that the shopper continues. */
  ticketId?: string
  mail: MailHeaders | null
  /** Why it counts as automated (auto-reply, bounce, list …), or null for a person's message. */
  automatedWhy: string | null
  attachments: IncomingAttachment[]
  payloadId: string | null
  sentAt: Date
}

/** One line of the ticket rules: which ticket a message belongs to. */
export interface TicketRule {
  /** What one ticket holds. */
  ticketIs: 'a conversation' | 'a thread' | 'a person'
  /** What a message for a closed ticket does. */
  whenClosed: 'reopens it' | 'begins a new one'
}

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
  externalId: string
}

/** What sending came to. Throw a `PermanentFailure` when trying again cannot help; anything else is tried again. */
export interface Sent {
  externalId: string
  /** Chat is delivered at once when somebody is there; mail is only sent. */
  state: 'sent' | 'delivered'
  /** The vendor's answer, kept with the attempt. */
  answer: string
  /** Those of several addresses that were not accepted, in the vendor's words; the others have it. */
  refused?: string
}

/** The vendor refused for good; the message is its words. */
export class PermanentFailure extends Error {}

/** A stored inbound payload, to be parsed. */
export interface Payload {
  id: string
  channel: ChannelKey
  /** SHA-256 of the raw bytes, hex: their name in the file store where `body` is null. */
  file: string
  /** The raw bytes, when they are few; read both kinds through payload.ts. */
  body: Buffer | null
  size: number
  /** How it came: for mail `{ from, to: [], remoteAddress }`. */
  envelope: Record<string, unknown>
  receivedAt: Date
}

export interface Channel {
  key: ChannelKey
  /** Turns a stored payload into messages; absent where messages come by our own API (web chat). */
  parse?(platform: Platform, payload: Payload): Promise<Incoming[]>
  ticketRule: TicketRule
  /** The identity kinds a reply can go to. */
  reaches: readonly IdentityKind[]
  /** The id under which a message of ours will be known, chosen with the message so that a retry is the same one. */
  externalIdFor(messageId: string, tx: Tx): Promise<string> | string
  /** May a reply go out on this ticket now? */
  mayReply(ticket: { status: string; hasIdentity: boolean }): MayReply
  send(platform: Platform, outgoing: Outgoing): Promise<Sent>
}
