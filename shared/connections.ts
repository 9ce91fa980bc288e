/**
 * Connecting channels. Words: a *connection* is one of the shop's own addresses on a channel (a phone number, an account, a
 * support address); its *form* is what the channel asks for, from which the settings page is drawn.
 */
import { z } from 'zod'
import { admins, mayCall, team } from './who.ts'
import { ChannelKey } from './words.ts'

/** A label in the four languages of the screens. */
export const Label = z.object({ en: z.string(), nl: z.string(), es: z.string(), sv: z.string() })
export type Label = z.infer<typeof Label>

/** A keyword of a number and what it does (D10). */
export const Keyword = z.object({
  word: z.string().trim().min(1).max(40),
  effect: z.enum(['opt_out', 'opt_in', 'help', 'custom']),
  /** What is answered at once; empty: nothing, or what the vendor answers itself. */
  answer: z.string().trim().max(1600).default(''),
  opensTicket: z.boolean().default(false),
})
export type Keyword = z.infer<typeof Keyword>

/** Only where another field, a choice, has one of these values. */
const When = z.object({ key: z.string(), is: z.array(z.string()) })

export const FormField = z.object({
  key: z.string(),
  kind: z.enum(['text', 'long_text', 'phone', 'email', 'secret', 'number', 'yes_no', 'choice', 'keywords']),
  label: Label,
  help: Label.optional(),
  isNeeded: z.boolean(),
  /** The one field that says what customers write to. */
  isAddress: z.boolean().optional(),
  choices: z.array(z.object({ value: z.string(), label: Label })).optional(),
  when: When.optional(),
  initial: z.union([z.string(), z.number(), z.boolean(), z.array(Keyword)]).optional(),
})
export type FormField = z.infer<typeof FormField>

export const ChannelForm = z.object({
  channel: ChannelKey,
  fields: z.array(FormField),
  /** Does the vendor call us? Then the page shows the address to give it. */
  hasWebhook: z.boolean(),
  /** Steps at the vendor's, in order. */
  steps: z.array(Label.extend({ when: When.optional() })),
})
export type ChannelForm = z.infer<typeof ChannelForm>

const Value = z.union([z.string().max(4000), z.number(), z.boolean(), z.array(Keyword).max(200), z.null()])
/** Fields by their keys. A secret that is left out stays as it is. */
const Values = z.record(z.string().max(60), Value)
export type Values = z.infer<typeof Values>

/** `new`: nothing came or went yet. `broken`: nothing goes until somebody acts. */
const Health = z.object({
  state: z.enum(['new', 'working', 'broken', 'off']),
  lastInAt: z.coerce.date().nullable(),
  lastOutAt: z.coerce.date().nullable(),
  lastTestAt: z.coerce.date().nullable(),
  brokenAt: z.coerce.date().nullable(),
  failedAt: z.coerce.date().nullable(),
  /** The vendor's words at the last failure. */
  failure: z.string().nullable(),
  expiresAt: z.coerce.date().nullable(),
  /** The last call of the webhook that was refused, and why: it was not signed as the vendor does. */
  refusedAt: z.coerce.date().nullable(),
  refusal: z.string().nullable(),
  /** Replies that wait until it works. */
  waiting: z.number().int(),
  /** In the last 24 hours. */
  day: z.object({ in: z.number().int(), out: z.number().int(), failed: z.number().int() }),
})

export const Connection = z.object({
  id: z.uuid(),
  channel: ChannelKey,
  address: z.string(),
  name: z.string(),
  settings: Values,
  /** Which secrets are set; never what they are. */
  secrets: z.array(z.string()),
  webhookUrl: z.string().nullable(),
  isEnabled: z.boolean(),
  createdAt: z.coerce.date(),
  health: Health,
})
export type Connection = z.infer<typeof Connection>

/** The longest time in which a text counts as an answer to a marketing message. */
export const mostAttributionHours = 168

const ById = z.object({ id: z.uuid() })
const Name = z.string().trim().max(120)

export const connections = {
  forms: mayCall(admins)
    .route({ method: 'GET', path: '/channels', summary: 'What can be connected, and what each channel asks for' })
    .output(z.object({ forms: z.array(ChannelForm) })),
  list: mayCall(admins)
    .route({ method: 'GET', path: '/connections', summary: 'The shop’s addresses on its channels, and how each does' })
    .output(z.object({ connections: z.array(Connection) })),
  create: mayCall(admins)
    .route({ method: 'POST', path: '/connections', summary: 'Connect an address', successStatus: 201 })
    .input(z.object({ channel: ChannelKey, name: Name.default(''), values: Values }))
    .output(Connection),
  change: mayCall(admins)
    .route({ method: 'PATCH', path: '/connections/{id}', summary: 'Change it; of a new secret the one before still opens what comes in' })
    .input(ById.extend({ name: Name.optional(), isEnabled: z.boolean().optional(), values: Values.optional() }))
    .output(Connection),
  remove: mayCall(admins)
    .route({ method: 'DELETE', path: '/connections/{id}', summary: 'Disconnect it; its tickets stay, and replies that wait for it fail' })
    .input(ById)
    .output(z.object({ id: z.uuid() })),
  check: mayCall(admins)
    .route({ method: 'POST', path: '/connections/{id}/check', summary: 'Ask the vendor now whether the credentials work' })
    .input(ById)
    .output(z.object({ isWorking: z.boolean(), answer: z.string() })),
  broken: mayCall(team)
    .route({ method: 'GET', path: '/connections/broken', summary: 'Which addresses do not work now' })
    .output(z.object({ connections: z.array(z.object({ id: z.uuid(), channel: ChannelKey, name: z.string(), since: z.coerce.date() })) })),
}
