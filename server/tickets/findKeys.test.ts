import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Filter, Test } from '../../shared/filter.ts'
import type { Sort } from '../../shared/words.ts'
import { makeAgent } from '../../test/agents.ts'
import { openTestDatabase } from '../../test/database.ts'
import { where } from '../conditions/where.ts'
import { findKeys } from './findKeys.ts'
import { cursorOf, type Key, sorts } from './order.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let agentId: string

const many = 12_000
/** Every condition fits many, and some two of them none, few, or only old ones: chance decides several things at once, as in a shop. */
beforeAll(async () => {
  database = await openTestDatabase()
  agentId = (await makeAgent(database.db)).agentId
  await sql`insert into customers (name, email) select case when n % 20 = 0 then 'Ana ' else 'Bo ' end || n, 'c' || n || '@shop.example' from generate_series(1, 6000) n`.execute(
    database.db,
  )
  await sql`insert into stores (name, kind, domain, currency) values ('Shop', 'shopify', 'shop.example', 'EUR')`.execute(database.db)
  await sql`insert into orders (store_id, customer_id, external_id, number, status, currency, total, placed_at)
    select s.id, c.id, c.name, '#' || 1000 + length(c.name), 'fulfilled', 'EUR', 1, now() from stores s, customers c where c.name like 'Ana 1%'`.execute(
    database.db,
  )
  await sql`with c as (select id, row_number() over (order by id) - 1 as place from customers)
    insert into tickets (channel, customer_id, reply_token, subject, status, last_message_at, sentiment_label, sentiment_score, order_value, priority, language, tags, assignee_id)
    select case when n % 10 < 7 then 'email' else 'webchat' end, c.id, 'token' || n, case when n > 10_000 and n % 50 = 0 then 'Invoice ' || n else '' end,
      case when n % 9 = 0 then 'open' else 'closed' end, timestamptz '2026-01-01' - n / 3 * interval '1 minute',
      case when n % 10 < 2 then 'negative' else 'positive' end, n % 10 + 0.5, case when n % 10 > 4 then n % 400 end,
      (array['low', 'normal', 'high'])[n % 3 + 1], (array['nl', 'en', 'sv'])[n % 3 + 1], case when n % 7 = 0 then '{vip}' else '{}' end::text[],
      case when n > 11_000 then ${agentId}::uuid end
    from generate_series(1, ${many}::int) n join c on c.place = n * 7 % 6000`.execute(database.db)
  await sql`insert into followers (ticket_id, agent_id) select id, ${agentId}::uuid from tickets where number % 40 = 0`.execute(database.db)
  await sql`analyze tickets, customers, orders, followers`.execute(database.db)
})
afterAll(() => database.close())

const is = (field: string, value: Test['value'], operator: Test['operator'] = 'is'): Filter => ({ field, operator, value }) as Test
const pairs: [string, Filter[]][] = [
  ['two that exclude each other', [is('priority', 'low'), is('language', 'en')]],
  ['a range that excludes a word', [is('score', 1.6, 'below'), is('channel', 'webchat')]],
  ['two ranges that exclude each other', [is('score', 2, 'below'), is('order_value', 150, 'above')]],
  ['two ranges', [is('score', [5, 8], 'between'), is('order_value', [75, 320], 'between')]],
  ['a range within one step', [is('order_value', [101, 103], 'between'), is('status', 'closed')]],
  ['only old ones', [is('assignee', 'me'), is('sentiment', 'positive')]],
  ['a name and a word', [is('customer', 'ana', 'contains'), is('language', 'nl')]],
  ['a name and a tag', [is('customer', 'ana 11', 'contains'), is('tag', 'vip')]],
  ['a common name and a word', [is('customer', 'bo', 'contains'), is('language', 'nl')]],
  ['a common name and only old ones', [is('customer', 'bo', 'contains'), is('assignee', 'me')]],
  ['a common name and a tag', [is('customer', 'bo', 'contains'), is('tag', 'vip')]],
  ['a common name or a word, and a word', [{ any: [is('customer', 'bo', 'contains'), is('language', 'nl')] }, is('priority', 'high')]],
  ['one of two common names, and what nobody has read', [is('customer', ['bo 1', 'bo 2'], 'contains'), is('unread', false)]],
  ['a time and a word', [is('last_message', '2025-12-31', 'below'), is('language', 'nl')]],
  ['an order and a word', [is('order_number', '#1008'), is('priority', 'high')]],
  ['rare words in a subject', [is('subject', 'invoice', 'contains'), is('channel', 'email')]],
  ['what one follows and a name', [is('follower', 'me'), is('customer', 'bo', 'contains')]],
  ['what one follows and a tag', [is('follower', 'me'), is('tag', 'vip')]],
  ['what one does not follow', [is('follower', 'me', 'is_not'), is('language', 'nl')]],
  ['one or the other', [{ any: [is('score', 1, 'below'), is('tag', 'vip')] }, is('assignee', 'me')]],
]

async function allThatFit(filter: Filter, sort: Sort): Promise<string[]> {
  const { by, descends } = sorts[sort]
  const { rows } = await sql<{ id: string }>`select t.id from tickets t where ${where(filter, { agentId, inOrder: true })}
    order by ${by} ${descends ? sql`desc` : sql`asc`}, t.id ${descends ? sql`desc` : sql`asc`}`.execute(database.db)
  return rows.map(({ id }) => id)
}

test.each(pairs)('%s: the first pages are those of sorting all that fit', async (_, parts) => {
  for (const sort of ['newest', 'oldest', 'worst'] as const) {
    const filter: Filter = { all: [...parts, is('spam', false)] }
    const all = await allThatFit(filter, sort)
    const found: Key[] = []
    for (let page = 0; page < 3; page++) {
      const last = found.at(-1)
      if (page > 0 && !last) break
      const keys = await findKeys(database.db, agentId, { filter, sort, limit: 20, cursor: last && cursorOf(last) })
      found.push(...keys.slice(0, 20))
      expect(keys.length > 20).toBe(all.length > found.length)
    }
    expect(found.map(({ id }) => id)).toEqual(all.slice(0, 60))
  }
})
