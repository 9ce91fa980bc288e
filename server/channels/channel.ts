/**
 * What a channel is. Words: a *channel* is a way to write to the shop; what comes in by it is told in incoming.ts, what goes out in
 * outgoing.ts. Nothing outside a channel's folder knows its vendor.
 */
import type { ChannelForm, Values } from '../../shared/connections.ts'
import type { Source } from '../../shared/ledger.ts'
import type { MayReply } from '../../shared/mayReply.ts'
import type { Limits, TextCosts } from '../../shared/messages.ts'
import type { RefusalCode } from '../../shared/refusals.ts'
import type { Template } from '../../shared/templates.ts'
import type { ChannelKey } from '../../shared/words.ts'
import type { IdentityKind } from '../customers/recognise.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import type { Connected } from './connected.ts'
import type { Parsed } from './incoming.ts'
import type { Outgoing, Sent } from './outgoing.ts'

/** One line of the ticket rules: which ticket a message belongs to. */
export interface TicketRule {
  /** What one ticket holds. */
  ticketIs: 'a conversation' | 'a thread' | 'a person'
  /** What a message for a closed ticket does. */
  whenClosed: 'reopens it' | 'begins a new one'
}

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
  /** When the customer last reported a mail of ours as spam; null where they have written since. */
  complainedAt: Date | null
  /** When the customer last asked not to be written to, where that still holds for a kind. */
  optedOutAt: Date | null
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
    /** Asks the vendor whether the credentials work. Throws with the vendor's words. `expiresAt` null: they do not end; undefined: it does not say. */
    check?(platform: Platform, connection: Connected): Promise<{ answer: string; expiresAt?: Date | null }>
    /** Asks the vendor for fresh secrets in place of those that will end. Throws where it does not give them. */
    renew?(platform: Platform, connection: Connected): Promise<{ secrets: Record<string, string>; expiresAt: Date }>
  }
  /** Who calls our webhook? Checks signature or handshake, and reads nothing further. */
  verify?(platform: Platform, connection: Connected, request: WebhookRequest): Verified | Promise<Verified>
  /** What breaks at a connection is the way in: answers go out another way, and that one went out says nothing of it. */
  breaksOnlyIn?: true
  /** Under which address an answer goes out, on channels where messages name it. */
  ownAddress?(db: Db, connectionId: string | null): Promise<string>
  /** Turns a stored payload into messages and facts, without asking anybody; absent where messages come by our own API (web chat). */
  parse?(platform: Platform, payload: Payload, connection: Connected | null): Promise<Parsed>
  /** The payload as the one message that it is, to be shown and saved; absent where a payload may hold several people's. */
  original?(platform: Platform, payload: Payload): Promise<Payload>
  /** Fetches a file that a message spoke of. */
  fetchFile?(platform: Platform, connection: Connected, reference: Record<string, unknown>): Promise<FetchedFile>
  /** What the other side has of what came in, where it can be counted there. */
  sources?(db: Db): Promise<Source[]>
  /** Asks the vendors that keep a list what came in, and counts it against the ledger. */
  reconcile?(platform: Platform): Promise<void>
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
