/** Making one ticket of several, taking them apart again, and splitting one in two. */
import { z } from 'zod'
import { Holds } from './content.ts'
import { Reason } from './refusals.ts'
import { Ticket } from './tickets.ts'
import { mayCall, team } from './who.ts'
import { ChannelKey, Status } from './words.ts'

/** What one should know before: two customers would share a ticket, or answers will go by another channel. */
const MergeWarning = z.union([
  z.object({ kind: z.literal('customers'), customer: z.string(), other: z.string() }),
  z.object({ kind: z.literal('channel'), channel: ChannelKey }),
])
export type MergeWarning = z.infer<typeof MergeWarning>

const MergedTicket = z.object({
  mergeId: z.uuid(),
  id: z.uuid(),
  number: z.number().int(),
  subject: z.string(),
  channel: ChannelKey,
  customerName: z.string(),
  mergedBy: z.string().nullable(),
  mergedAt: z.coerce.date(),
})
export type MergedTicket = z.infer<typeof MergedTicket>

/** A ticket that could be merged with another, and why not if so. */
const MergeCandidate = z.object({
  id: z.uuid(),
  number: z.number().int(),
  subject: z.string(),
  preview: z.string(),
  holds: Holds,
  channel: ChannelKey,
  status: Status,
  customerName: z.string(),
  isSameCustomer: z.boolean(),
  lastMessageAt: z.coerce.date(),
  /** Why it cannot be merged with the ticket asked about. */
  whyNot: Reason.nullable(),
})
export type MergeCandidate = z.infer<typeof MergeCandidate>

const OnTicket = z.object({ ticketId: z.uuid() })
const Sources = z.array(z.uuid()).min(1).max(50)

export const merges = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/tickets/{ticketId}/merges', summary: 'The tickets that were merged into this one' })
    .input(OnTicket)
    .output(z.object({ merged: z.array(MergedTicket) })),
  candidates: mayCall(team)
    .route({
      method: 'GET',
      path: '/tickets/{ticketId}/merges/candidates',
      summary: 'Tickets that could be merged into this one: the customer’s others, or by number, subject or customer',
    })
    .input(OnTicket.extend({ search: z.string().max(200).default('') }))
    .output(z.object({ candidates: z.array(MergeCandidate) })),
  check: mayCall(team)
    .route({ method: 'POST', path: '/tickets/{ticketId}/merges/check', summary: 'What merging these tickets into this one would mean' })
    .input(OnTicket.extend({ sourceIds: Sources }))
    .output(z.object({ warnings: z.array(MergeWarning), refusals: z.array(z.object({ number: z.number().int(), why: Reason })) })),
  create: mayCall(team)
    .route({
      method: 'POST',
      path: '/tickets/{ticketId}/merges',
      summary: 'Merge tickets into this one; of other customers only where that is said',
      successStatus: 201,
    })
    .input(OnTicket.extend({ sourceIds: Sources, acrossCustomers: z.boolean().default(false) }))
    .output(z.object({ merged: z.array(MergedTicket) })),
  undo: mayCall(team)
    .route({ method: 'POST', path: '/merges/{id}/undo', summary: 'Take a merged ticket out again, as it was; later messages stay' })
    .input(z.object({ id: z.uuid() }))
    .output(Ticket),
  split: mayCall(team)
    .route({
      method: 'POST',
      path: '/tickets/{ticketId}/split',
      summary: 'Move a message and what follows it to a new ticket; both are scored anew',
      successStatus: 201,
    })
    .input(OnTicket.extend({ fromMessageId: z.uuid(), subject: z.string().max(500).optional() }))
    .output(Ticket),
}
