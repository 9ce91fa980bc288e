/** What a shop sets of itself: its name and language, its mail, and the hub on its site. */
import { z } from 'zod'
import { hubSettings } from './hubSetup.ts'
import { mailProof } from './mailProof.ts'
import { admins, mayCall } from './who.ts'
import { ScreenLanguage } from './words.ts'

// One line, so that nothing of it can become a header of its own.
const Name = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u, 'one line')

const Shop = z.object({ name: Name, language: ScreenLanguage, timeZone: z.string().max(60) })
/** `isSet` is false until somebody has saved it once. */
const ShopSettings = Shop.extend({ name: z.string(), isSet: z.boolean() })

export const EmailSettings = z.object({
  /** The support address; null until somebody has set one. */
  address: z.string().nullable(),
  name: z.string(),
  /** Where mail comes in by SMTP; `port` null: turned off. `isLocal`: nothing but this machine reaches it. */
  inbound: z.object({ host: z.string(), port: z.number().int().nullable(), isLocal: z.boolean() }),
  lastMailAt: z.coerce.date().nullable(),
  /** The outgoing mail server, `host:port`; null: there is none, and mail stays in the demo mailbox. */
  outgoing: z.string().nullable(),
})
export type EmailSettings = z.infer<typeof EmailSettings>

export const settings = {
  shop: {
    get: mayCall(admins)
      .route({ method: 'GET', path: '/settings/shop', summary: 'The shop’s name, the language of our letters and reasons, its time zone' })
      .output(ShopSettings),
    change: mayCall(admins).route({ method: 'PUT', path: '/settings/shop', summary: 'Change them' }).input(Shop).output(ShopSettings),
  },
  email: {
    get: mayCall(admins)
      .route({ method: 'GET', path: '/settings/email', summary: 'The support address, and how mail comes in and goes out' })
      .output(EmailSettings),
    change: mayCall(admins)
      .route({ method: 'PUT', path: '/settings/email', summary: 'Change the support address and its display name' })
      .input(z.object({ address: z.email().max(254).toLowerCase(), name: Name }))
      .output(EmailSettings),
    test: mayCall(admins)
      .route({ method: 'POST', path: '/settings/email/test', summary: 'Send the caller a mail now, and say what the mail server answered' })
      .output(z.object({ to: z.string(), isSent: z.boolean(), answer: z.string() })),
    ...mailProof,
  },
  hub: hubSettings,
}
