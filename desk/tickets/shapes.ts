/** What the API's answers are once they have crossed the wire: dates are strings there. */
import type { JsonifiedValue } from '@orpc/openapi-client'
import type { z } from 'zod'
import type {
  Attachment as AttachmentShape,
  TicketChange as ChangeShape,
  Message as MessageShape,
  Ticket as TicketShape,
  TimelineEntry,
} from '../../shared/tickets.ts'
import type { RuleTrace } from '../../shared/triage.ts'

export type Ticket = JsonifiedValue<TicketShape>
export type Message = JsonifiedValue<MessageShape>
export type Attachment = JsonifiedValue<AttachmentShape>
export type Happening = JsonifiedValue<TimelineEntry>
export type Trace = z.infer<typeof RuleTrace>
export type TicketWish = ChangeShape
