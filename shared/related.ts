/** The other tickets of a ticket's customer, and those it is tied to. */
import { z } from 'zod'
import { Holds } from './content.ts'
import { mayCall, team } from './who.ts'
import { ChannelKey, SentimentLabel, Status } from './words.ts'

const RelatedTicket = z.object({
  id: z.uuid(),
  number: z.number().int(),
  subject: z.string(),
  preview: z.string(),
  holds: Holds,
  channel: ChannelKey,
  status: Status,
  label: SentimentLabel.nullable(),
  assigneeName: z.string().nullable(),
  createdAt: z.coerce.date(),
  lastMessageAt: z.coerce.date(),
})
export type RelatedTicket = z.infer<typeof RelatedTicket>

export const related = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/tickets/{ticketId}/related', summary: 'The customer’s other tickets, newest first' })
    .input(z.object({ ticketId: z.uuid() }))
    .output(z.object({ tickets: z.array(RelatedTicket), hasMore: z.boolean() })),
}
