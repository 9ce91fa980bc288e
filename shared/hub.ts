/** What the Customer Hub on the shop's site may ask: a shopper sees and writes only their own chats. */
import { z } from 'zod'
import { Order } from './customers.ts'
import { HubTab, LoginStatus } from './hubSetup.ts'
import { longestShopperText, mostShopperFiles } from './lists.ts'
import { mayCall } from './who.ts'
import { ScreenLanguage } from './words.ts'

const HubFile = z.object({ id: z.uuid(), name: z.string(), mimeType: z.string(), size: z.number().int() })
export type HubFile = z.infer<typeof HubFile>

/** A message as the shopper sees it: no notes, no internals. */
export const HubMessage = z.object({
  id: z.uuid(),
  from: z.enum(['you', 'shop']),
  name: z.string(),
  text: z.string(),
  createdAt: z.coerce.date(),
  state: z.enum(['sent', 'delivered', 'seen']),
  /** Nobody wrote it: outside office hours, say. */
  isAutomated: z.boolean(),
  attachments: z.array(HubFile),
})
export type HubMessage = z.infer<typeof HubMessage>

const Rating = z.object({ isGood: z.boolean(), words: z.string() })

export const Chat = z.object({
  id: z.uuid(),
  isClosed: z.boolean(),
  closedBy: z.enum(['you', 'shop']).nullable(),
  agent: z.object({ name: z.string(), image: z.string().nullable() }).nullable(),
  /** The order that it is about. */
  order: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  /** Where an answer goes when the shopper has left. */
  email: z.string().nullable(),
  /** It is outside office hours and there is no such address: ask for one. */
  asksEmail: z.boolean(),
  rating: Rating.nullable(),
  /** It has ended, is not rated yet, and the shop wants to know. */
  asksRating: z.boolean(),
  messages: z.array(HubMessage),
})
export type Chat = z.infer<typeof Chat>

/** What the hub shows before anyone signs in, in the language asked for. */
export const HubView = z.object({
  shopName: z.string(),
  language: ScreenLanguage,
  isEnabled: z.boolean(),
  tabs: z.array(HubTab),
  loginStatus: LoginStatus,
  color: z.string().nullable(),
  position: z.enum(['right', 'left']),
  logoUrl: z.string().nullable(),
  /** The shop's own words; empty: the hub's. */
  greeting: z.string(),
  welcome: z.string(),
  privacyUrl: z.string().nullable(),
  termsUrl: z.string().nullable(),
  hasFaqs: z.boolean(),
  /** Is the team there, and when is it again? `opensAt` null: open now, or never. */
  isOpen: z.boolean(),
  opensAt: z.coerce.date().nullable(),
  /** Of the shop's clock (IANA). */
  timeZone: z.string(),
})
export type HubView = z.infer<typeof HubView>

/** The published FAQs of a language in order, or by how well they fit what was searched. */
export const HubFaqs = z.object({
  language: ScreenLanguage,
  categories: z.array(z.object({ id: z.uuid(), name: z.string() })),
  faqs: z.array(z.object({ id: z.uuid(), categoryId: z.uuid().nullable(), question: z.string(), answer: z.string() })),
})
export type HubFaqs = z.infer<typeof HubFaqs>

const Session = z.object({ token: z.string(), expiresAt: z.coerce.date(), shopper: z.object({ id: z.uuid(), name: z.string() }) })
const OfChat = z.object({ chatId: z.uuid() })
/** As a page names it (`nl-BE`); one that the hub does not speak is the shop's. */
const PageLanguage = z.string().max(35).optional()

