/** Fills a database with a believable shop: skewed customers, mostly closed tickets, five messages each, two years. */
import type pg from 'pg'
import { isListed, vectorOf } from '../server/tickets/searchVector.ts'
import { everything } from '../shared/filter.ts'
import { wordsOf } from '../shared/searchWords.ts'
import { shown } from './report.ts'
import { firstNames, lastNames, makeSentences, sentenceCount } from './sentences.ts'

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

/** Makes the sentences and names that messages are put together from, each with its words as the index has them. */
async function makeTexts(client: pg.Client): Promise<void> {
  const names = firstNames.flatMap((first) => lastNames.map((last) => `${first} ${last}`))
  for (const [table, texts] of Object.entries({ bench_sentences: makeSentences(), bench_names: names })) {
    await client.query(`create temporary table if not exists ${table} (id bigint primary key, text text not null, words tsvector not null)`)
    await client.query(
      `insert into ${table} select place - 1, text, ts_delete(words::tsvector, array['@d0', '@m0']) from unnest($1::text[], $2::text[]) with ordinality as t (text, words, place) on conflict do nothing`,
      [texts, texts.map((text) => vectorOf([{ text, weight: 'D' }], new Date(0)).vector)],
    )
    await client.query(`analyze ${table}`)
    const words = new Set(texts.flatMap((text) => wordsOf(text).map(({ word }) => word)))
    await client.query('insert into search_words select unnest($1::text[]) on conflict do nothing', [[...words].filter(isListed)])
  }
}

/** Adds tickets until there are `count` of them, with everything that hangs on them, and analyses. Returns the seconds it took. */
export async function fillTo(client: pg.Client, count: number): Promise<number> {
  const begun = performance.now()
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from tickets')
  const from = (rows[0]?.count ?? 0) + 1
  // Nothing but the tables' own order is checked while filling; every index is made anew afterwards, as after a restore.
  await client.query("set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'")
  const indexes = await dropIndexes(client)
  await makeTexts(client)
  for (const step of steps)
    await client.query(
      step
        .replaceAll(':from', String(from))
        .replaceAll(':to', String(count))
        .replaceAll(':open', String(openOf(count, from))),
    )
  for (const index of indexes) await client.query(index)
  await client.query('set session_replication_role = origin')
  await client.query(
    'vacuum (analyze) customers, identities, tickets, messages, attachments, sentiments, followers, ticket_reads, search_docs, search_words, orders',
  )
  await client.query('checkpoint')
  return (performance.now() - begun) / 1000
}

/** Fills a database that is not filled yet, with a view of everything; for a folder that is kept between runs. Says how long it took. */
export async function fillOnce(client: pg.Client, size: number): Promise<string> {
  const { rows } = await client.query<{ tickets: number; agents: number }>(
    "select (select count(*)::int from tickets) as tickets, (select count(*)::int from agents where role = 'manager') as agents",
  )
  if (!rows[0]?.agents) await makeTeam(client, { id: '0190a000-0000-7000-9000-000000000001', filter: everything })
  if ((rows[0]?.tickets ?? 0) >= size) return ''
  const seconds = await fillTo(client, size)
  process.stderr.write(`${shown(size)} tickets, filled in ${shown(seconds)} s\n`)
  return `, filled in ${shown(seconds)} s`
}

/** Of the tickets from this number on, so many are open: 3 in 100 of all, but never fewer than some pages. */
const openOf = (count: number, from: number) =>
  Math.round(Math.max(fewestOpen, count * 0.03) - (from > 1 ? Math.max(fewestOpen, (from - 1) * 0.03) : 0))

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid in ('customers'::regclass, 'identities'::regclass, 'tickets'::regclass, 'messages'::regclass, 'attachments'::regclass, 'sentiments'::regclass, 'search_docs'::regclass, 'orders'::regclass)
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
const pick = (words: string[], by: string) => `(array[${words.map((word) => `'${word}'`).join(',')}])[1 + (${by})::int % ${words.length}]`
const firstName = pick(firstNames, 'n % 7919')
const lastName = pick(lastNames, 'n / 50 + n % 13')
/** Of the messages, the sentence with this number; which one is drawn is the same every time. */
const sentence = (draw: number) => `s${draw}.id = (hashint8extended(n * 8 + m, ${draw}) & ${sentenceCount - 1})`
const greeting = "(array['Hello,','Hi,','Dear team,','Good morning,','Hallo,','Hej,','Hola,'])[1 + (n + m) % 7]"
const withOrder = "case when (n * 8 + m) % 5 < 2 then ' My order is #' || (100000 + n) || '.' else '' end"

