/** Fills a database with a believable shop: skewed customers, mostly closed tickets, five messages each, two years. */
import type pg from 'pg'

/** How many open tickets there are at least, so that every page asked for is full at every size. */
const fewestOpen = 600
export const agents = 20
export const messagesEach = 5

/** Makes the agents with an API key each (`wl_bench_1` …), a team and a saved view. */
export async function makeTeam(client: pg.Client, view: { id: string; filter: unknown }): Promise<void> {
  await client.query(
    `with agent as (
      insert into agents (name, email, role) select 'Agent ' || n, 'agent' || n || '@bench.example', 'manager' from generate_series(1, $1::int) n returning id, email
    ) insert into api_keys (agent_id, name, key)
      select id, 'bench', translate(rtrim(encode(sha256(('wl_bench_' || substring(email from '\\d+'))::bytea), 'base64'), '='), '+/', '-_') from agent`,
    [agents],
  )
  await client.query("insert into teams (name) select 'Team ' || n from generate_series(1, 4) n")
  await client.query('insert into views (id, name, is_shared, filter) values ($1, $2, true, $3)', [
    view.id,
    'Upset customers',
    JSON.stringify(view.filter),
  ])
}

/** Adds tickets until there are `count` of them, with everything that hangs on them, and analyses. Returns the seconds it took. */
export async function fillTo(client: pg.Client, count: number): Promise<number> {
  const begun = performance.now()
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from tickets')
  const from = (rows[0]?.count ?? 0) + 1
  // Nothing but the tables' own order is checked while filling; every index is made anew afterwards, as after a restore.
  await client.query("set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'")
  const indexes = await dropIndexes(client)
  for (const step of steps)
    await client.query(
      step
        .replaceAll(':from', String(from))
        .replaceAll(':to', String(count))
        .replaceAll(':open', String(openOf(count, from))),
    )
  for (const index of indexes) await client.query(index)
  await client.query('set session_replication_role = origin')
  await client.query('vacuum (analyze) customers, identities, tickets, messages, sentiments, ticket_reads')
  await client.query('checkpoint')
  return (performance.now() - begun) / 1000
}

