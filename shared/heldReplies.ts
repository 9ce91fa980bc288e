/** Replies that wait before they go: some seconds, so that they can be taken back, or until a chosen time. */
import { z } from 'zod'
import { DraftContent } from './drafts.ts'
import { NewMessage } from './messages.ts'
import { Reason } from './refusals.ts'
import { mayCall, team } from './who.ts'

/** Why it did not go: the customer or a colleague wrote meanwhile, or it may not go as it is. */
const Stop = z.object({ why: z.enum(['customer', 'colleague', 'refused']), reason: Reason.nullable() })

export const HeldReply = z.object({
  id: z.uuid(),
  ticketId: z.uuid(),
  author: z.object({ id: z.uuid(), name: z.string() }),
  kind: z.enum(['undo', 'later']),
  content: DraftContent,
  sendAt: z.coerce.date(),
  /** Milliseconds until then by the server's clock, which a browser's need not agree with. */
  sendsInMs: z.number().int(),
  stopped: Stop.nullable(),
  createdAt: z.coerce.date(),
})
export type HeldReply = z.infer<typeof HeldReply>

const ById = z.object({ id: z.uuid() })

export const heldReplies = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/tickets/{ticketId}/held-replies', summary: 'The replies of a ticket that wait to be sent' })
    .input(z.object({ ticketId: z.uuid() }))
    .output(z.object({ heldReplies: z.array(HeldReply) })),
  hold: mayCall(team)
    .route({
      method: 'POST',
      path: '/tickets/{ticketId}/held-replies',
      summary: 'Send a reply in 10 seconds, or at `sendAt`; it becomes the message of the same id',
      successStatus: 201,
    })
    .input(NewMessage.omit({ isNote: true }).extend({ ticketId: z.uuid(), sendAt: z.coerce.date().optional() }))
    .output(z.object({ heldReply: HeldReply.nullable() })),
  change: mayCall(team)
    .route({
      method: 'PATCH',
      path: '/held-replies/{id}',
      summary: 'Send at another time, or now; `lastSeenMessageId` says that what came meanwhile was read',
    })
    .input(ById.extend({ sendAt: z.coerce.date().optional(), isNow: z.literal(true).optional(), lastSeenMessageId: z.uuid().optional() }))
    .output(z.object({ heldReply: HeldReply })),
  cancel: mayCall(team)
    .route({ method: 'DELETE', path: '/held-replies/{id}', summary: 'Take it back; it becomes the caller’s draft' })
    .input(ById)
    .output(z.object({ content: DraftContent, revision: z.number().int() })),
}
