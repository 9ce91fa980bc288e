/** Tickets: what one is, and the procedures. */
import { z } from 'zod'
import { Holds } from './content.ts'
import { Filter } from './filter.ts'
import { MayReply, TicketWarning } from './mayReply.ts'
import { Attachment, Limits, Message, NewMessage, TextCosts } from './messages.ts'
import { TicketChange } from './ticketChange.ts'
import { TimelineEntry } from './timeline.ts'
import { mayCall, team } from './who.ts'
import { ChannelKey, Finding, Priority, SentimentLabel, Sort, Status } from './words.ts'

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
  /** The customer has since taken back, or written anew, some of what it was read from, or all of it; the evidence no longer quotes that. */
  takenBack: z.enum(['part', 'whole']).nullable(),
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
  /** What its newest message of the customer is, where that has no words for the preview. */
  holds: Holds,
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
  /** Of an open web chat whose shopper is here: since when nobody of the team has said a word, while one is due; else null. */
  quietSince: z.coerce.date().nullable(),
  customerReadAt: z.coerce.date().nullable(),
  snoozedUntil: z.coerce.date().nullable(),
  closedAt: z.coerce.date().nullable(),
  createdAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
})
export type Ticket = z.infer<typeof Ticket>

/** Where a search found what it looked for: the newest such message, and a part of it, with what was found apart. */
export const Hit = z.object({
  messageId: z.uuid(),
  at: z.coerce.date(),
  pieces: z.array(z.object({ text: z.string(), isHit: z.boolean() })),
})
export type Hit = z.infer<typeof Hit>

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
  original: mayCall(team)
    .route({
      method: 'GET',
      path: '/messages/{id}/original',
      summary: 'The headers of a mail, as it came; all of it is at /originals/{id}',
    })
    .input(z.object({ id: z.uuid() }))
    .output(z.object({ headers: z.string(), size: z.number().int(), isRebuilt: z.boolean() })),
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
