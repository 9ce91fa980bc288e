/** What the demo is made of. Everything in it is invented. */
import type { ChannelKey } from '../../../shared/words.ts'
import type { Picture } from '../pictures.ts'

export interface DemoCustomer {
  key: string
  name: string
  language: 'en' | 'nl' | 'es' | 'sv'
  city: string
  /** At a domain that exists for examples only: no mail to it can ever reach anyone. */
  email: string
  /** Newest first: days ago, status, and what was bought as `key` or `key*2`. */
  orders: [daysAgo: number, status: 'paid' | 'shipped' | 'delivered' | 'refunded', bought: string][]
  /** Has the pantry box every month. */
  subscribes?: boolean
}

/** What a message from a phone holds besides words. */
export interface Besides {
  picture?: Picture
  story?: 'reply' | 'mention'
  place?: string
}

/** What happens on a demo ticket, in order; times are minutes after what came before. */
export type Step =
  /** The customer writes. */
  | ['in', minutes: number, text: string, besides?: Besides]
  /** The customer reacts to the last answer, or takes back what they wrote last (phones). */
  | ['react', minutes: number, emoji: string]
  | ['unsend', minutes: number]
  /** An agent answers, or writes a note. */
  | ['out' | 'note', minutes: number, agent: string, text: string]
  | ['close', minutes: number, by: string]
  /** The agent puts it back among the unassigned. */
  | ['free', minutes: number, agent: string]
  | ['snooze', minutes: number, agent: string, hoursFromNow: number]
  /** The customer has the answer on the screen (chat, phones). */
  | ['seen', minutes: number]

export interface DemoTicket {
  customer: string
  channel: ChannelKey
  hoursAgo: number
  subject?: string
  /** An answer by a machine, with its kind. */
  automated?: string
  /** `{order}` stands for the number of the customer's newest order. */
  steps: Step[]
}
