/** Lists, counts and the ticket page at growing sizes: over HTTP, in the database alone, and beside a hand-written query. */

import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Db } from '../server/platform/db.ts'
import { getTicket, listTickets } from '../server/tickets/list.ts'
import { messagesOf } from '../server/tickets/messages.ts'
import { countsFor } from '../server/views/counts.ts'
import { filterOf } from '../server/views/filterOf.ts'
import { getView } from '../server/views/saved.ts'
import type { Filter } from '../shared/filter.ts'
import type { Sort, Status } from '../shared/words.ts'
import { openExplained } from './explained.ts'
import { agents, fillTo, makeTeam, messagesEach } from './fill.ts'
import { openClients } from './floor.ts'
import { type Part, shown, type Table } from './report.ts'
import { type HttpClient, openHttp } from './shoppers.ts'
import { percentile } from './stats.ts'
import { inFolder, type Running, startWarmline } from './warmline.ts'

/** Rounds at each size that are not counted: the server's code and the database's pages are warm then, at the first size as at the last. */
const warming = 150

const upset = {
  id: '0190a000-0000-7000-9000-000000000001',
  filter: { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] } satisfies Filter,
}

/** One thing that a desk asks for. `key` is an agent's API key, `id` a ticket. */
interface Question {
  name: string
  /** The paths of the requests, one after the other. */
  paths(id: string): string[]
  /** The same by the server's own functions. */
  ask(db: Db, agentId: string, id: string): Promise<unknown>
  /** What somebody would write by hand for it. */
  byHand(client: pg.Client, agentId: string, id: string): Promise<unknown>
  /** Milliseconds between two questions of one agent; the server makes whoever asks sooner wait. */
  pause?: number
}

const columns = `t.id, t.number, t.subject, t.channel, t.status, t.priority, t.customer_id, c.name as customer, c.email, t.assignee_id, a.name as assignee,
  t.team_id, t.tags, t.language, t.sentiment_label, t.sentiment_score, s.evidence, s.reason, t.preview, t.message_count, t.last_message_at, t.waiting_since, t.created_at`
const joins =
  'join customers c on c.id = t.customer_id left join agents a on a.id = t.assignee_id left join sentiments s on s.id = t.sentiment_id'
const newest = 't.last_message_at desc, t.id desc'

const list = (
  name: string,
  { view, status, sort = 'newest', test, order = newest }: { view: string; status?: Status; sort?: Sort; test: string; order?: string },
): Question => ({
  name,
  paths: () => [`/api/v1/tickets?view=${view}&sort=${sort}${status ? `&status=${status}` : ''}`],
  async ask(db, agentId) {
    const { filter } = await getView(db, view, agentId)
    return listTickets(db, agentId, { filter: filterOf({ filter }, status), sort, limit: 50 })
  },
  byHand: (client) => client.query({ name, text: `select ${columns} from tickets t ${joins} where ${test} order by ${order} limit 51` }),
})

const questions: Question[] = [
  list('Open, newest first', { view: 'all', status: 'open', test: "t.status = 'open' and not t.is_spam" }),
  list('Unassigned', { view: 'unassigned', test: "t.status = 'open' and not t.is_spam and t.assignee_id is null" }),
  list('"Upset customers": urgent or negative', { view: upset.id, test: "t.sentiment_label in ('urgent', 'negative') and not t.is_spam" }),
  list('The same, open', {
    view: upset.id,
    status: 'open',
    test: "t.status = 'open' and t.sentiment_label in ('urgent', 'negative') and not t.is_spam",
  }),
  list('Open, worst first', {
    view: 'all',
    status: 'open',
    sort: 'worst',
    test: "t.status = 'open' and not t.is_spam",
    order: 'coalesce(t.sentiment_score, 99), t.id',
  }),
  {
    name: 'Counts beside the views',
    paths: () => ['/api/v1/views/counts'],
    ask: (db, agentId) => countsFor(db, agentId),
    byHand: (client, agentId) => {
      const open = "status = 'open' and not is_spam"
      const tests = [
        `${open} and assignee_id = $1`,
        open,
        `${open} and assignee_id is null`,
        'is_spam',
        `${open} and sentiment_label in ('urgent', 'negative')`,
      ]
      const counts = [
        ...tests.map((test) => `(select count(*) from (select 1 from tickets where ${test} limit 1000) counted)`),
        `(select count(*) from (select 1 from (select id, last_inbound_at from tickets where ${open} order by last_message_at desc limit 2000) t
          where not exists (select 1 from ticket_reads r where r.ticket_id = t.id and r.agent_id = $1 and r.read_at >= t.last_inbound_at) limit 1000) counted)`,
      ]
      return client.query({ name: 'counts', text: `select ${counts.join(', ')}`, values: [agentId] })
    },
    pause: 520,
  },
  {
    name: 'Ticket page: the ticket and its messages',
    paths: (id) => [`/api/v1/tickets/${id}`, `/api/v1/tickets/${id}/messages`],
    ask: async (db, agentId, id) => [await getTicket(db, agentId, id), await messagesOf(db, id)],
    byHand: async (client, _, id) => [
      await client.query({ name: 'ticket', text: `select ${columns} from tickets t ${joins} where t.id = $1`, values: [id] }),
      await client.query({
        name: 'messages',
        text: 'select * from messages where ticket_id = $1 order by created_at desc, id desc limit 51',
        values: [id],
      }),
    ],
  },
]

