/** The conditions `customer` and `order_number`: who asks, by a part of their name or of an address, or by an order of theirs. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Test } from '../../shared/filter.ts'
import type { Condition, Who } from './condition.ts'
import { patternsOf, text } from './kinds.ts'

/** Those whose name, without case and accents, or address fits. */
const named = (pattern: RawBuilder<unknown>) =>
  sql`select c.id from customers c where (c.folded_name like search_name(${pattern}) or c.email ilike ${pattern})
    union all select i.customer_id from identities i where i.value ilike ${pattern}`

/** Is it the number of this order? Written with or without the sign before it: "#1042" and "1042" are the same order. */
const isNumber = (pattern: RawBuilder<unknown>) => sql`ltrim(o.number, '#') ilike replace(${pattern}, '#', '')`

/** The customers whom a field's pattern means, each perhaps several times. */
export const meant: Record<string, (pattern: RawBuilder<unknown>) => RawBuilder<unknown>> = {
  customer: named,
  order_number: (pattern) => sql`select o.customer_id from orders o where ${isNumber(pattern)}`,
}

/** Is it a ticket of those customers whom a test means, where they were looked up before? */
function isOfMeant(test: Test, { customers, inOrder, inIndex }: Who): RawBuilder<SqlBool> | undefined {
  const found = customers?.get(test)
  if (!found || found === 'most') return undefined
  // By their index, or by a look into a table that is made once; what is "true" is no join to PostgreSQL.
  if ('ids' in found) {
    if (!inOrder || inIndex) return sql`t.customer_id = any(${found.ids}::uuid[])`
    return sql`(t.customer_id in (select unnest(${found.ids}::uuid[]))) is true`
  }
  const those = meant[test.field]
  if (!those || !inOrder) return undefined
  const all = sql.join(patternsOf(test).map(those), sql` union all `)
  return inIndex ? sql`t.customer_id = any(array(${all}))` : sql`(t.customer_id in (${all})) is true`
}

/** Among many tickets by way of the customers, else by way of the ticket. */
const isCustomer = (pattern: RawBuilder<unknown>, { amongMany }: Who): RawBuilder<SqlBool> =>
  amongMany
    ? sql`t.customer_id in (${named(pattern)})`
    : sql`(exists (select 1 from customers c where c.id = t.customer_id and (c.folded_name like search_name(${pattern}) or c.email ilike ${pattern}))
        or exists (select 1 from identities i where i.customer_id = t.customer_id and i.value ilike ${pattern}))`

const byName = text(
  { field: 'customer', group: 'Customer', label: 'Name or address' },
  {
    matches: isCustomer,
    read: sql`(select concat_ws(' ', nullif(c.name, ''), coalesce(c.email, c.phone)) from customers c where c.id = t.customer_id)`,
  },
)

export const customer: Condition = {
  ...byName,
  sql: (test, who) => isOfMeant(test, who) ?? byName.sql(test, who.customers?.get(test) === 'most' ? { ...who, amongMany: false } : who),
}

const byNumber = text(
  { field: 'order_number', group: 'Customer', label: 'Number of an order' },
  {
    matches: (pattern) => sql`exists (select 1 from orders o where o.customer_id = t.customer_id and ${isNumber(pattern)})`,
    read: sql`(select string_agg(o.number, ', ' order by o.placed_at desc) from orders o where o.customer_id = t.customer_id)`,
  },
)

export const orderNumber: Condition = {
  ...byNumber,
  operators: ['is', 'is_not', 'contains', 'not_contains'],
  sql: (test, who) => isOfMeant(test, who) ?? byNumber.sql(test, who),
}
