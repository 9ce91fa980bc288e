/** The lists behind the product's words, without the schemas (those are in words.ts): the pages in the browser do without the schema library. */

/** The ways a customer can write. */
export const channels = ['webchat', 'email', 'sms', 'whatsapp', 'instagram'] as const

export const statuses = ['open', 'snoozed', 'closed'] as const

export const priorities = ['low', 'normal', 'high', 'urgent'] as const

/** Sentiment labels, worst first. Urgent and promoter are labels of their own, not bands of the score. */
export const sentimentLabels = ['urgent', 'negative', 'neutral', 'positive', 'promoter'] as const

/** What our own model says of a message, in a word: one of the labels, a strong one, or why there is none. */
export const findings = [...sentimentLabels, 'furious', 'delighted', 'spam', 'unsure', 'empty'] as const

/** The four roles that see the helpdesk, from most to least powerful. */
export const roles = ['owner', 'admin', 'manager', 'agent'] as const

/** What a message is that says nothing in words. */
export const holdings = [
  'picture',
  'video',
  'audio',
  'file',
  'sticker',
  'place',
  'contacts',
  'shared_post',
  'shared_reel',
  'shared_story',
  'story_reply',
  'story_mention',
  'origin',
  'unsent',
  'unsupported',
] as const

/** What a message went through; an inbound one is `received`. */
export const messageStates = ['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed'] as const

/** The languages of the screens. Messages may be in any language. */
export const screenLanguages = ['en', 'nl', 'es', 'sv'] as const

/** How a list of tickets is ordered. Unscored tickets stand last in `worst`, those without an order last in `order_value`. */
export const sorts = ['newest', 'oldest', 'waiting', 'worst', 'order_value', 'priority'] as const

/** How many tags one list may bring. */
export const mostTags = 5000

/** How many tickets can be merged into one at a time. */
export const mostMerged = 50

/** In a live chat whoever has it is nudged after so many minutes without a word (R95). */
export const quietMinutes = 3

/** What the Customer Hub shows, each under a tab of its own. */
export const hubTabs = ['home', 'orders', 'chat'] as const

/**
 * Who sees and may begin a chat: `signed_in`: others do not see the tab; `all`: others see it and are asked to sign in; `visitors`:
 * others can begin with an email address.
 */
export const loginStatuses = ['all', 'signed_in', 'visitors'] as const

/** The largest picture or file that a shopper can send, in bytes. */
export const mostShopperFile = 10 * 1024 * 1024
/** So many of them go with one message. */
export const mostShopperFiles = 10
/** What a shopper picks in the hub: what every browser shows. */
export const shopperPictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const
/** The longest message of a shopper, in characters. */
export const longestShopperText = 10_000
