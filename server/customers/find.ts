/** Finds customers and orders for somebody who types a part of what they know. */
import { type RawBuilder, sql } from 'kysely'
import { type Db, inTransaction } from '../platform/db.ts'

export interface FoundCustomer {
  id: string
  name: string
  email: string | null
  phone: string | null
  ticketCount: number
  ticketId: string | null
}

const newestTicket = (customerId: RawBuilder<unknown>) =>
  sql`(select t.id from tickets t where t.customer_id = ${customerId} order by t.created_at desc limit 1)`
/** So alike to what was typed a part of the name must be: nearly the same, which is quick to find; or with letters wrong, more or fewer. */
const alikes = { nearly: '0.8', roughly: '0.4' }
const longestSwapped = 15

/** Customers by name, though it be typed a little wrong, or by how an address or number begins; the best first. */
export async function findCustomers(db: Db, typed: string, limit: number): Promise<FoundCustomer[]> {
  if (/[@\d]/.test(typed)) {
    const found = sql`select distinct on (i.customer_id) i.customer_id as id, 1 as score from identities i where i.value like ${`${pattern(typed)}%`} order by 1 limit ${limit}`
    return (await whole(db, found)).rows
  }
  if ([...typed].length < 3) return []
  // `Mueller` is also written `Müller`.
  const spellings = [...new Set([typed, typed.replace(/([aou])e/gi, '$1')])]
  return (
    (await byName(db, spellings, alikes.nearly, limit)) ??
    (await byName(db, swapped(typed), alikes.nearly, limit)) ??
    (await byName(db, spellings, alikes.roughly, limit)) ??
    []
  )
}

/** The word with each two neighbouring letters swapped in turn. */
const swapped = (typed: string) =>
  [...typed.slice(0, longestSwapped)]
    .slice(1)
    .map((letter, index) => typed.slice(0, index) + letter + typed.charAt(index) + typed.slice(index + 2))

/** Customers whose name, or a part of it, is like one of the spellings; undefined where there is none. */
async function byName(db: Db, spellings: string[], alike: string, limit: number): Promise<FoundCustomer[] | undefined> {
  const score = sql`greatest(${sql.join(spellings.map((one) => sql`word_similarity(search_name(${one}), folded_name)`))})`
  const isAlike = sql.join(
    spellings.map((one) => sql`search_name(${one}) <% folded_name`),
    sql` or `,
  )
  const found = sql`select id, ${score} as score from customers where ${isAlike} order by score desc, length(name), id desc limit ${limit}`
  return inTransaction(db, async (tx) => {
    await sql`select set_config('pg_trgm.word_similarity_threshold', ${alike}, true)`.execute(tx)
    const { rows } = await whole(tx, found)
    return rows.length > 0 ? rows : undefined
  })
}

const whole = (db: Db, found: RawBuilder<unknown>) =>
  sql<FoundCustomer>`select c.id, c.name, c.email, c.phone, (select count(*)::int from tickets t where t.customer_id = c.id) as ticket_count, ${newestTicket(sql`c.id`)} as ticket_id
    from (${found}) found join customers c using (id) order by found.score desc, c.id desc`.execute(db)

export interface FoundOrder {
  id: string
  number: string
  status: string
  placedAt: Date
  customer: { id: string; name: string }
  ticketId: string | null
}

/** Orders by how their number begins, with or without its sign; the newest first. */
export async function findOrders(db: Db, typed: string, limit: number): Promise<FoundOrder[]> {
  const number = typed.replace(/^#/, '')
  if (!/\d/.test(number) || number.length < 3 || /\s/.test(number)) return []
  const { rows } = await sql<Omit<FoundOrder, 'customer'> & { customerId: string; name: string }>`
    select o.id, o.number, o.status, o.placed_at, c.id as customer_id, c.name, ${newestTicket(sql`c.id`)} as ticket_id
    from (select * from orders where number like ${`${pattern(number)}%`} or number like ${`#${pattern(number)}%`} limit 100) o
    join customers c on c.id = o.customer_id order by length(o.number), o.placed_at desc limit ${limit}`.execute(db)
  return rows.map(({ customerId, name, ...order }) => ({ ...order, customer: { id: customerId, name } }))
}

const pattern = (typed: string) => typed.toLowerCase().replace(/[\\%_]/g, '\\$&')