const steps = [
  // A fifth as many customers as tickets; a few of them write very often.
  `insert into customers (id, name, email, created_at)
    select ${customerId('n')}, ${firstName} || ' ' || ${lastName},
      'c' || n || '@customer.example', now() - interval '2 years' from generate_series((:from - 1) / 5 + 1, :to / 5 + 1) n on conflict do nothing`,
  `insert into identities (id, customer_id, kind, value)
    select ${identityId('n')}, ${customerId('n')}, 'email', 'c' || n || '@customer.example' from generate_series((:from - 1) / 5 + 1, :to / 5 + 1) n on conflict do nothing`,
  `create temporary table drawn as
    select n, n > :to - :open as is_open, 1 + floor((:to / 5) * power(random(), 2.5))::int as customer,
      case when n > :to - :open then now() - random() * interval '14 days' else now() - interval '1 hour' - random() * interval '2 years' end as at,
      random() as a, random() as b, random() as c
    from generate_series(:from, :to) n`,
  `insert into tickets (id, number, channel, subject, status, priority, customer_id, identity_id, assignee_id, team_id, tags, language, is_spam, sentiment_id,
      sentiment_label, sentiment_score, order_value, preview, message_count, has_file, is_automated, reply_token, last_message_at, last_inbound_id, last_inbound_at, waiting_since, closed_at, created_at, updated_at)
    overriding system value
    select ${ticketId('n')}, n, (array['email','email','webchat'])[1 + floor(b * 3)::int], case when n % 3 = 0 then 'Question about order #' || (100000 + n) else s1.text end,
      case when is_open then 'open' when a < 0.005 then 'snoozed' else 'closed' end, (array['normal','normal','normal','high','low','urgent'])[1 + floor(c * 6)::int],
      ${customerId('customer')}, ${identityId('customer')},
      case when is_open and b < 0.3 then null else (select array_agg(id order by id) from agents)[1 + n % ${agents}] end, (select array_agg(id order by id) from teams)[1 + n % 4],
      (array['{shipping}','{returns,refund}','{product-question}','{damaged}','{}','{payment}'])[1 + floor(a * 6)::int]::text[], (array['en','en','nl','es','sv','de'])[1 + floor(c * 6)::int],
      not is_open and a > 0.98, ${sentimentId('n')}, label, score, case when b > 0.4 then round((c * 300)::numeric, 2) end, left(${greeting} || ' ' || s1.text || ' ' || s2.text, 140), ${messagesEach}, n % 9 = 0, not is_open and n % 31 = 0, 'bench' || n,
      at, null, at - interval '1 minute', case when is_open and c < 0.7 then at - interval '1 minute' end, case when not is_open then at end, at - random() * interval '3 days', at
    from (select *, 1 as m from drawn) drawn join bench_sentences s1 on ${sentence(1)} join bench_sentences s2 on ${sentence(2)}, lateral (select case when b < 0.04 then 'urgent' when b < 0.22 then 'negative' when b < 0.72 then 'neutral' when b < 0.94 then 'positive' else 'promoter' end as label,
      round((case when b < 0.22 then c * 4 when b < 0.72 then 4 + c * 3 else 7 + c * 3 end)::numeric, 1) as score) feeling`,
  `insert into sentiments (id, ticket_id, occasion, label, score, confidence, is_sure, evidence, reason, model, evaluated_at)
    select sentiment_id, id, 'created', sentiment_label, sentiment_score, 0.9, true, array['in transit since Tuesday'], 'Asks where the parcel is', 'built-in@1', created_at
    from tickets where number >= :from`,
  `insert into messages (ticket_id, channel, external_id, direction, author_kind, author_id, author_name, text, state, sent_at, created_at)
    select t.id, t.channel, n || '.' || m || '@customer.example', case when m % 2 = 1 then 'in' else 'out' end, case when m % 2 = 1 then 'customer' else 'agent' end,
      case when m % 2 = 1 then t.customer_id else t.assignee_id end, case when m % 2 = 1 then c.name else 'Agent' end,
      ${greeting} || ' ' || s1.text || ' ' || s2.text || ${withOrder} || ' ' || s3.text || case when m % 2 = 1 then E'\\n' || c.name else '' end,
      case when m % 2 = 1 then 'received' else 'delivered' end, at, at
    from (select t.*, t.number as n, m, t.created_at + (t.last_message_at - t.created_at) * m / ${messagesEach} as at from tickets t, generate_series(1, ${messagesEach}) m where t.number >= :from) t
    join customers c on c.id = t.customer_id
    join bench_sentences s1 on ${sentence(1)} join bench_sentences s2 on ${sentence(2)} join bench_sentences s3 on ${sentence(3)}`,
  // Of every ninth ticket the first message came with a picture.
  `insert into attachments (message_id, name, mime_type, size, file, created_at)
    select o.id, 'photo.jpg', 'image/jpeg', 240000, repeat('0', 64), o.created_at
    from messages o join tickets t on t.id = o.ticket_id where t.number >= :from and t.number % 9 = 0 and o.external_id like '%.1@%'`,
  // What the indexer would have written, put together from the words of the sentences.
  `insert into search_docs (message_id, ticket_id, at, words)
    select o.id, o.ticket_id, o.created_at, to_tsvector('simple', ${greeting}) || s1.words || s2.words
      || case when ${withOrder} = '' then '' else to_tsvector('simple', 'my order is ' || (100000 + n)) end || s3.words
      || case when m % 2 = 1 then names.words else '' end
      || setweight(case when n % 3 = 0 then to_tsvector('simple', 'question about order ' || (100000 + n)) else t1.words end, 'A')
      || setweight(names.words || to_tsvector('simple', replace(split_part(c.email, '@', 1), '.', ' ') || ' customer example ' || n), 'B')
      || array_to_tsvector(array['@d' || floor(extract(epoch from o.created_at) / 86400), '@m' || (floor(extract(epoch from o.created_at) / 86400)::int >> 5)])
    from (select o.*, t.number as n, split_part(split_part(external_id, '@', 1), '.', 2)::int as m, t.customer_id
      from messages o join tickets t on t.id = o.ticket_id where t.number >= :from) o
    join customers c on c.id = o.customer_id join bench_names names on names.text = c.name
    join bench_sentences s1 on ${sentence(1)} join bench_sentences s2 on ${sentence(2)} join bench_sentences s3 on ${sentence(3)}
    join bench_sentences t1 on t1.id = (hashint8extended(n * 8 + 1, 1) & ${sentenceCount - 1})
    order by o.created_at`,
  `insert into stores (id, name, kind, domain, currency) values (${id('0190a000-0000-7000-8004-', '1')}, 'Shop', 'shopify', 'shop.example', 'EUR') on conflict do nothing`,
  `insert into orders (store_id, customer_id, external_id, number, status, currency, total, placed_at)
    select ${id('0190a000-0000-7000-8004-', '1')}, customer_id, number::text, '#' || (100000 + number), 'fulfilled', 'EUR', 59.95, created_at from tickets where number >= :from and number % 3 = 0`,
  // Every fiftieth has somebody who follows it.
  `insert into followers (ticket_id, agent_id) select id, (select array_agg(id order by id) from agents)[1 + (number / 50) % ${agents}]
    from tickets where number >= :from and number % 50 = 0`,
  // Each agent has read a third of what is open.
  `insert into ticket_reads (ticket_id, agent_id, read_at) select t.id, a.id, now() from tickets t, agents a
    where t.number >= :from and t.status = 'open' and a.role = 'manager' and random() < 0.33 on conflict do nothing`,
  'drop table drawn',
  "select setval(pg_get_serial_sequence('tickets', 'number'), :to)",
]
