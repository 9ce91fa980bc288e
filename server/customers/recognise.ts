/**
 * Words: a *customer* is a person; an *identity* is one way to reach or recognise them (an address, a number, a shopper
 * id). A message finds its customer by the exact identity it came from and by nothing else: a name or an unverified
 * address never joins two people.
 */
import { sql } from 'kysely'
import type { Tx } from '../platform/db.ts'
import { givenBy } from '../platform/given.ts'
import { statement, type Value } from '../platform/statement.ts'

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
  /** Another id under which the same person writes on this channel, such as WhatsApp's beside the number. */
  alias?: string
}

/**
 * Finds or creates whoever wrote from this identity, and holds its row until the transaction ends, so that two first
 * messages of one person at the same instant are taken in one after the other.
 */
export async function recognise(tx: Tx, from: From): Promise<Recognised> {
  const [known] = await findHeld(tx, [from])
  const [someone] = known ? [known] : await welcome(tx, [from])
  if (!someone) throw new Error('an identity was neither found nor made')
  return someone
}

/**
 * Creates the customers behind identities that were not found, each named once; whoever comes second finds the first one's.
 * In the order of `newcomers`.
 */
export async function welcome(tx: Tx, newcomers: From[]): Promise<Recognised[]> {
  // The unique index makes the second of two newcomers wait here for the first, and then find it. All wait in one order.
  const rows = await make(tx, newcomers)
  const missed = newcomers.filter((from) => !rows.some((row) => isSame(row, from)))
  const held = missed.length > 0 ? [...rows, ...(await findHeld(tx, missed))] : rows
  return newcomers.map((from) => {
    const row = held.find((one) => isSame(one, from))
    if (!row) throw new Error('an identity vanished while its message was taken in')
    return { identityId: row.identityId, customerId: row.customerId }
  })
}

const make = statement<From[], Held>(
  (value) => sql`
    with newcomer as materialized (
      select uuidv7() as id, a.* from ${givenBy(value, 'a', (newcomers) => newcomers, {
        kind: ['text', ({ kind }) => kind],
        value: ['text', ({ value }) => value],
        name: ['text', ({ name }) => name],
        is_verified: ['boolean', ({ isVerified }) => isVerified],
      })}
    ), identity as (
      insert into identities (customer_id, kind, value, is_verified)
      select id, kind, value, is_verified from newcomer order by kind, value
      on conflict (kind, value) do nothing
      returning id, customer_id, kind, value
    ), customer as (
      insert into customers (id, name, email, phone)
      select n.id, n.name, case when n.kind = 'email' then n.value end, case when n.kind in ('phone', 'whatsapp') and n.value like '+%' then n.value end
      from identity join newcomer n on n.id = identity.customer_id
    )
    select id as "identityId", customer_id as "customerId", kind, value from identity`,
)

/** The identities' rows, held until the transaction ends: `id`, `customer_id`, `kind`, `value` of those that there are. */
export const heldIdentities = <Input>(value: Value<Input>, identitiesOf: (input: Input) => Pick<From, 'kind' | 'value'>[]) =>
  // In one order, so that two who hold several never wait for each other.
  sql`select i.id, i.customer_id, i.kind, i.value from identities i
    where (i.kind, i.value) in (select kind, value from ${givenBy(value, 'a', identitiesOf, {
      kind: ['text', ({ kind }) => kind],
      value: ['text', (identity) => identity.value],
    })})
    order by i.kind, i.value for no key update of i`

type Held = Recognised & { kind: string; value: string }

const isSame = (one: { kind: string; value: string }, other: { kind: string; value: string }) =>
  one.kind === other.kind && one.value === other.value

const findHeld = statement<From[], Held>(
  (value) => sql`
    select id as "identityId", customer_id as "customerId", kind, value from (${heldIdentities(value, (identities) => identities)}) identity`,
)