export const lists: Part = {
  name: 'lists',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      const server = await startWarmline(folder)
      try {
        return [await measure(server, isQuick ? [1000, 100_000] : [1000, 100_000, 1_000_000], isQuick ? 60 : 300)]
      } finally {
        await server.stop()
      }
    }),
}

async function measure(server: Running, sizes: number[], rounds: number): Promise<Table> {
  const [client] = await openClients(server.databaseUrl, 1)
  if (!client) throw new Error('no connection')
  const http = openHttp(server.address, 1)
  const explained = openExplained(server.databaseUrl)
  const found: { question: string; size: number; database: number; http: number[]; floor: number[] }[] = []
  const filled: string[] = []
  try {
    await makeTeam(client, upset)
    const { rows } = await client.query<{ id: string }>(
      "select id from agents where role = 'manager' order by substring(email from '\\d+')::int",
    )
    const agentIds = rows.map(({ id }) => id)
    for (const size of sizes) {
      const seconds = await fillTo(client, size)
      process.stderr.write(`${shown(size)} tickets, filled in ${shown(seconds)} s\n`)
      filled.push(`${shown(size)} in ${shown(seconds)} s`)
      const some = await client.query<{ id: string }>(
        'select id from tickets where number = any(array(select 1 + floor(random() * $1)::int from generate_series(1, $2::int)))',
        [size, rounds],
      )
      const times = questions.map(() => ({ http: [] as number[], floor: [] as number[] }))
      for (let round = -warming; round < rounds; round++)
        for (const [index, question] of questions.entries()) {
          const agent = (round + warming) % agents
          const id = some.rows[(round + warming) % some.rows.length]?.id ?? ''
          const over = await overHttp(http, question, `wl_bench_${agent + 1}`, id)
          const begun = performance.now()
          await question.byHand(client, agentIds[agent] ?? '', id)
          const floor = performance.now() - begun
          if (question.pause) await sleep(question.pause / agents)
          if (round < 0) continue
          times[index]?.http.push(over)
          times[index]?.floor.push(floor)
        }
      for (const [index, question] of questions.entries()) {
        const id = some.rows[0]?.id ?? ''
        const database = await explained.timeOf((db) => question.ask(db, agentIds[0] ?? '', id))
        found.push({ question: question.name, size, database, http: times[index]?.http ?? [], floor: times[index]?.floor ?? [] })
      }
    }
  } finally {
    http.close()
    await explained.close()
    await client.end()
  }
  return tableOf(found, sizes, filled, rounds)
}

async function overHttp(http: HttpClient, { paths }: Question, key: string, id: string): Promise<number> {
  const begun = performance.now()
  for (const path of paths(id)) await http.ask('GET', path, { authorization: `Bearer ${key}` })
  return performance.now() - begun
}

function tableOf(
  found: { question: string; size: number; database: number; http: number[]; floor: number[] }[],
  sizes: number[],
  filled: string[],
  rounds: number,
): Table {
  const smallest = (question: string) => found.find((one) => one.question === question && one.size === sizes[0])?.http ?? []
  return {
    title: 'Pages of 50, counts and the ticket page',
    about: `Milliseconds over HTTP with an API key on the real server, ${rounds} requests each, one at a time, after ${warming} at each size that are not counted, beside the same page by a hand-written prepared query on a bare \`pg\` client; rounds interleaved. "Database" is PostgreSQL alone (running, writing out, and planning of what the server has planned anew each time) for the server's own statements. ${messagesEach} messages a ticket, 3 of 100 open (never fewer than 600, so that every page is full), ${agents} agents. Filled: ${filled.join(', ')}.`,
    columns: ['', 'tickets', 'database', 'HTTP p50', 'HTTP p95', 'floor p50', 'floor p95', `p95 to that at ${shown(sizes[0] ?? 0)}`],
    rows: questions
      .flatMap(({ name }) => found.filter(({ question }) => question === name))
      .map(({ question, size, database, http, floor }) => [
        size === sizes[0] ? question : '',
        shown(size),
        shown(database),
        shown(percentile(http, 0.5)),
        shown(percentile(http, 0.95)),
        shown(percentile(floor, 0.5)),
        shown(percentile(floor, 0.95)),
        size === sizes[0] ? '1' : shown(percentile(http, 0.95) / percentile(smallest(question), 0.95)),
      ]),
  }
}
