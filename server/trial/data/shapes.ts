/** What the demo is made of. Everything in it is invented. */

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

/** What happens on a demo ticket, in order; times are minutes after what came before. */
export type Step =
  /** The customer writes. */
  | ['in', minutes: number, text: string]
  /** An agent answers, or writes a note. */
  | ['out' | 'note', minutes: number, agent: string, text: string]
  | ['close', minutes: number, by: string]
  /** The agent puts it back among the unassigned. */
  | ['free', minutes: number, agent: string]
  | ['snooze', minutes: number, agent: string, hoursFromNow: number]
  /** The customer has the answer on the screen (chat). */
  | ['seen', minutes: number]

export interface DemoTicket {
  customer: string
  channel: 'email' | 'webchat'
  hoursAgo: number
  subject?: string
  /** An answer by a machine, with its kind. */
  automated?: string
  /** `{order}` stands for the number of the customer's newest order. */
  steps: Step[]
}
