/** Tickets and their messages: the shapes, and what may be done with them. */
import { z } from 'zod'
import { Content } from './content.ts'
import { Filter } from './filter.ts'
import { MayReply, TicketWarning } from './mayReply.ts'
import { TemplateChoice } from './templates.ts'
import { ActionCall } from './triage.ts'
import { mayCall, team } from './who.ts'
import { ChannelKey, Finding, MessageState, Priority, SentimentLabel, Sort, Status } from './words.ts'

const Sentiment = z.object({
  label: SentimentLabel,
  score: z.number().min(0).max(10),
  confidence: z.number().min(0).max(1),
  isSure: z.boolean(),
  evidence: z.array(z.string()),
  /** One line for an agent, in the shop's language. */
  reason: z.string(),
  /** What the reason says where our own model read, to be said in the reader's language; null where another model wrote it. */
  finding: Finding.nullable(),
  model: z.string(),
  evaluatedAt: z.coerce.date(),
})

const Named = z.object({ id: z.uuid(), name: z.string() })

/** The marketing message that a text of the customer answers. */
export const AnswerTo = z.object({
  kind: z.enum(['campaign', 'flow', 'message']),
  /** Of the campaign or flow. */
  name: z.string(),
  message: z.string().nullable(),
  eventId: z.uuid(),
  /** The text that answers it. */
  messageId: z.uuid(),
  receivedAt: z.coerce.date(),
  answeredAt: z.coerce.date(),
})
export type AnswerTo = z.infer<typeof AnswerTo>

