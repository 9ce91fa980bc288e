/** What a customer allows: may we write to a number, and for what? Of each kind the newest word counts; the others are its history. */
import { z } from 'zod'
import { mayCall, team } from './who.ts'

export const ConsentKind = z.enum(['marketing', 'transactional'])
export type ConsentKind = z.infer<typeof ConsentKind>

const Said = z.object({
  kind: ConsentKind,
  isGiven: z.boolean(),
  /** `vendor`: a provider told us, such as of an opt-out that it heard itself. */
  source: z.enum(['keyword', 'agent', 'api', 'vendor', 'import']),
  /** The word, the provider's code, or where an agent has it from. */
  said: z.string(),
  /** The agent who noted it. */
  by: z.string().nullable(),
  at: z.coerce.date(),
})

export const Allowed = z.object({
  identityId: z.uuid(),
  identity: z.object({ kind: z.string(), value: z.string() }),
  /** Null: never asked. */
  marketing: z.boolean().nullable(),
  transactional: z.boolean().nullable(),
  /** Newest first. */
  history: z.array(Said),
})
export type Allowed = z.infer<typeof Allowed>

const Answer = z.object({ consents: z.array(Allowed) })

export const consents = {
  list: mayCall(team)
    .route({ method: 'GET', path: '/customers/{id}/consents', summary: 'What a customer allows at each of their numbers, and since when' })
    .input(z.object({ id: z.uuid() }))
    .output(Answer),
  note: mayCall(team)
    .route({
      method: 'POST',
      path: '/customers/{id}/consents',
      summary: 'Note that a customer has agreed, or withdrawn, with where you have it from',
      successStatus: 201,
    })
    .input(
      z.object({
        id: z.uuid(),
        identityId: z.uuid(),
        kinds: z.array(ConsentKind).min(1).max(2),
        isGiven: z.boolean(),
        said: z.string().trim().min(3).max(500),
        /** When they said so; left out: now. */
        at: z.coerce.date().optional(),
      }),
    )
    .output(Answer),
}