/** Of the tickets from this number on, so many are open: 3 in 100 of all, but never fewer than some pages. */
const openOf = (count: number, from: number) =>
  Math.round(Math.max(fewestOpen, count * 0.03) - (from > 1 ? Math.max(fewestOpen, (from - 1) * 0.03) : 0))

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid in ('customers'::regclass, 'identities'::regclass, 'tickets'::regclass, 'messages'::regclass, 'sentiments'::regclass)
      and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`)
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}

/** An id that sorts by time, out of a kind and a number, so that rows can name each other without being looked up. */
const id = (kind: string, number: string) => `('${kind}' || lpad(to_hex(${number}), 12, '0'))::uuid`
const ticketId = (number: string) => id('0190a000-0000-7000-8000-', number)
const customerId = (number: string) => id('0190a000-0000-7000-8001-', number)
const identityId = (number: string) => id('0190a000-0000-7000-8002-', number)
const sentimentId = (number: string) => id('0190a000-0000-7000-8003-', number)
const text =
  "'Hello, I ordered the blue jacket last week (order ' || (20000 + n % 9000) || ') and the tracking page has said \"in transit\" since Tuesday. Could you please tell me where it is? I would like to wear it on Saturday. Kind regards'"

const steps = [
  // A third as many customers as tickets; a few of them write very often.
  `insert into customers (id, name, email, created_at)
    select ${customerId('n')}, (array['Ana','Tom','Maja','Luc','Eva','Jan','Sofia','Erik'])[1 + n % 8] || ' ' || (array['Ruiz','Becker','Jansson','Martin','de Vries','Lind','Novak'])[1 + n % 7] || ' ' || n,
      'c' || n || '@customer.example', now() - interval '2 years' from generate_series((:from - 1) / 3 + 1, :to / 3 + 1) n on conflict do nothing`,
  `insert into identities (id, customer_id, kind, value)
    select ${identityId('n')}, ${customerId('n')}, 'email', 'c' || n || '@customer.example' from generate_series((:from - 1) / 3 + 1, :to / 3 + 1) n on conflict do nothing`,
  `create temporary table drawn as
    select n, n > :to - :open as is_open, 1 + floor((:to / 3) * power(random(), 2.5))::int as customer,
      case when n > :to - :open then now() - random() * interval '14 days' else now() - interval '1 hour' - random() * interval '2 years' end as at,
      random() as a, random() as b, random() as c
    from generate_series(:from, :to) n`,
  `insert into tickets (id, number, channel, subject, status, priority, customer_id, identity_id, assignee_id, team_id, tags, language, is_spam, sentiment_id,
      sentiment_label, sentiment_score, order_value, preview, message_count, reply_token, last_message_at, last_inbound_id, last_inbound_at, waiting_since, closed_at, created_at, updated_at)
    overriding system value
    select ${ticketId('n')}, n, (array['email','email','webchat'])[1 + floor(b * 3)::int], 'Question about order ' || (20000 + n % 9000),
      case when is_open then 'open' when a < 0.005 then 'snoozed' else 'closed' end, (array['normal','normal','normal','high','low','urgent'])[1 + floor(c * 6)::int],
      ${customerId('customer')}, ${identityId('customer')},
      case when is_open and b < 0.3 then null else (select array_agg(id order by id) from agents)[1 + n % ${agents}] end, (select array_agg(id order by id) from teams)[1 + n % 4],
      (array['{shipping}','{returns,refund}','{product-question}','{damaged}','{}','{payment}'])[1 + floor(a * 6)::int]::text[], (array['en','en','nl','es','sv','de'])[1 + floor(c * 6)::int],
      not is_open and a > 0.98, ${sentimentId('n')}, label, score, case when b > 0.4 then round((c * 300)::numeric, 2) end, left(${text}, 140), ${messagesEach}, 'bench' || n,
      at, null, at - interval '1 minute', case when is_open and c < 0.7 then at - interval '1 minute' end, case when not is_open then at end, at - random() * interval '3 days', at
    from drawn, lateral (select case when b < 0.04 then 'urgent' when b < 0.22 then 'negative' when b < 0.72 then 'neutral' when b < 0.94 then 'positive' else 'promoter' end as label,
      round((case when b < 0.22 then c * 4 when b < 0.72 then 4 + c * 3 else 7 + c * 3 end)::numeric, 1) as score) feeling`,
  `insert into sentiments (id, ticket_id, occasion, label, score, confidence, is_sure, evidence, reason, model, evaluated_at)
    select sentiment_id, id, 'created', sentiment_label, sentiment_score, 0.9, true, array['in transit since Tuesday'], 'Asks where the parcel is', 'built-in@1', created_at
    from tickets where number >= :from`,
  `insert into messages (ticket_id, channel, external_id, direction, author_kind, author_id, author_name, text, state, sent_at, created_at)
    select t.id, t.channel, t.number || '.' || m || '@customer.example', case when m % 2 = 1 then 'in' else 'out' end, case when m % 2 = 1 then 'customer' else 'agent' end,
      case when m % 2 = 1 then t.customer_id else t.assignee_id end, case when m % 2 = 1 then 'Ana Ruiz' else 'Agent' end, ${text.replaceAll('n %', 't.number %')},
      case when m % 2 = 1 then 'received' else 'delivered' end, at, at
    from tickets t, generate_series(1, ${messagesEach}) m, lateral (select t.created_at + (t.last_message_at - t.created_at) * m / ${messagesEach} as at) at where t.number >= :from`,
  // Each agent has read a third of what is open.
  `insert into ticket_reads (ticket_id, agent_id, read_at) select t.id, a.id, now() from tickets t, agents a
    where t.number >= :from and t.status = 'open' and a.role = 'manager' and random() < 0.33 on conflict do nothing`,
  'drop table drawn',
  "select setval(pg_get_serial_sequence('tickets', 'number'), :to)",
]
