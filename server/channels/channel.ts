/**
 * What a channel is. Words: a *channel* is a way to write to the shop; an *incoming* message is what any channel turns
 * its vendor's payload into; an *outgoing* one is what it is asked to send. Nothing outside a channel's folder knows
 * its vendor.
 */
import type { ChannelForm, Keyword, Values } from '../../shared/connections.ts'
import type { Content } from '../../shared/content.ts'
import type { MayReply } from '../../shared/mayReply.ts'
import type { RefusalCode } from '../../shared/refusals.ts'
import type { Template } from '../../shared/templates.ts'
import type { Authenticity, Limits, TextCosts } from '../../shared/tickets.ts'
import type { ChannelKey } from '../../shared/words.ts'
import type { From, IdentityKind } from '../customers/recognise.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { StoredFile } from '../platform/files.ts'
import type { Platform } from '../platform/platform.ts'
import type { Connected } from './connected.ts'

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

/** A file that is still at the vendor's. */
export interface AwaitedFile {
  name: string
  mimeType: string
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
    }
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
  /** The customer has another number from now on. */
  | { kind: 'moved'; from: { kind: IdentityKind; value: string }; to: string; at: Date }
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
  /** The vendor's test button was pressed, or it told of our own account. */
  | { kind: 'test'; at: Date }

/** What was in a payload. */
export interface Parsed {
  messages: Incoming[]
  facts: Fact[]
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
  /** The connection it came by, where its channel has them. */
  connectionId?: string | null
}

/** The bytes of a file, as the vendor handed them out. */
export interface FetchedFile {
  bytes: AsyncIterable<Uint8Array> | Uint8Array
  /** As the vendor says; the name and type of the message count where it does not. */
  mimeType?: string
  name?: string
}

/** A call of a vendor, with the bytes as they came: signatures are of bytes. */
export interface WebhookRequest {
  method: 'GET' | 'POST'
  /** The address that the vendor was given, with the query of this call. */
  url: string
  query: URLSearchParams
  headers: Record<string, string>
  body: Buffer
  remoteAddress: string
}

export interface WebhookAnswer {
  status: number
  type?: string
  body?: string
}

/** What a call comes to: kept and answered, or answered only (a handshake, a refusal). */
export type Verified = { isKept: true; envelope: Record<string, unknown>; answer: WebhookAnswer } | { isKept: false; answer: WebhookAnswer }

/** What the answer to "may a reply go out?" depends on. */
export interface Standing {
  status: string
  hasIdentity: boolean
  lastInboundAt: Date | null
  /** By kind; a kind that is missing was never asked. */
  consents: { marketing?: boolean; transactional?: boolean }
  /** Null: the channel has no connections, or the ticket's is gone. */
  connection: { isEnabled: boolean; isBroken: boolean } | null
  /** Since when the customer's address does not take mail; null where it does, or the customer has written since. */
  bouncedAt: Date | null
  /** When the customer last asked not to be written to, where that still holds for a kind. */
  optedOutAt: Date | null
}

/** What is about to be sent, as a channel looks at it beforehand. */
export interface Wish {
  text: string
  files: { name: string; mimeType: string; size: number }[]
}

/** Why something cannot be, as a code with words. */
export interface Objection {
  code: RefusalCode
  values?: Record<string, string | number>
  /** The key of the field that it is about, in a form. */
  field?: string
}

export interface Channel {
  key: ChannelKey
  /** What connecting an address takes; absent where there is nothing to connect (web chat). */
  form?: Omit<ChannelForm, 'channel'> & {
    /** Why these values cannot be: a code with words (`shared/refusals.ts`), or undefined. Secrets are among them. */
    refuse?(values: Values): Objection | undefined
    /** Asks the vendor whether the credentials work. Throws with the vendor's words. */
    check?(platform: Platform, connection: Connected): Promise<{ answer: string; expiresAt?: Date }>
  }
  /** Who calls our webhook? Checks signature or handshake, and reads nothing further. */
  verify?(platform: Platform, connection: Connected, request: WebhookRequest): Verified | Promise<Verified>
  /** What breaks at a connection is the way in: answers go out another way, and that one went out says nothing of it. */
  breaksOnlyIn?: true
  /** Under which address an answer goes out, on channels where messages name it. */
  ownAddress?(db: Db, connectionId: string | null): Promise<string>
  /** Turns a stored payload into messages and facts, without asking anybody; absent where messages come by our own API (web chat). */
  parse?(platform: Platform, payload: Payload, connection: Connected | null): Promise<Parsed>
  /** Fetches a file that a message spoke of. */
  fetchFile?(platform: Platform, connection: Connected, reference: Record<string, unknown>): Promise<FetchedFile>
  ticketRule: TicketRule
  /** The identity kinds a reply can go to. */
  reaches: readonly IdentityKind[]
  /** The id under which a message of ours will be known, chosen with the message so that a retry is the same one. */
  externalIdFor(messageId: string, tx: Tx, connectionId: string | null): Promise<string> | string
  /** May a reply go out on this ticket now? */
  mayReply(standing: Standing, now: Date): MayReply
  send(platform: Platform, outgoing: Outgoing): Promise<Sent>
  /** What one message holds, where that is less than any. */
  limits?: Limits
  /** SMS: what its segments cost on this connection. */
  textCosts?(platform: Pick<Platform, 'publicUrl'>, connection: Connected): TextCosts
  /** Why this cannot be sent, beyond the limits: a kind of file, its size. */
  refuseMessage?(wish: Wish): Objection | undefined
  /** The templates that the vendor has of this connection. */
  templates?(platform: Platform, connection: Connected): Promise<Template[]>
  /** How a customer calls themselves, on channels whose messages do not say. */
  profileOf?(platform: Platform, connection: Connected, id: string): Promise<{ name: string }>
  /** Tells the customer that we have read up to this message of theirs. */
  tellRead?(platform: Platform, connection: Connected, message: { externalId: string; from: string }): Promise<void>
  /** Shows the customer for some seconds that an answer to this message is being written. */
  tellTyping?(platform: Platform, connection: Connected, message: { externalId: string; from: string }): Promise<void>
  /** Says a short text outside of any ticket, such as the answer to a keyword; `since`: an attempt from then on ended without an answer. */
  say?(platform: Platform, connection: Connected, to: string, text: string, since?: Date): Promise<Sent>
}
