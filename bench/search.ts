/** Search at a million tickets and five million messages: over HTTP, and in the database alone; and what the index costs. */
import { setTimeout as sleep } from 'node:timers/promises'
import { findCustomers, findOrders } from '../server/customers/find.ts'
import type { Db } from '../server/platform/db.ts'
import { searchTickets } from '../server/tickets/search.ts'
import { filterOf } from '../server/views/filterOf.ts'
import { everything, type Filter } from '../shared/filter.ts'
import { openExplained } from './explained.ts'
import { fillOnce } from './fill.ts'
import { openClients } from './floor.ts'
import { type Part, shown, type Table } from './report.ts'
import { openHttp } from './shoppers.ts'
import { percentile } from './stats.ts'
import { inFolder, type Running, startWarmline } from './warmline.ts'

const asList: Filter = { all: [filterOf({ filter: everything })].flatMap((filter) => ('all' in filter ? filter.all : [filter])) }

/** What is typed; `n` is another number each time. */
const questions: { name: string; typed(n: number): string }[] = [
  { name: 'An order number', typed: (n) => `#${100_000 + 7 * n}` },
  { name: 'A rare word', typed: (n) => ['cashmere', 'engraving', 'allergic', 'perfume', 'pilling'][n % 5] ?? '' },
  { name: 'A common word', typed: (n) => ['order', 'parcel', 'refund', 'jacket', 'delivery'][n % 5] ?? '' },
  {
    name: 'Two common words',
    typed: (n) => ['order refund', 'parcel tracking', 'jacket size', 'delivery days', 'email address'][n % 5] ?? '',
  },
  {
    name: 'Two rare words',
    typed: (n) => ['zipper suede', 'perfume leather', 'voucher seam', 'cotton linen', 'customs duty'][n % 5] ?? '',
  },
  { name: 'A phrase', typed: (n) => ['"my order is"', '"thank you"', '"can i"', '"to the"', '"is my"'][n % 5] ?? '' },
  { name: 'A word never said', typed: (n) => `xylophone${String.fromCharCode(97 + (n % 26))}` },
  { name: 'Chinese within a sentence', typed: (n) => ['退款', '发货', '换货', '快递', '颜色'][n % 5] ?? '' },
  { name: 'A name', typed: (n) => ['sofia becker', 'jansson', 'émile moreau', 'mueller', 'wójcik'][n % 5] ?? '' },
  { name: 'A name with a letter wrong', typed: (n) => ['sofia bekcer', 'jonsson', 'emille moraeu', 'shcmidt', 'johannson'][n % 5] ?? '' },
]

export const search: Part = {
  name: 'search',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      // BENCH_DATA_DIR names a folder that is kept: filling takes many minutes.
      const server = await startWarmline(process.env.BENCH_DATA_DIR ?? folder)
      try {
        return [await measure(server, isQuick ? 100_000 : 1_000_000, isQuick ? 30 : 100)]
      } finally {
        await server.stop()
      }
    }),
}

async function measure(server: Running, size: number, rounds: number): Promise<Table> {
  const [client] = await openClients(server.databaseUrl, 1)
  if (!client) throw new Error('no connection')
  const http = openHttp(server.address, 1)
  const explained = openExplained(server.databaseUrl)
  try {
    const filled = await fillOnce(client, size)
    const { rows } = await client.query<{ id: string }>("select id from agents where email = 'agent1@bench.example'")
    const agentId = rows[0]?.id ?? ''
    const times = questions.map((): number[] => [])
    for (let round = -5; round < rounds; round++)
      for (const [index, { typed }] of questions.entries()) {
        const begun = performance.now()
        await http.ask('GET', `/api/v1/search?q=${encodeURIComponent(typed(Math.abs(round)))}`, { authorization: 'Bearer wl_bench_1' })
        if (round >= 0) times[index]?.push(performance.now() - begun)
        await sleep(2)
      }
    const found: string[][] = []
    for (const [index, { name, typed }] of questions.entries()) {
      const database = await explained.timeOf((db) => whole(db, agentId, typed(1)))
      const own = times[index] ?? []
      found.push([name, `\`${typed(1)}\``, shown(database), shown(percentile(own, 0.5)), shown(percentile(own, 0.95))])
    }
    const { rows: sizes } = await client.query<{ messages: string; docs: string; index: string }>(
      "select pg_size_pretty(pg_total_relation_size('messages')) as messages, pg_size_pretty(pg_table_size('search_docs')) as docs, pg_size_pretty(pg_relation_size('search_docs_words')) as index",
    )
    const [{ messages, docs, index } = { messages: '', docs: '', index: '' }] = sizes
    return {
      title: 'Search over everything ever said',
      about: `Milliseconds over HTTP with an API key: the newest 50 tickets with their hits, customers and orders; ${rounds} requests each, the questions interleaved and five of each kind in turn. "Database" is PostgreSQL alone for the example. ${shown(size)} tickets, ${shown(size * 5)} messages, ${shown(size / 5)} customers${filled}; messages take ${messages}, their words ${docs}, the index of the words ${index}.`,
      columns: ['', 'for example', 'database', 'HTTP p50', 'HTTP p95'],
      rows: found,
    }
  } finally {
    http.close()
    await explained.close()
    await client.end()
  }
}

/** All that one search asks. */
const whole = async (db: Db, agentId: string, words: string) => [
  await searchTickets(db, agentId, { words, filter: asList, limit: 50 }),
  await findCustomers(db, words, 5),
  await findOrders(db, words, 5),
]
