/** How a shop sets its Customer Hub up: what it shows, how it looks, what it says, and what it does by itself. */
import { z } from 'zod'
import { hubTabs, loginStatuses } from './lists.ts'
import { admins, mayCall } from './who.ts'
import { ScreenLanguage } from './words.ts'

export const HubTab = z.enum(hubTabs)
export type HubTab = z.infer<typeof HubTab>
export const LoginStatus = z.enum(loginStatuses)
export type LoginStatus = z.infer<typeof LoginStatus>

/** What the hub says in one language; an empty text: the hub's own words. In `away`, `{{opens}}` is when help comes. */
const HubTexts = z.object({
  /** Above the home tab. */
  greeting: z.string().trim().max(200),
  /** In a chat before the first message (R72). */
  welcome: z.string().trim().max(1000),
  /** Sent by itself when somebody writes outside office hours (R93, R173). */
  away: z.string().trim().max(1000),
  /** Sent by itself when nobody has answered for `busyMinutes`. */
  busy: z.string().trim().max(1000),
})

const Link = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .nullable()

export const HubSetup = z.object({
  isEnabled: z.boolean(),
  /** Those that are shown; a chat is off without its own (R69). */
  tabs: z.array(HubTab).max(3),
  loginStatus: LoginStatus,
  /** `#rrggbb`; null: what the script tag says, or ours. */
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'a colour such as #1c2b3a')
    .nullable(),
  position: z.enum(['right', 'left']),
  texts: z.record(ScreenLanguage, HubTexts),
  /** Shown before the first message (R91, R92). */
  privacyUrl: Link,
  termsUrl: Link,
  /** Outside office hours: the automatic message, and the question for an email address. */
  sendsAway: z.boolean(),
  asksEmail: z.boolean(),
  /** Within them: after so many minutes without an answer the "all busy" message; null: never. */
  busyMinutes: z.number().int().min(1).max(120).nullable(),
  /** One mail to a shopper who has gone before the answer came (R171). */
  sendsFollowUp: z.boolean(),
  /** A thumb and a word after a chat has ended. */
  asksRating: z.boolean(),
  /** A mail for each new chat (R94), to these addresses, or to the owners where there is none. */
  notifies: z.boolean(),
  notifyTo: z.array(z.email().max(254)).max(20),
})
export type HubSetup = z.infer<typeof HubSetup>

export const HubSettings = HubSetup.extend({
  /** Where this installation is reached; the script tag names it. */
  publicUrl: z.string(),
  /** Of the picture in the hub's head; null: there is none. */
  logoUrl: z.string().nullable(),
  lastShopperAt: z.coerce.date().nullable(),
  /** Until then the secret before the last one is taken too; null: it is not. */
  oldSecretUntil: z.coerce.date().nullable(),
})
export type HubSettings = z.infer<typeof HubSettings>

const Secret = z.object({ secret: z.string() })

const ShopifyShop = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'an address such as my-shop.myshopify.com')
export const ShopifySettings = z.object({
  /** As Shopify names them, whatever domain their visitors see. */
  shops: z.array(z.string()),
  hasSecret: z.boolean(),
  /** Where the app's proxy is to lead. */
  proxyUrl: z.string(),
})
export type ShopifySettings = z.infer<typeof ShopifySettings>
const ShopifyWish = z.strictObject({
  shops: z.array(ShopifyShop).max(20).optional(),
  /** The client secret of the app; null forgets it. */
  secret: z.string().trim().min(16).max(200).nullable().optional(),
})
export type ShopifyWish = z.infer<typeof ShopifyWish>

export const hubSettings = {
  get: mayCall(admins).route({ method: 'GET', path: '/settings/hub', summary: 'How the Customer Hub is set up' }).output(HubSettings),
  change: mayCall(admins)
    .route({ method: 'PUT', path: '/settings/hub', summary: 'Change what is named of it; the rest stays' })
    .input(z.strictObject(HubSetup.partial().shape))
    .output(HubSettings),
  changeLogo: mayCall(admins)
    .route({
      method: 'PUT',
      path: '/settings/hub/logo',
      summary: 'The picture in the hub’s head: PNG, JPEG, WebP or GIF of at most 500 kB',
    })
    .input(z.object({ file: z.file() }))
    .output(HubSettings),
  removeLogo: mayCall(admins)
    .route({ method: 'DELETE', path: '/settings/hub/logo', summary: 'Take that picture away' })
    .output(HubSettings),
  secret: mayCall(admins)
    .route({ method: 'GET', path: '/settings/hub/secret', summary: 'The secret with which the shop signs its shoppers’ tokens' })
    .output(Secret),
  renewSecret: mayCall(admins)
    .route({
      method: 'POST',
      path: '/settings/hub/secret',
      summary: 'Make a new secret; with `endsSessions` tokens of the old one and every hub session end, else it is taken for a day more',
      successStatus: 201,
    })
    // To be said aloud: nobody ends every session by a slip.
    .input(z.object({ endsSessions: z.boolean() }))
    .output(Secret),
  shopify: mayCall(admins)
    .route({ method: 'GET', path: '/settings/hub/shopify', summary: 'The Shopify shops whose signed-in shoppers the hub knows' })
    .output(ShopifySettings),
  changeShopify: mayCall(admins)
    .route({ method: 'PUT', path: '/settings/hub/shopify', summary: 'Change what is named of that; the rest stays' })
    .input(ShopifyWish)
    .output(ShopifySettings),
}
