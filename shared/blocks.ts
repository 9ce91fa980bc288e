/** Blocked senders: who makes no tickets any more. Their messages are kept. */
import { z } from 'zod'
import { mayCall, team } from './who.ts'

const BlockedSender = z.object({
  id: z.uuid(),
  kind: z.string(),
  value: z.string(),
  blockedBy: z.string().nullable(),
  blockedAt: z.coerce.date(),
  ticket: z.object({ id: z.uuid(), number: z.number().int() }).nullable(),
  /** How many messages were kept since, and the last of them. */
  keptCount: z.number().int(),
  lastKeptAt: z.coerce.date().nullable(),
})
export type BlockedSender = z.infer<typeof BlockedSender>

export const blockedSenders = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/blocked-senders', summary: 'Who is blocked, newest first' })
    .output(z.object({ blockedSenders: z.array(BlockedSender) })),
  block: mayCall(team)
    .route({ method: 'POST', path: '/tickets/{ticketId}/block-sender', summary: 'Block whoever this ticket came from', successStatus: 201 })
    .input(z.object({ ticketId: z.uuid() }))
    .output(BlockedSender),
  unblock: mayCall(team)
    .route({
      method: 'DELETE',
      path: '/blocked-senders/{id}',
      summary: 'Block a sender no longer; with `takeIn` the messages kept meanwhile come in now',
    })
    .input(z.object({ id: z.uuid(), takeIn: z.coerce.boolean().default(false) }))
    .output(z.object({ takenIn: z.number().int() })),
}
