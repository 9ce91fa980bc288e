import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contract } from '../../shared/contract.ts'
import { everything, type Filter } from '../../shared/filter.ts'
import { sorts } from '../../shared/lists.ts'
import type { Sort } from '../../shared/words.ts'
import { makeAgent } from '../../test/agents.ts'
import { openTestDatabase } from '../../test/database.ts'
import { listTickets } from './list.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let agentId: string
beforeAll(async () => {
  database = await openTestDatabase()
  agentId = (await makeAgent(database.db)).agentId
  // Many rows share a time, a score or have none: the places where pages could repeat or lose a row.
  await sql`
    with c as (insert into customers (name) values ('Ana') returning id)
    insert into tickets (channel, customer_id, reply_token, last_message_at, sentiment_label, sentiment_score, order_value, priority, waiting_since, status)
    select 'email', c.id, 'token' || n, timestamptz '2026-01-01' + (n % 7) * interval '1 hour' + (n % 3) * interval '1 microsecond',
      case when n % 4 > 0 then (array['urgent', 'negative', 'neutral'])[n % 3 + 1] end, case when n % 4 > 0 then n % 5 end,
      case when n % 4 > 0 then n % 6 * 10.5 end, (array['low', 'normal', 'high', 'urgent'])[n % 4 + 1],
      case when n % 3 > 0 then timestamptz '2026-01-01' + (n % 5) * interval '1 minute' end, case when n % 10 = 0 then 'closed' else 'open' end
    from generate_series(1, 97) n, c`.execute(database.db)
})
afterAll(() => database.close())

