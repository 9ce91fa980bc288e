/** The messages of a ticket: what one holds, what an agent may write, and what a channel can carry of it. */
import { z } from 'zod'
import { Content } from './content.ts'
import { TemplateChoice } from './templates.ts'
import { ActionCall } from './triage.ts'
import { ChannelKey, MessageState } from './words.ts'

export const Attachment = z.object({
  id: z.uuid(),
  name: z.string(),
  mimeType: z.string(),
  size: z.number().int(),
  contentId: z.string().nullable(),
  isInline: z.boolean(),
  url: z.string(),
})
export type Attachment = z.infer<typeof Attachment>

/** What SPF, DKIM and DMARC said of a mail; `failed`: its sender's domain says that it is not theirs. */
export const Authenticity = z.object({
  verdict: z.enum(['verified', 'failed', 'unknown']),
  spf: z.string(),
  dkim: z.string(),
  dmarc: z.string(),
  /** The domain whose policy was asked. */
  domain: z.string().nullable(),
})
export type Authenticity = z.infer<typeof Authenticity>

export const Message = z.object({
  id: z.uuid(),
  ticketId: z.uuid(),
  channel: ChannelKey,
  direction: z.enum(['in', 'out']),
  isNote: z.boolean(),
  author: z.object({ kind: z.enum(['customer', 'agent', 'system']), id: z.uuid().nullable(), name: z.string() }),
  subject: z.string().nullable(),
  text: z.string(),
  quotedText: z.string().nullable(),
  html: z.string().nullable(),
  mail: z
    .object({
      from: z.string(),
      to: z.array(z.string()),
      cc: z.array(z.string()),
      bcc: z.array(z.string()),
      authenticity: Authenticity.nullable(),
    })
    .nullable(),
  isAutomated: z.boolean(),
  automatedWhy: z.string().nullable(),
  state: MessageState,
  error: z.string().nullable(),
  attachments: z.array(Attachment),
  /** Files that are still at the vendor's; `error`: why one could not be fetched. */
  awaited: z.array(z.object({ id: z.uuid(), name: z.string(), mimeType: z.string(), error: z.string().nullable() })),
  content: Content.nullable(),
  /** The message that this one answers in particular; `id` null: it is not here. */
  answers: z.object({ id: z.uuid().nullable(), authorName: z.string(), text: z.string() }).nullable(),
  /** Links of ours that were sent as short ones, and how often each was followed. */
  links: z.array(z.object({ url: z.string(), clicks: z.number().int() })),
  /** Is it kept as it came, to be looked at and saved? */
  hasOriginal: z.boolean(),
  reactions: z.array(z.object({ side: z.enum(['customer', 'agent']), emoji: z.string() })),
  editedAt: z.coerce.date().nullable(),
  /** The customer took it back; what it said is gone. */
  unsentAt: z.coerce.date().nullable(),
  sentAt: z.coerce.date().nullable(),
  deliveredAt: z.coerce.date().nullable(),
  readAt: z.coerce.date().nullable(),
  createdAt: z.coerce.date(),
})
export type Message = z.infer<typeof Message>

const Addresses = z.array(z.string().trim().max(320)).max(50)
/** The addresses of a mail; several people may be meant. */
export const Recipients = z.object({ to: Addresses, cc: Addresses.default([]), bcc: Addresses.default([]) })
export type Recipients = z.infer<typeof Recipients>

/** A message written by an agent. The caller names it, so that sending it twice changes nothing. */
export const NewMessage = z.object({
  id: z.uuid(),
  text: z.string().max(200_000),
  html: z.string().max(500_000).optional(),
  isNote: z.boolean().default(false),
  /** The newest customer message the writer has seen; a reply that would cross a newer one is refused with CONFLICT. */
  lastSeenMessageId: z.uuid().optional(),
  attachmentIds: z.array(z.uuid()).max(20).default([]),
  /** Email: to whom; left out: as derived from the customer's message. */
  recipients: Recipients.optional(),
  /** Done to the ticket together with the message, such as close or tag. */
  actions: z.array(ActionCall).max(10).default([]),
  /** The macros that the text came from, to be counted. */
  macroIds: z.array(z.uuid()).max(10).default([]),
  /** Notes: the colleagues who are named in it. */
  mentionIds: z.array(z.uuid()).max(50).default([]),
  /** Sent in place of free text, where the channel has templates; `text` is then filled by it. */
  template: TemplateChoice.optional(),
  /** The message of this ticket that the reply answers in particular, on channels that show it. */
  answersId: z.uuid().optional(),
  /** Email: false leaves the signature away. */
  withSignature: z.boolean().default(true),
})
export type NewMessage = z.input<typeof NewMessage>

/** What one message of a channel can hold. */
export const Limits = z.object({
  text: z.number().int(),
  /** How the text is counted: characters, or bytes of UTF-8. */
  unit: z.enum(['characters', 'bytes']),
  files: z.number().int(),
  /** The longest text beside a file; 0: none. */
  caption: z.number().int(),
  /** Kinds of files with the most bytes of each, and whether a text may go beside one. */
  kinds: z.array(z.object({ mimeTypes: z.array(z.string()), most: z.number().int(), hasText: z.boolean() })),
  /** Do files of other kinds, or larger ones, go as documents? */
  takesOthers: z.boolean(),
  /** Can a reply be made of a template, or answer one message in particular? */
  hasTemplates: z.boolean(),
  hasAnswers: z.boolean(),
})
export type Limits = z.infer<typeof Limits>

export const TextCosts = z.object({
  segmentPrice: z.number().nullable(),
  currency: z.string().nullable(),
  linkLength: z.number().int().nullable(),
})
export type TextCosts = z.infer<typeof TextCosts>
