/** What the API's answers are once they have crossed the wire: dates are strings there. */
import type { JsonifiedValue } from '@orpc/openapi-client'
import type { z } from 'zod'
import type { Draft } from '../../shared/drafts.ts'
import type { HeldReply as HeldShape } from '../../shared/heldReplies.ts'
import type { Macro as MacroShape } from '../../shared/macros.ts'
import type { Attachment as AttachmentShape, Message as MessageShape } from '../../shared/messages.ts'
import type { TicketChange as ChangeShape } from '../../shared/ticketChange.ts'
import type { Ticket as TicketShape } from '../../shared/tickets.ts'
import type { TimelineEntry } from '../../shared/timeline.ts'
import type { RuleTrace } from '../../shared/triage.ts'

export type Ticket = JsonifiedValue<TicketShape>
export type Message = JsonifiedValue<MessageShape>
export type Attachment = JsonifiedValue<AttachmentShape>
export type Happening = JsonifiedValue<TimelineEntry>
export type KeptDraft = JsonifiedValue<Draft>
export type DraftContent = KeptDraft['content']
export type HeldReply = JsonifiedValue<HeldShape>
export type Macro = JsonifiedValue<MacroShape>
export type Trace = z.infer<typeof RuleTrace>
export type TicketWish = ChangeShape
