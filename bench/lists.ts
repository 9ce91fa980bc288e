/** Lists, counts and the ticket page at growing sizes: over HTTP, in the database alone, and beside a hand-written query. */

import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { openExplained } from './explained.ts'
import { agents, fillTo, makeTeam, messagesEach } from './fill.ts'
import { openClients } from './floor.ts'
import { type Question, questions, upset } from './listQuestions.ts'
import { type Part, shown, type Table } from './report.ts'
import { type HttpClient, openHttp } from './shoppers.ts'
import { percentile } from './stats.ts'
import { inFolder, type Running, startWarmline } from './warmline.ts'

/** Rounds at each size that are not counted: the server's code and the database's pages are warm then, at the first size as at the last. */
const warming = 150

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
