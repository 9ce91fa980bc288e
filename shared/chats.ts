/** What the team sees of a web chat beside its messages: is the shopper there, on which page, and what led here. */
import { z } from 'zod'
import { Order } from './customers.ts'
import { mayCall, team } from './who.ts'
import { ScreenLanguage } from './words.ts'

export const ChatAside = z.object({
  /** Has the shopper the shop open now? */
  isOnline: z.boolean(),
  lastSeenAt: z.coerce.date().nullable(),
  /** Where in the shop they are, or were last. */
  page: z.object({ url: z.string(), title: z.string(), at: z.coerce.date() }).nullable(),
  /** The order that the chat is about. */
  order: Order.nullable(),
  /** The FAQs that were picked before it, oldest first. */
  faqs: z.array(z.object({ question: z.string(), answer: z.string(), at: z.coerce.date() })),
  /** In which the hub speaks to the shopper. */
  language: ScreenLanguage.nullable(),
  /** Where an answer reaches them when they have gone; null: nowhere. */
  email: z.string().nullable(),
  rating: z.object({ isGood: z.boolean(), words: z.string(), at: z.coerce.date() }).nullable(),
  /** Since when nobody of the team has said a word while the shopper waits; null: nobody waits. */
  waitingSince: z.coerce.date().nullable(),
})
export type ChatAside = z.infer<typeof ChatAside>

export const chats = {
  get: mayCall(team)
    .route({
      method: 'GET',
      path: '/tickets/{ticketId}/chat',
      summary: 'The shopper of a web chat: there or gone, the page, the order, the rating',
    })
    .input(z.object({ ticketId: z.uuid() }))
    .output(ChatAside),
  sendTranscript: mayCall(team)
    .route({
      method: 'POST',
      path: '/tickets/{ticketId}/transcript',
      summary: 'Mail the shopper what was said in the chat',
      successStatus: 201,
    })
    .input(z.object({ ticketId: z.uuid() }))
    .output(z.object({ email: z.string() })),
}
