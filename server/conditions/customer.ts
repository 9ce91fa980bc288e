/** The condition `customer`: who asks, by a part of their name or of an address. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Condition, Who } from './condition.ts'
import { text } from './kinds.ts'

/** Those whose name, without case and accents, or address fits. */
export const named = (pattern: RawBuilder<unknown>) =>
  sql`select c.id from customers c where (c.folded_name like search_name(${pattern}) or c.email ilike ${pattern})
    union all select i.customer_id from identities i where i.value ilike ${pattern}`

/** Among many tickets by way of the customers, else by way of the ticket. */
const isCustomer = (pattern: RawBuilder<unknown>, { amongMany }: Who): RawBuilder<SqlBool> =>
  amongMany
    ? sql`t.customer_id in (${named(pattern)})`
    : sql`(exists (select 1 from customers c where c.id = t.customer_id and (c.folded_name like search_name(${pattern}) or c.email ilike ${pattern}))
        or exists (select 1 from identities i where i.customer_id = t.customer_id and i.value ilike ${pattern}))`

const asked = text(
  { field: 'customer', group: 'Customer', label: 'Name or address' },
  {
    matches: isCustomer,
    read: sql`(select concat_ws(' ', nullif(c.name, ''), coalesce(c.email, c.phone)) from customers c where c.id = t.customer_id)`,
  },
)

export const customer: Condition = {
  ...asked,
  sql: (test, who) => {
    const found = who.customers?.get(test)
    if (found === 'many') return asked.sql(test, { ...who, amongMany: false })
    if (!found) return asked.sql(test, who)
    const isOne = sql<SqlBool>`t.customer_id in (select unnest(${found}::uuid[]))`
    // What is "true" is no join to PostgreSQL, but a look into a table that it makes once.
    return who.inOrder ? sql`(${isOne}) is true` : isOne
  },
}
