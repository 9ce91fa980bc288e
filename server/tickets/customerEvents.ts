/** Events that other systems write on a customer: orders elsewhere, marketing messages sent, whatever flows and agents should know. */
import { sql } from 'kysely'
import type { NewCustomerEvent } from '../../shared/customers.ts'
import { reason } from '../../shared/refusals.ts'
import { eventInsert } from '../customers/events.ts'
import { countryOfShop, readPhone } from '../customers/phone.ts'
import { recognise } from '../customers/recognise.ts'
import { changed, type Tx } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { attribute, receivedText } from './attribute.ts'

/** Warmline's own: what they say, nobody else can. */
const ours = new Set(['Ticket Created', 'Ticket Closed', 'Sent Keyword'])
/** Clocks differ by less than this, in milliseconds. */
const ahead = 60_000

/** Writes an event on a customer; false: its unique key was written before, and nothing changed. */
export async function addEvent(
  tx: Tx,
  { id: customerId, name, properties, uniqueKey, occurredAt = new Date() }: Omit<NewCustomerEvent, 'occurredAt'> & { occurredAt?: Date },
): Promise<boolean> {
  if (ours.has(name)) throw refused(reason('event_name_ours'))
  if (occurredAt.getTime() > Date.now() + ahead) throw refused(reason('time_ahead'))
  const customer = await tx.selectFrom('customers').select('id').where('id', '=', customerId).executeTakeFirst()
  if (!customer) throw notFound('customer')
  // Texts hold the identity they come from; so do we, and neither counts without the other.
  await sql`select id from identities where customer_id = ${customerId} order by kind, value for no key update`.execute(tx)
  const key = uniqueKey ? `api:${uniqueKey}` : null
  const { rows } = await sql`${eventInsert({ customerId, name, properties, uniqueKey: key, occurredAt })} returning id`.execute(tx)
  if (rows.length === 0) return false
  if (name === receivedText) await attribute(tx, customerId, occurredAt)
  const tickets = await tx.selectFrom('tickets').select('id').where('customerId', '=', customerId).where('status', '=', 'open').execute()
  for (const { id } of tickets) changed(tx, `ticket:${id}`)
  return true
}

/**
 * The customer of an address or number, in whatever way that is spelt; made where there is none. Only the very same one is found: a
 * name never joins two people, and what another system says of an address proves nothing (F13).
 */
export async function identify(tx: Tx, { email, phone, name }: { email?: string; phone?: string; name: string }): Promise<string> {
  if (email) return (await recognise(tx, { kind: 'email', value: email.toLowerCase(), name, isVerified: false })).customerId
  const number = readPhone(phone ?? '', await countryOfShop(tx))
  if (!number) throw refused(reason('field_phone'))
  return (await recognise(tx, { kind: 'phone', value: number, name, isVerified: false })).customerId
}
