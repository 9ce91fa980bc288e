/**
 * Proof that mail works: a mail of ours that is to come back by the way that was set up, and the DNS records of each of the shop's
 * domains, with what is there and what should be.
 */
import { z } from 'zod'
import { Authenticity } from './messages.ts'
import { admins, mayCall } from './who.ts'

/** By which way a mail came in, and who handed it over: a server's name and address, a mailbox's server, a provider. */
export const Through = z.object({
  way: z.enum(['smtp', 'imap', 'webhook']),
  by: z.string(),
  authenticity: Authenticity.nullable(),
})
export type Through = z.infer<typeof Through>

/** The last mail that was sent to one of the shop's addresses to see it come in. */
const Arrival = z.object({
  address: z.string(),
  sentAt: z.coerce.date(),
  /** Did the outgoing server take it? `answer` is what it said. */
  isSent: z.boolean(),
  answer: z.string(),
  arrivedAt: z.coerce.date().nullable(),
  through: Through.nullable(),
})
export type Arrival = z.infer<typeof Arrival>

/** What was found of a record, as a code; the desk has a sentence for each. */
const codes = [
  'no_answer',
  'spf_good',
  'spf_missing',
  'spf_several',
  'spf_broken',
  'spf_without_server',
  'spf_open',
  'spf_no_server',
  'dkim_no_key',
  'dkim_missing',
  'dkim_other',
  'dkim_ready',
  'dkim_good',
  'dkim_on_too_early',
  'dmarc_good',
  'dmarc_watching',
  'dmarc_missing',
  'dmarc_several',
  'dmarc_broken',
  'dmarc_refuses_ours',
  'mx_good',
  'mx_missing',
] as const

const MailRecord = z.object({
  kind: z.enum(['spf', 'dkim', 'dmarc', 'mx']),
  name: z.string(),
  type: z.enum(['TXT', 'MX']),
  /** What to set there; null: as it is, or not ours to say. */
  wished: z.string().nullable(),
  found: z.array(z.string()),
  /** `todo`: mail goes, and would go better; `bad`: mail is refused or lost by it. `unknown`: DNS did not answer. */
  state: z.enum(['good', 'todo', 'bad', 'unknown']),
  code: z.enum(codes),
  values: z.record(z.string(), z.string()),
})
export type MailRecord = z.infer<typeof MailRecord>

const Domain = z.object({
  domain: z.string(),
  /** The shop's addresses there. */
  addresses: z.array(z.string()),
  /** Is there a DKIM key, and does it sign? */
  hasKey: z.boolean(),
  isSigned: z.boolean(),
})
export type MailDomain = z.infer<typeof Domain>

const OfAddress = z.object({ connectionId: z.uuid().optional() })
const ByDomain = z.object({ domain: z.string().max(253) })

export const mailProof = {
  arrival: mayCall(admins)
    .route({ method: 'GET', path: '/settings/email/arrival', summary: 'The last test mail to an address, and whether it came in' })
    .input(OfAddress)
    .output(z.object({ forwardTo: z.string(), arrival: Arrival.nullable() })),
  sendArrival: mayCall(admins)
    .route({ method: 'POST', path: '/settings/email/arrival', summary: 'Send a mail to one of the shop’s addresses, to see it come in' })
    .input(OfAddress)
    .output(Arrival),
  domains: mayCall(admins)
    .route({ method: 'GET', path: '/settings/email/domains', summary: 'The domains of the shop’s addresses' })
    .output(z.object({ domains: z.array(Domain) })),
  records: mayCall(admins)
    .route({
      method: 'GET',
      path: '/settings/email/domains/{domain}/records',
      summary: 'Ask DNS for the records that mail of a domain needs',
    })
    .input(ByDomain)
    .output(z.object({ records: z.array(MailRecord) })),
  makeKey: mayCall(admins)
    .route({
      method: 'POST',
      path: '/settings/email/domains/{domain}/key',
      summary: 'Make a DKIM key for a domain, in place of the one there is; signing waits until it is turned on',
      successStatus: 201,
    })
    .input(ByDomain)
    .output(Domain),
  changeKey: mayCall(admins)
    .route({ method: 'PATCH', path: '/settings/email/domains/{domain}/key', summary: 'Turn signing for a domain on or off' })
    .input(ByDomain.extend({ isOn: z.boolean() }))
    .output(Domain),
}
