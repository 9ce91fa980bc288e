/**
 * Words: a *customer* is a person; an *identity* is one way to reach or recognise them (an address, a number, a shopper
 * id). A message finds its customer by the exact identity it came from and by nothing else: a name or an unverified
 * address never joins two people.
 */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'

/** Each channel writes from identities of its kind; `shopper` is the shop's own customer id, `visitor` a browser. */
export type IdentityKind = 'email' | 'phone' | 'shopper' | 'whatsapp' | 'instagram' | 'visitor'

export interface Recognised {
  customerId: string
  identityId: string
}

/** From whom something came. */
export interface From {
  kind: IdentityKind
  value: string
  name: string
  isVerified: boolean
}

/**
 * Finds or creates whoever wrote from this identity, and holds its row until the transaction ends, so that two first
 * messages of one person at the same instant are taken in one after the other.
 */
export async function recognise(tx: Tx, from: From): Promise<Recognised> {
  const known = await findIdentity(tx, from)
  return known ?? welcome(tx, from)
}

/** Creates the customer behind an identity that was not found; whoever comes second finds the first one's. */
export async function welcome(tx: Tx, from: From): Promise<Recognised> {
  // The unique index makes the second of two newcomers wait here for the first, and then find it.
  const { rows } = await sql<Recognised>`
    with newcomer as (select uuidv7() as id),
    identity as (
      insert into identities (customer_id, kind, value, is_verified)
      select id, ${from.kind}, ${from.value}, ${from.isVerified} from newcomer
      on conflict (kind, value) do nothing
      returning id, customer_id
    ),
    customer as (
      insert into customers (id, name, email, phone)
      select customer_id, ${from.name}, ${from.kind === 'email' ? from.value : null}, ${from.kind === 'phone' || from.kind === 'whatsapp' ? from.value : null}
      from identity
    )
    select id as "identityId", customer_id as "customerId" from identity`.execute(tx)
  const created = rows[0] ?? (await findIdentity(tx, from))
  if (!created) throw new Error('an identity vanished while its message was taken in')
  return created
}

/** The identity's row, held until the transaction ends: `id` and `customer_id`, or nothing. */
export const heldIdentity = ({ kind, value }: Pick<From, 'kind' | 'value'>) =>
  sql`select id, customer_id from identities where kind = ${kind} and value = ${value} for no key update`

async function findIdentity(tx: Tx, from: From): Promise<Recognised | undefined> {
  const { rows } = await sql<Recognised>`
    select id as "identityId", customer_id as "customerId" from (${heldIdentity(from)}) identity`.execute(tx)
  return rows[0]
}
