/** Macros: answers written once, with variables, files and actions, for oneself or for the whole team. */
import { z } from 'zod'
import { Attachment } from './messages.ts'
import { ActionCall } from './triage.ts'
import { mayCall, team } from './who.ts'

export const Macro = z.object({
  id: z.uuid(),
  name: z.string(),
  /** With variables such as `{{ order.number }}`. */
  html: z.string(),
  text: z.string(),
  actions: z.array(ActionCall),
  attachments: z.array(Attachment),
  isShared: z.boolean(),
  isMine: z.boolean(),
  useCount: z.number().int(),
  lastUsedAt: z.coerce.date().nullable(),
})
export type Macro = z.infer<typeof Macro>

const Filled = z.object({
  html: z.string(),
  text: z.string(),
  /** The variables for which there is no value; they stand in the text as they were written. */
  missing: z.array(z.string()),
})

const Wish = z.object({
  name: z.string().trim().min(1).max(80),
  html: z.string().max(100_000).default(''),
  actions: z.array(ActionCall).max(10).default([]),
  attachmentIds: z.array(z.uuid()).max(20).default([]),
  isShared: z.boolean().default(false),
})
const ById = z.object({ id: z.uuid() })
const OnTicket = ById.extend({ ticketId: z.uuid() })

export const macros = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/macros', summary: 'The caller’s own macros and the shared ones, by name' })
    .output(z.object({ macros: z.array(Macro) })),
  create: mayCall(team).route({ method: 'POST', path: '/macros', summary: 'Make a macro', successStatus: 201 }).input(Wish).output(Macro),
  change: mayCall(team)
    .route({ method: 'PATCH', path: '/macros/{id}', summary: 'Change a macro of one’s own, or as a manager a shared one' })
    .input(
      ById.extend({
        name: Wish.shape.name.optional(),
        html: z.string().max(100_000).optional(),
        actions: z.array(ActionCall).max(10).optional(),
        attachmentIds: z.array(z.uuid()).max(20).optional(),
        isShared: z.boolean().optional(),
      }),
    )
    .output(Macro),
  remove: mayCall(team).route({ method: 'DELETE', path: '/macros/{id}', summary: 'Delete a macro' }).input(ById).output(ById),
  variables: mayCall(team)
    .route({
      method: 'GET',
      path: '/macro-variables',
      summary: 'Every variable, with its value on a ticket; without `ticketId` on the newest one',
    })
    .input(z.object({ ticketId: z.uuid().optional() }))
    .output(z.object({ variables: z.array(z.object({ name: z.string(), value: z.string().nullable() })) })),
  preview: mayCall(team)
    .route({ method: 'POST', path: '/macro-preview', summary: 'A text with its variables filled in, on a ticket or the newest one' })
    .input(z.object({ html: z.string().max(100_000), ticketId: z.uuid().optional() }))
    .output(Filled),
  fill: mayCall(team)
    .route({
      method: 'POST',
      path: '/tickets/{ticketId}/macros/{id}/fill',
      summary: 'A macro as it would be on this ticket; changes nothing',
    })
    .input(OnTicket)
    .output(Filled.extend({ macro: Macro })),
  run: mayCall(team)
    .route({ method: 'POST', path: '/tickets/{ticketId}/macros/{id}/run', summary: 'Do what a macro does to a ticket, without writing' })
    .input(OnTicket)
    .output(z.object({ done: z.array(ActionCall) })),
}
