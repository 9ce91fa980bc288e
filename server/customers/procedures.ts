/** The API's procedures about customers. */

import { sql } from 'kysely'
import type { Customer } from '../../shared/customers.ts'
import { reason } from '../../shared/refusals.ts'
import type { Db } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { os } from '../rpc.ts'

const recentOrders = 10

export const customerRoutes = {
  list: os.customers.list.handler(async ({ context, input }) => {
    const { db } = context.platform
    const pattern = `%${(input.search ?? '').replace(/[\\%_]/g, '\\$&')}%`
    let query = db.selectFrom('customers').select(['id', 'name', 'email', 'phone', 'language', 'city', 'createdAt'])
    if (input.search)
      query = query.where((where) =>
        where.or([where('name', 'ilike', pattern), where('email', 'ilike', pattern), where('phone', 'ilike', pattern)]),
      )
    // UUIDv7 keys sort by creation: the id alone is the page's key.
    if (input.cursor) query = query.where('id', '<', uuidOf(input.cursor))
    const rows = await query
      .orderBy('id', 'desc')
      .limit(input.limit + 1)
      .execute()
    return { customers: rows.slice(0, input.limit), nextCursor: rows.length > input.limit ? (rows[input.limit - 1]?.id ?? null) : null }
  }),

  get: os.customers.get.handler(({ context, input }) => getCustomer(context.platform.db, input.id)),

  events: os.customers.events.handler(async ({ context, input }) => {
    const { db } = context.platform
    let query = db.selectFrom('events').select(['id', 'name', 'properties', 'occurredAt']).where('customerId', '=', input.id)
    if (input.name) query = query.where('name', '=', input.name)
    if (input.cursor)
      query = query.where(
        sql`(occurred_at, id)`,
        '<',
        sql`(select occurred_at, id from events where id = ${uuidOf(input.cursor)} and customer_id = ${input.id})`,
      )
    const rows = await query
      .orderBy('occurredAt', 'desc')
      .orderBy('id', 'desc')
      .limit(input.limit + 1)
      .execute()
    return {
      events: rows.slice(0, input.limit),
      nextCursor: rows.length > input.limit ? (rows[input.limit - 1]?.id ?? null) : null,
    }
  }),
}

/** One customer, with the latest orders and how much there is of everything else. */
async function getCustomer(db: Db, id: string): Promise<Customer> {
  const customer = await db.selectFrom('customers').selectAll().where('id', '=', id).executeTakeFirst()
  if (!customer) throw notFound('customer')
  const [
    identities,
    orders,
    {
      rows: [counts],
    },
  ] = await Promise.all([
    db.selectFrom('identities').select(['kind', 'value', 'isVerified']).where('customerId', '=', id).orderBy('createdAt').execute(),
    db.selectFrom('orders').selectAll().where('customerId', '=', id).orderBy('placedAt', 'desc').limit(recentOrders).execute(),
    sql<{ tickets: number; events: number; orders: number; total: number }>`
      select (select count(*) from tickets where customer_id = ${id}) as tickets, (select count(*) from events where customer_id = ${id}) as events,
        count(*) as orders, coalesce(sum(total), 0) as total
      from orders where customer_id = ${id}`.execute(db),
  ])
  return {
    id: customer.id,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    language: customer.language,
    city: customer.city,
    identities,
    orderCount: counts?.orders ?? 0,
    orderTotal: counts?.total ?? 0,
    currency: orders[0]?.currency ?? null,
    ticketCount: counts?.tickets ?? 0,
    eventCount: counts?.events ?? 0,
    orders: orders.map((row) => ({
      id: row.id,
      number: row.number,
      status: row.status,
      currency: row.currency,
      total: row.total,
      items: row.items,
      tracking: row.tracking,
      placedAt: row.placedAt,
    })),
    createdAt: customer.createdAt,
  }
}

function uuidOf(cursor: string): string {
  if (!/^[0-9a-f-]{36}$/.test(cursor)) throw refused(reason('cursor_unknown'))
  return cursor
}
