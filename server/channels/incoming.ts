/**
 * What comes in. Words: an *incoming* message is what any channel turns its vendor's payload into; a *fact* is what a vendor tells
 * besides messages: receipts, reactions, what was taken back, consents, bounces.
 */
import type { Keyword } from '../../shared/connections.ts'
import type { Content } from '../../shared/content.ts'
import type { Through } from '../../shared/mailProof.ts'
import type { Authenticity } from '../../shared/messages.ts'
import type { ChannelKey } from '../../shared/words.ts'
import type { From, IdentityKind } from '../customers/recognise.ts'
import type { StoredFile } from '../platform/files.ts'

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
  /** What SPF, DKIM and DMARC said, where they were asked. */
  authenticity?: Authenticity | null
}

/** One message of a customer, in the same shape whatever way it came. */
export interface Incoming {
  channel: ChannelKey
  /** The vendor's id of this message (a Message-ID for mail): the same id twice is the same message. */
  externalId: string
  /** Our id for the row, where the sender chose one (web chat). */
  id?: string
  from: From
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
  chat?: ChatBeginning
  mail: MailHeaders | null
  /** Why it counts as automated (auto-reply, bounce, list …), or null for a person's message. */
  automatedWhy: string | null
  attachments: IncomingAttachment[]
  /** Files that the vendor keeps for us: a job fetches them, and the message does not wait. */
  awaited?: AwaitedFile[]
  content?: Content | null
  /** The word that the message consists of, where the number has such a keyword (D10). */
  keyword?: Keyword | null
  /** Where the customer wrote to, on channels with connections. */
  connectionId?: string | null
  payloadId: string | null
  sentAt: Date
  /** The vendor's time, where messages that come side by side stand in the order of it and not of their arrival. */
  orderedAt?: Date
  /** The external id of the message that this one answers in particular. */
  answers?: string | null
}

/** What only a mail has, for a message of any other channel. */
export const notMail = {
  subject: null,
  quotedText: null,
  html: null,
  thread: { externalIds: [], tokens: [] },
  mail: null,
  automatedWhy: null,
} satisfies Partial<Incoming>

/** What a web chat begins with besides its first message. */
export interface ChatBeginning {
  /** In which the hub speaks to the shopper, as their browser names it (`en-GB`). */
  language: string
  /** Of the shopper's clock (IANA); null: not known. */
  timeZone: string | null
  /** The order that it is about. */
  order: { id: string; number: string } | null
  /** What was picked before, in the words that were read; `at` in ISO 8601. */
  faqs: { question: string; answer: string; at: string }[]
  /** Somebody who only gave an address: it is theirs by their own word. */
  isVisitor: boolean
}

/** A file that is still at the vendor's. */
export interface AwaitedFile {
  name: string
  mimeType: string
  /** By which connection it is fetched, where that is not the message's own. */
  connectionId?: string
  /** What `fetchFile` of the channel needs to fetch it. */
  reference: Record<string, unknown>
}

/** What a vendor tells besides messages. */
export type Fact =
  /** What became of a message of ours, named by our id or the vendor's. States never go back. */
  | {
      kind: 'receipt'
      messageId?: string
      externalId: string
      state: 'sent' | 'delivered' | 'read' | 'failed'
      at: Date
      /** The vendor's words, of a failure. */
      error?: string
      /** It was told of as sent before: who wrote it may have gone on, and the ticket opens. */
      wakes?: boolean
    }
  /** A mail of ours waits at a server that keeps trying; whoever has it called it spam. */
  | { kind: 'delay' | 'complaint'; externalId: string; said: string; at: Date }
  /** A reaction to a message of either side; `emoji` null: it was taken back. */
  | { kind: 'reaction'; externalId: string; emoji: string | null; at: Date }
  /** The customer took a message back, or wrote it anew. */
  | { kind: 'unsent'; externalId: string; at: Date; isOurs?: boolean }
  | { kind: 'edited'; externalId: string; text: string; at: Date; isOurs?: boolean }
  /** The shop wrote this to a customer elsewhere, or it is our own message coming back by the vendor's id. */
  | {
      kind: 'echo'
      externalId: string
      /** Our id of it, where the vendor gives that back. */
      messageId?: string
      to: { kind: IdentityKind; value: string; alias?: string }
      text: string
      content: Content | null
      awaited: AwaitedFile[]
      connectionId: string | null
      at: Date
    }
  /** A link in a message of ours, which the vendor had made short, was followed. */
  | { kind: 'clicked'; externalId: string; url: string; at: Date }
  /** The customer has another number from now on. */
  | { kind: 'moved'; from: { kind: IdentityKind; value: string }; to: string; at: Date }
  /** The vendor tells of the shop's own account: nothing goes by it any more, somebody should look, or it works again. */
  | { kind: 'account'; connectionId: string; state: 'ended' | 'warned' | 'restored'; said: string; at: Date }
  /** The templates of a connection were changed at the vendor's. */
  | { kind: 'templates'; connectionId: string; at: Date }
  | {
      kind: 'consent'
      from: { kind: IdentityKind; value: string; alias?: string }
      consent: 'marketing' | 'transactional'
      isGiven: boolean
      source: 'keyword' | 'vendor'
      said: string
      at: Date
    }
  /** An address does not take mail any more, or its owner called ours spam. */
  | { kind: 'bounced' | 'complained'; from: { kind: IdentityKind; value: string }; said: string; at: Date }
  /** The vendor's test button was pressed, or it told of our own account; or a test message of ours came in. */
  | { kind: 'test'; at: Date; own?: { id: string; through: Through } }

/** What was in a payload. */
export interface Parsed {
  messages: Incoming[]
  facts: Fact[]
  /** The ticket that the facts are about, where that is known by then. */
  ticketId?: string
}
