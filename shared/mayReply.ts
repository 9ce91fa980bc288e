/** May a reply go out on a ticket now? If not: why, and what can be done instead, as codes whose words are the screen's. */
import { z } from 'zod'

/** Why not, and how the API says it in its refusals. */
export const whyNot = {
  chat_ended: 'This chat has ended.',
  no_address: 'There is no address to answer to.',
} as const

/** What can be done instead. */
export const insteads = {
  new_chat: 'The customer can begin a new chat; a note can still be written.',
  note: 'A note can still be written.',
} as const

/** Codes as a shape; the API's documents say what each means. */
const codes = <Code extends string>(meanings: Record<Code, string>) =>
  z.enum(Object.keys(meanings) as [Code, ...Code[]]).describe(
    Object.entries(meanings)
      .map(([code, meaning]) => `\`${code}\`: ${meaning}`)
      .join(' '),
  )

export const MayReply = z.union([
  z.object({ may: z.literal(true) }),
  z.object({ may: z.literal(false), why: codes(whyNot), instead: codes(insteads) }),
])
export type MayReply = z.infer<typeof MayReply>
export type Refusal = Extract<MayReply, { may: false }>

/** Why a ticket should be looked at twice. */
export const TicketWarning = codes({
  other_sender: 'The sender named another customer’s ticket (linkedTicketId) without taking part in it.',
})
export type TicketWarning = z.infer<typeof TicketWarning>
