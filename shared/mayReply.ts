/** May a reply go out on a ticket now? If not: why, and what can be done instead, as codes whose words are the screen's. */
import { z } from 'zod'

/** Why not, and how the API says it in its refusals. */
export const whyNot = {
  chat_ended: 'This chat has ended.',
  no_address: 'There is no address to answer to.',
  no_consent: 'The customer has not agreed to be written to here.',
  opted_out: 'The customer has asked not to be written to here any more.',
  window_closed: 'The time in which this channel lets one answer is over.',
  not_connected: 'The address that the customer wrote to is not connected any more.',
  connection_off: 'The address that the customer wrote to is turned off.',
} as const

/** What can be done instead. */
export const insteads = {
  new_chat: 'The customer can begin a new chat; a note can still be written.',
  note: 'A note can still be written.',
  ask_consent: 'The customer can agree by writing the opt-in keyword; you can also note an agreement that you were given.',
  template: 'A template can be sent.',
  wait_for_customer: 'Once the customer writes again, an answer can go out.',
  connect: 'An admin can connect it in the settings; a note can still be written.',
} as const

/** Codes as a shape; the API's documents say what each means. */
const codes = <Code extends string>(meanings: Record<Code, string>) =>
  z.enum(Object.keys(meanings) as [Code, ...Code[]]).describe(
    Object.entries(meanings)
      .map(([code, meaning]) => `\`${code}\`: ${meaning}`)
      .join(' '),
  )

export const MayReply = z.union([
  z.object({
    may: z.literal(true),
    /** Until when, where the channel lets one answer only for a while. */
    until: z.coerce.date().optional(),
    /** What the rest of the window is for, such as a person's answer only. */
    tag: z.string().optional(),
    /** The connection does not work now: the reply waits until it does. */
    isWaiting: z.boolean().optional(),
    /** Since when mail to this address comes back; what is sent may not arrive. */
    bouncedAt: z.coerce.date().optional(),
    /** When its owner last reported mail of ours as spam. */
    complainedAt: z.coerce.date().optional(),
  }),
  z.object({ may: z.literal(false), why: codes(whyNot), instead: codes(insteads) }),
])
export type MayReply = z.infer<typeof MayReply>
export type Refusal = Extract<MayReply, { may: false }>

/** Why a ticket should be looked at twice. */
export const TicketWarning = codes({
  unverified_sender: 'The sender’s domain says that this mail is not theirs: it may be forged.',
  other_sender: 'The sender named another customer’s ticket (linkedTicketId) without taking part in it.',
})
export type TicketWarning = z.infer<typeof TicketWarning>