export const Ticket = z.object({
  id: z.uuid(),
  number: z.number().int(),
  subject: z.string(),
  channel: ChannelKey,
  status: Status,
  priority: Priority,
  customer: z.object({ id: z.uuid(), name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
  assignee: Named.nullable(),
  team: Named.nullable(),
  tags: z.array(z.string()),
  language: z.string().nullable(),
  isSpam: z.boolean(),
  isAutomated: z.boolean(),
  isUnread: z.boolean(),
  sentiment: Sentiment.nullable(),
  orderValue: z.number().nullable(),
  preview: z.string(),
  messageCount: z.number().int(),
  warning: TicketWarning.nullable(),
  linkedTicketId: z.uuid().nullable(),
  /** Where its messages are since it was merged; it holds none itself. */
  mergedIntoId: z.uuid().nullable(),
  lastMessageAt: z.coerce.date(),
  lastInboundMessageId: z.uuid().nullable(),
  /** By the newest of its texts that answers one (SMS). */
  answerTo: AnswerTo.nullable(),
  waitingSince: z.coerce.date().nullable(),
  customerReadAt: z.coerce.date().nullable(),
  snoozedUntil: z.coerce.date().nullable(),
  closedAt: z.coerce.date().nullable(),
  createdAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
})
export type Ticket = z.infer<typeof Ticket>

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

/** Where a search found what it looked for: the newest such message, and a part of it, with what was found apart. */
export const Hit = z.object({
  messageId: z.uuid(),
  at: z.coerce.date(),
  pieces: z.array(z.object({ text: z.string(), isHit: z.boolean() })),
})
export type Hit = z.infer<typeof Hit>

/** A line of the ticket's history: who did what, and why. */
export const TimelineEntry = z.object({
  id: z.uuid(),
  kind: z.string(),
  actor: z.object({ kind: z.enum(['agent', 'customer', 'rule', 'model', 'system', 'api']), id: z.uuid().nullable(), name: z.string() }),
  data: z.record(z.string(), z.unknown()),
  at: z.coerce.date(),
  /** The number of the merged ticket to which this happened before. */
  ofNumber: z.number().int().optional(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

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

/** What the writer of a change saw; who comes second hears what somebody else has done to it meanwhile. */
const Seen = z
  .strictObject({ status: Status, assigneeId: z.uuid().nullable(), teamId: z.uuid().nullable(), priority: Priority, isSpam: z.boolean() })
  .partial()
export type Seen = z.infer<typeof Seen>

export const TicketChange = z.strictObject({
  status: Status.optional(),
  snoozedUntil: z.coerce.date().optional(),
  /** A snooze that ends with the customer's answer; false: the reminder comes at its time in any case. */
  ifNoReply: z.boolean().optional(),
  priority: Priority.optional(),
  assigneeId: z.uuid().nullable().optional(),
  teamId: z.uuid().nullable().optional(),
  tags: z.array(z.string().max(60)).max(50).optional(),
  isSpam: z.boolean().optional(),
  subject: z.string().max(500).optional(),
  isUndo: z
    .literal(true)
    .optional()
    .describe(
      'With a status other than closed, or with isSpam false: takes back your own close, or mark as spam, of the last 15 seconds without a trace; later it is a reopening, or read anew.',
    ),
  seen: Seen.optional(),
})
export type TicketChange = z.input<typeof TicketChange>

/** What one message of a channel can hold. */
export const Limits = z.object({
  text: z.number().int(),
  /** How the text is counted: characters, or bytes of UTF-8. */
  unit: z.enum(['characters', 'bytes']),
  files: z.number().int(),
  /** The longest text beside a file; 0: none. */
  caption: z.number().int(),
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

const ById = z.object({ id: z.uuid() })
/** A filter in a query string is its JSON. */
const FilterText = z
  .string()
  .max(20_000)
  .transform((text, context): Filter => {
    try {
      const parsed = Filter.safeParse(JSON.parse(text))
      if (parsed.success) return parsed.data
      context.addIssue(`filter: ${parsed.error.issues[0]?.message ?? 'not a filter'}`)
    } catch {
      context.addIssue('filter is not JSON')
    }
    return z.NEVER
  })

export const tickets = {
  upload: mayCall(team)
    .route({
      method: 'POST',
      path: '/attachments',
      summary: 'Upload a file (at most 25 MB) for a message about to be posted',
      successStatus: 201,
    })
    .input(z.object({ file: z.file().max(25 * 1024 * 1024) }))
    .output(Attachment),
  list: mayCall(team)
    .route({ method: 'GET', path: '/tickets', summary: 'Tickets by filter, in order, a page at a time' })
    .input(
      z.object({
        filter: FilterText.optional(),
        view: z.string().max(60).optional(),
        status: Status.optional(),
        sort: Sort.default('newest'),
        cursor: z.string().max(400).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ tickets: z.array(Ticket.extend({ hit: Hit.optional() })), nextCursor: z.string().nullable() })),
  get: mayCall(team).route({ method: 'GET', path: '/tickets/{id}', summary: 'One ticket' }).input(ById).output(Ticket),
  change: mayCall(team)
    .route({ method: 'PATCH', path: '/tickets/{id}', summary: 'Change status, assignment, priority, tags or spam' })
    .input(ById.extend(TicketChange.shape))
    // What others had just done to the same things, where the writer said what they saw.
    .output(Ticket.extend({ crossed: z.array(TimelineEntry) })),
  messages: mayCall(team)
    .route({
      method: 'GET',
      path: '/tickets/{ticketId}/messages',
      summary: 'The newest 50 messages, oldest first; earlier ones by `before`',
    })
    .input(z.object({ ticketId: z.uuid(), before: z.uuid().optional() }))
    .output(
      z.object({
        messages: z.array(Message),
        hasEarlier: z.boolean(),
        mayReply: MayReply,
        /** What one reply can hold on this channel; null: as much as any. */
        limits: Limits.nullable(),
        /** SMS: what a segment costs, and how long a short link is that will stand for a long one. */
        texts: TextCosts.nullable(),
        /** Where a reply goes: the address or number that the customer wrote from. */
        recipient: z.string().nullable(),
      }),
    ),
  reply: mayCall(team)
    .route({ method: 'POST', path: '/tickets/{ticketId}/messages', summary: 'Reply, or write an internal note', successStatus: 201 })
    .input(NewMessage.extend({ ticketId: z.uuid() }))
    .output(Message),
  retry: mayCall(team)
    .route({ method: 'POST', path: '/messages/{id}/retry', summary: 'Send a failed message once more' })
    .input(ById)
    .output(Message),
  fetchAgain: mayCall(team)
    .route({ method: 'POST', path: '/awaited-files/{id}/retry', summary: 'Fetch a file once more that a provider did not give' })
    .input(ById)
    .output(ById),
  timeline: mayCall(team)
    .route({ method: 'GET', path: '/tickets/{id}/timeline', summary: 'What happened to a ticket, with who and why' })
    .input(ById)
    .output(z.object({ entries: z.array(TimelineEntry) })),
  read: mayCall(team)
    .route({ method: 'POST', path: '/tickets/{id}/read', summary: 'Mark as read, or unread again, by the caller' })
    .input(ById.extend({ isRead: z.boolean().default(true) }))
    .output(z.object({ isRead: z.boolean() })),
}
