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
/** So alike a name must be to a part of it that was typed: a letter too many, missing or wrong in six. */
const alike = 0.5

/** Customers by name, though it be typed a little wrong, or by how an address or number begins; the best first. */
export async function findCustomers(db: Db, typed: string, limit: number): Promise<FoundCustomer[]> {
  const isAddress = /[@\d]/.test(typed)
  if (!isAddress && [...typed].length < 3) return []
  const chosen = isAddress
    ? sql`select distinct on (i.customer_id) i.customer_id as id, 1 as score from identities i where i.value like ${`${pattern(typed)}%`} order by 1 limit ${limit}`
    : sql`select id, word_similarity(search_name(${typed}), search_name(name)) as score from customers
        where search_name(${typed}) <% search_name(name) order by score desc, similarity(search_name(${typed}), search_name(name)) desc, id desc limit ${limit}`
  return inTransaction(db, async (tx) => {
    if (!isAddress) await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(alike)}, true)`.execute(tx)
    const { rows } = await sql<FoundCustomer>`
      select c.id, c.name, c.email, c.phone, (select count(*)::int from tickets t where t.customer_id = c.id) as ticket_count, ${newestTicket(sql`c.id`)} as ticket_id
      from (${chosen}) found join customers c using (id) order by found.score desc, c.id desc`.execute(tx)
    return rows
  })
}

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