export const hub = {
  signIn: mayCall(['public'])
    .route({
      method: 'POST',
      path: '/hub/sessions',
      summary: 'Exchange the shop’s signed shopper token (JWT, HS256) for a hub session',
      successStatus: 201,
    })
    .input(z.object({ identity: z.string().max(4000) }))
    .output(Session),
  visit: mayCall(['public'])
    .route({
      method: 'POST',
      path: '/hub/visitors',
      summary: 'Begin without an account, by an email address, where the shop allows that (D12)',
      successStatus: 201,
    })
    .input(z.object({ email: z.email().max(254).toLowerCase(), name: z.string().trim().max(120).default('') }))
    .output(Session),
  settings: mayCall(['public'])
    .route({ method: 'GET', path: '/hub/settings', summary: 'What the hub shows before anyone signs in' })
    .input(z.object({ language: PageLanguage }).default({}))
    .output(HubView),
  logo: mayCall(['public'])
    .route({ method: 'GET', path: '/hub/logo/{id}', summary: 'The picture in the hub’s head' })
    .input(z.object({ id: z.string().max(64) }))
    .output(z.file()),
  faqs: mayCall(['public'])
    .route({ method: 'GET', path: '/hub/faqs', summary: 'The published FAQs, by words where given; a slip of the finger does no harm' })
    .input(z.object({ language: PageLanguage, search: z.string().max(200).optional() }).default({}))
    .output(HubFaqs),
  pickFaq: mayCall(['public'])
    .route({ method: 'POST', path: '/hub/faqs/{id}/picks', summary: 'An FAQ was picked; or it helped, or did not', successStatus: 201 })
    .input(z.object({ id: z.uuid(), isHelpful: z.boolean().nullable().default(null) }))
    .output(z.object({ id: z.uuid() })),
  orders: mayCall(['shopper'])
    .route({ method: 'GET', path: '/hub/orders', summary: 'The signed-in shopper’s orders, newest first' })
    .output(z.object({ orders: z.array(Order) })),
  page: mayCall(['shopper'])
    .route({ method: 'POST', path: '/hub/page', summary: 'The shopper is on this page of the shop' })
    .input(z.object({ url: z.url({ protocol: /^https?$/ }).max(2000), title: z.string().trim().max(300).default('') }))
    .output(z.object({ at: z.coerce.date() })),
  chat: mayCall(['shopper'])
    .route({ method: 'GET', path: '/hub/chat', summary: 'The shopper’s newest chat, or none yet' })
    .output(z.object({ chat: Chat.nullable() })),
  upload: mayCall(['shopper'])
    .route({
      method: 'POST',
      path: '/hub/files',
      summary: 'Upload a file (at most 10 MB) for a message about to be written',
      successStatus: 201,
    })
    // With an id of the sender's own (a UUID), one that is sent twice is kept once.
    .input(z.object({ file: z.file(), id: z.uuid().optional() }))
    .output(HubFile),
  write: mayCall(['shopper'])
    .route({
      method: 'POST',
      path: '/hub/messages',
      summary: 'Write: continues the open chat (`chatId`, or another tab’s), begins a new one where none is open',
      successStatus: 201,
    })
    .input(
      z.object({
        id: z.uuid(),
        text: z.string().trim().max(longestShopperText),
        chatId: z.uuid().nullable().default(null),
        attachmentIds: z.array(z.uuid()).max(mostShopperFiles).default([]),
        /** Of a first message: the FAQs picked before it, oldest first, and the order that it is about. */
        faqs: z
          .array(z.object({ id: z.uuid(), at: z.coerce.date() }))
          .max(20)
          .default([]),
        orderId: z.uuid().nullable().default(null),
        language: PageLanguage,
        /** Of the shopper's clock (IANA). */
        timeZone: z.string().max(64).optional(),
      }),
    )
    .output(z.object({ chatId: z.uuid(), message: HubMessage })),
  seen: mayCall(['shopper'])
    .route({ method: 'POST', path: '/hub/chat/{chatId}/seen', summary: 'The shopper has seen everything up to now' })
    .input(OfChat)
    .output(z.object({ seenAt: z.coerce.date() })),
  file: mayCall(['shopper'])
    .route({ method: 'GET', path: '/hub/files/{id}', summary: 'A file that came with a message of one of the shopper’s chats' })
    .input(z.object({ id: z.uuid() }))
    .output(z.file()),
  leaveEmail: mayCall(['shopper'])
    .route({ method: 'POST', path: '/hub/chat/{chatId}/email', summary: 'Where an answer goes when the shopper has left' })
    .input(OfChat.extend({ email: z.email().max(254).toLowerCase() }))
    .output(z.object({ email: z.string() })),
  end: mayCall(['shopper'])
    .route({ method: 'POST', path: '/hub/chat/{chatId}/end', summary: 'End the chat; it never opens again' })
    .input(OfChat)
    .output(OfChat),
  rate: mayCall(['shopper'])
    .route({
      method: 'POST',
      path: '/hub/chat/{chatId}/rating',
      summary: 'Say how an ended chat was; again: what was said before is changed',
    })
    .input(OfChat.extend({ isGood: z.boolean(), words: z.string().trim().max(1000).default('') }))
    .output(Rating),
  transcript: mayCall(['shopper'])
    .route({ method: 'POST', path: '/hub/chat/{chatId}/transcript', summary: 'Mail the shopper what was said in it', successStatus: 201 })
    .input(OfChat)
    .output(z.object({ email: z.string() })),
}