async function walk(sort: Sort, filter: Filter = everything) {
  const seen = []
  let cursor: string | undefined
  do {
    const page = await listTickets(database.db, agentId, { filter, sort, cursor, limit: 10 })
    seen.push(...page.tickets)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return seen
}

test.each(sorts)('%s: walking page by page meets every ticket once', async (sort) => {
  const seen = await walk(sort)
  expect(seen).toHaveLength(97)
  expect(new Set(seen.map((ticket) => ticket.id)).size).toBe(97)
})

test('newest first and oldest first are each other’s reverse', async () => {
  expect((await walk('newest')).map((ticket) => ticket.id)).toEqual((await walk('oldest')).map((ticket) => ticket.id).reverse())
})

test('worst first is by rising score, the unscored last', async () => {
  const scores = (await database.db.selectFrom('tickets').select(['id', 'sentimentScore']).execute()).reduce(
    (map, row) => map.set(row.id, row.sentimentScore ?? 99),
    new Map<string, number>(),
  )
  const walked = (await walk('worst')).map((ticket) => scores.get(ticket.id) ?? -1)
  expect(walked).toEqual([...walked].sort((a, b) => a - b))
})

test('by order value the highest comes first, those without an order last; by priority the urgent', async () => {
  const values = (await walk('order_value')).map((ticket) => ticket.orderValue ?? -1)
  expect(values).toEqual([...values].sort((a, b) => b - a))
  const ranks = (await walk('priority')).map((ticket) => ['urgent', 'high', 'normal', 'low'].indexOf(ticket.priority))
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
})

test('longest waiting comes first, those who do not wait last', async () => {
  const walked = (await walk('waiting')).map((ticket) => ticket.waitingSince?.getTime() ?? Number.POSITIVE_INFINITY)
  expect(walked).toEqual([...walked].sort((a, b) => (a === b ? 0 : a - b)))
})

test('a filter holds over all pages', async () => {
  const upset = await walk('newest', {
    all: [
      { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] },
      { field: 'status', operator: 'is', value: 'open' },
    ],
  })
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from tickets where sentiment_label in ('urgent', 'negative') and status = 'open'`.execute(database.db)
  expect(upset).toHaveLength(rows[0]?.n ?? -1)
})

test('a cursor that no list gave out is refused, not run', async () => {
  for (const cursor of [
    'nonsense',
    Buffer.from('["1; drop table tickets","x"]').toString('base64url'),
    Buffer.from('[1]').toString('base64url'),
  ])
    await expect(listTickets(database.db, agentId, { filter: everything, sort: 'newest', cursor, limit: 10 })).rejects.toMatchObject({
      code: 'UNPROCESSABLE',
    })
})

test('a page is just what the contract says, of tickets with everything and with next to nothing', async () => {
  await sql`
    with who as (insert into customers (name, email, phone) values ('Maja', 'maja@home.example', '+31612345678') returning id),
      team as (insert into teams (name) values ('Returns') returning id),
      linked as (insert into tickets (channel, customer_id, reply_token, last_message_at) select 'email', id, 'bare', '2026-12-31' from who returning id),
      ticket as (insert into tickets (channel, customer_id, reply_token, assignee_id, team_id, tags, language, order_value, warning, linked_ticket_id, sentiment_label,
        last_inbound_id, last_inbound_at, waiting_since, customer_read_at, snoozed_until, closed_at, last_message_at)
        select 'webchat', who.id, 'whole', ${agentId}::uuid, team.id, '{refund}', 'nl', 12.5, 'other_sender', linked.id, 'negative',
          uuidv7(), now(), now(), now(), now(), now(), '2027-01-01' from who, team, linked returning id),
      receipt as (insert into sentiments (ticket_id, occasion, label, score, confidence, is_sure, evidence, reason, model)
        select id, 'created', 'negative', 2.5, 0.75, true, '{"late, again"}', 'Waits', 'built-in@1' from ticket returning id, ticket_id)
    select * from receipt`.execute(database.db)
  await sql`update tickets t set sentiment_id = s.id from sentiments s where s.ticket_id = t.id`.execute(database.db)
  const page = await listTickets(database.db, agentId, { filter: everything, sort: 'newest', limit: 2 })
  expect(contract.tickets.list['~orpc'].outputSchema?.parse(page)).toStrictEqual(page)
  const [whole, bare] = page.tickets
  expect(whole).toMatchObject({
    customer: { name: 'Maja', email: 'maja@home.example', phone: '+31612345678' },
    assignee: { id: agentId },
    team: { name: 'Returns' },
    tags: ['refund'],
    isUnread: true,
    sentiment: { label: 'negative', score: 2.5, confidence: 0.75, evidence: ['late, again'], evaluatedAt: expect.any(Date) },
    orderValue: 12.5,
    lastMessageAt: new Date('2027-01-01T00:00:00Z'),
    closedAt: expect.any(Date),
  })
  expect(bare).toMatchObject({ assignee: null, team: null, sentiment: null, tags: [], orderValue: null, isUnread: false })
})

test('what fits only tickets far down the order is found there, page by page', async () => {
  await sql`insert into tickets (channel, customer_id, reply_token, last_message_at, language)
    select 'email', c.id, 'far' || n, timestamptz '2025-01-01' + n * interval '1 minute', case when n <= 25 then 'sv' else 'en' end
    from generate_series(1, 13000) n, (select id from customers limit 1) c`.execute(database.db)
  const swedish = await walk('newest', { field: 'language', operator: 'is', value: 'sv' })
  expect(swedish).toHaveLength(25)
  const times = swedish.map(({ lastMessageAt }) => lastMessageAt.getTime())
  expect(times).toEqual(times.toSorted((one, other) => other - one))
  expect(await walk('oldest', { field: 'language', operator: 'is', value: 'sv' })).toHaveLength(25)
})

test('a name that many customers have finds all their tickets, in order, beside another condition too', async () => {
  await sql`with c as (insert into customers (name, email) select 'Zora ' || n, 'z' || n || '@shop.example' from generate_series(1, 300) n returning id, email)
    insert into tickets (channel, customer_id, reply_token, last_message_at, language)
    select 'email', id, 'zora' || email, timestamptz '2025-06-01' + length(email) * interval '1 hour', case when email like 'z1_@%' then 'nl' end from c`.execute(
    database.db,
  )
  const named = (value: string): Filter => ({ field: 'customer', operator: 'contains', value })
  const zoras = await walk('newest', named('zora'))
  expect(zoras).toHaveLength(300)
  const times = zoras.map(({ lastMessageAt }) => lastMessageAt.getTime())
  expect(times).toEqual(times.toSorted((one, other) => other - one))
  expect(await walk('oldest', { all: [named('Zóra'), { field: 'language', operator: 'is', value: 'nl' }] })).toHaveLength(10)
  expect(await walk('newest', named('zora 12'))).toHaveLength(11)
  expect(await walk('newest', { any: [named('zora 12'), named('z7@shop')] })).toHaveLength(12)
  expect(await walk('newest', { all: [named('zora'), { field: 'customer', operator: 'not_contains', value: 'zora 1' }] })).toHaveLength(189)
})

test('whoever has no team finds nothing by it, and whoever has one what is that team’s', async () => {
  const mine: Filter = { field: 'team', operator: 'is', value: 'mine' }
  expect(await walk('newest', mine)).toHaveLength(0)
  const { rows } = await sql<{ id: string }>`with team as (insert into teams (name) values ('Own') returning id),
      member as (insert into team_members (team_id, agent_id) select id, ${agentId}::uuid from team)
    select id from team`.execute(database.db)
  await sql`update tickets set team_id = ${rows[0]?.id}::uuid where reply_token in ('far7', 'far8')`.execute(database.db)
  expect(await walk('newest', mine)).toHaveLength(2)
  expect(await walk('newest', { all: [mine, { field: 'language', operator: 'is_not', value: 'sv' }] })).toHaveLength(0)
})
