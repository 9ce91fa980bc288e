/** What an agent is writing on a ticket, kept on the server: one draft for the reply, one for the note. */
import { z } from 'zod'
import { Attachment, Recipients } from './messages.ts'
import { ActionCall } from './triage.ts'
import { mayCall, team } from './who.ts'

const DraftMode = z.enum(['reply', 'note'])
export type DraftMode = z.infer<typeof DraftMode>

export const DraftContent = z.object({
  text: z.string().max(200_000),
  html: z.string().max(500_000).nullable().default(null),
  attachments: z.array(Attachment).max(20).default([]),
  /** Null: as derived from the message replied to. */
  recipients: Recipients.nullable().default(null),
  /** What is done when it is sent. */
  actions: z.array(ActionCall).max(10).default([]),
  macros: z
    .array(z.object({ id: z.uuid(), name: z.string() }))
    .max(10)
    .default([]),
  withSignature: z.boolean().default(true),
})
export type DraftContent = z.infer<typeof DraftContent>

const Draft = z.object({ mode: DraftMode, revision: z.number().int(), content: DraftContent, updatedAt: z.coerce.date() })
export type Draft = z.infer<typeof Draft>

const OfTicket = z.object({ ticketId: z.uuid() })

export const drafts = {
  mine: mayCall(team)
    .route({ method: 'GET', path: '/drafts', summary: 'The tickets on which the caller has a draft, or a reply that waits' })
    .output(
      z.object({
        drafts: z.array(OfTicket.extend({ mode: DraftMode })),
        heldReplies: z.array(OfTicket.extend({ kind: z.enum(['undo', 'later']), isStopped: z.boolean() })),
      }),
    ),
  get: mayCall(team)
    .route({ method: 'GET', path: '/tickets/{ticketId}/drafts', summary: 'The caller’s drafts on a ticket' })
    .input(OfTicket)
    .output(z.object({ drafts: z.array(Draft) })),
  save: mayCall(team)
    .route({
      method: 'PUT',
      path: '/tickets/{ticketId}/drafts/{mode}',
      summary: 'Keep a draft, null to drop it; refused with CONFLICT where the caller saved another since `revision` (0: there was none)',
    })
    .input(OfTicket.extend({ mode: DraftMode, revision: z.number().int().min(0), content: DraftContent.nullable() }))
    .output(z.object({ revision: z.number().int() })),
}
