/** What may be changed in a ticket. */
import { z } from 'zod'
import { Priority, Status } from './words.ts'

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
