/** What an agent may ask of a million tickets: every sort, the numbers of twenty views, and every two conditions together. */
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { ORPCError } from '@orpc/server'
import { conditions } from '../server/conditions/fields.ts'
import { changed, type Db, inTransaction, openDatabase } from '../server/platform/db.ts'
import { countViews } from '../server/views/counts.ts'
import { filterOf } from '../server/views/filterOf.ts'
import { ticketsBehind } from '../server/views/ticketList.ts'
import { everything, type Filter, type Test, type ValueKind } from '../shared/filter.ts'
import { sorts } from '../shared/lists.ts'
import type { Sort } from '../shared/words.ts'
import { fillOnce } from './fill.ts'
import { openClients } from './floor.ts'
import { type Part, shown, type Table } from './report.ts'
import { median, percentile } from './stats.ts'
import { inFolder, startWarmline } from './warmline.ts'

const limit = 30
/** Each page and each number is asked so often, and each pair. */
const often = 40
const times = 7
/** So often are the numbers asked after a change, with so many milliseconds between: as a desk may in a busy hour. */
const oftenCounted = 100
const pause = 500
const shownPairs = 12

/** What is asked of a condition, where its kind does not say it. */
const asked: Record<string, Partial<Test>> = {
  tag: { value: 'damaged' },
  language: { value: 'nl' },
  status: { value: 'open' },
  sentiment: { value: ['urgent', 'negative'] },
  subject: { value: 'order' },
  text: { value: 'refund' },
  words: { operator: 'match', value: 'refund' },
  customer: { value: 'ana' },
  order_number: { operator: 'is', value: '100042' },
  number: { value: 500_000 },
  score: { operator: 'below', value: 2 },
  message_count: { value: 3 },
  order_value: { value: 250 },
  spam: { value: false },
  snoozed_until: { value: '+1d' },
}
const ofKind: Partial<Record<ValueKind, Partial<Test>>> = {
  text: { operator: 'contains' },
  number: { operator: 'above' },
  money: { operator: 'above' },
  duration: { operator: 'above', value: 48 },
  time: { operator: 'above', value: '-7d' },
  yes_no: { value: true },
}

/** One test of every condition there is. */
async function testsOf(db: Db): Promise<Test[]> {
  return Promise.all(
    [...conditions.values()].map(async ({ field, kind, ownWord, choices, findChoices }) => ({
      field,
      operator: 'is' as const,
      value: ownWord ?? (choices ?? (await findChoices?.(db)))?.[0]?.value,
      ...ofKind[kind],
      ...asked[field],
    })),
  )
}

/** The milliseconds that a question takes, each time. */
async function timesOf(count: number, ask: () => Promise<unknown>, before?: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let time = 0; time < count; time++) {
    await before?.()
    const begun = performance.now()
    // What would look through too much is refused after some seconds: that, too, is how long it took.
    await ask().catch((error) => {
      if (!(error instanceof ORPCError) || error.code !== 'UNPROCESSABLE') throw error
    })
    taken.push(performance.now() - begun)
    // Whoever is far off the limit need not be asked again and again.
    if (time > 0 && Math.min(...taken) > 10 * limit) break
  }
  return taken
}

interface Asked {
  name: string
  taken: number[]
}

/** Asks everything of the tickets that are there. */
export async function askAll(db: Db, agentId: string, say: (line: string) => void): Promise<{ rest: Asked[]; pairs: Asked[] }> {
  const page = (count: number, filter: Filter, sort: Sort = 'newest') =>
    timesOf(count, () => ticketsBehind(db, agentId, { filter: filterOf({ filter }), sort, limit: 50 }))
  const open: Filter = { field: 'status', operator: 'is', value: 'open' }
  const rest: Asked[] = []
  for (const sort of sorts) {
    rest.push({ name: `A page of the open, ${sort}`, taken: await page(often, open, sort) })
    rest.push({ name: `A page of all, ${sort}`, taken: await page(often, everything, sort) })
  }
  const tests = await testsOf(db)
  const views = tests.slice(0, 20).map((filter, id) => ({ id: String(id), filter }))
  // As it is all day: somebody changes tickets, and every desk asks for its numbers, as often as it may.
  const ids = (await db.selectFrom('tickets').select('id').where('status', '=', 'open').execute()).map(({ id }) => id)
  const afterChange = async () => {
    await sleep(pause)
    const some = Array.from({ length: 10 }, () => ids[Math.floor(Math.random() * ids.length)] ?? '')
    await inTransaction(db, async (tx) => {
      await tx.updateTable('tickets').set({ updatedAt: new Date() }).where('id', 'in', some).execute()
      changed(tx, 'tickets', ...some.map((id) => `ticket:${id}` as const))
    })
  }
  const afterAnything = () => inTransaction(db, async (tx) => changed(tx, 'tickets'))
  rest.push({
    name: 'The numbers of 20 views, counted anew',
    taken: await timesOf(often, () => countViews(db, views, agentId), afterAnything),
  })
  rest.push({
    name: 'The same, after ten tickets changed',
    taken: await timesOf(oftenCounted, () => countViews(db, views, agentId), afterChange),
  })
  const pairs: Asked[] = []
  for (const [index, one] of tests.entries())
    for (const other of tests.slice(index + 1)) {
      const found = { name: `${words(one)}, ${words(other)}`, taken: await page(times, { all: [one, other] }) }
      if (median(found.taken) > limit) say(`${shown(median(found.taken))} ms: ${found.name}`)
      pairs.push(found)
    }
  return { rest, pairs }
}

const words = ({ field, operator, value }: Test) =>
  `${field} ${operator.replace('_', ' ')} ${Array.isArray(value) ? value.join('/') : value}`

export const views: Part = {
  name: 'views',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      const server = await startWarmline(process.env.BENCH_DATA_DIR ?? folder)
      const { db, close } = openDatabase(server.databaseUrl)
      const [client] = await openClients(server.databaseUrl, 1)
      try {
        if (!client) throw new Error('no connection')
        const size = isQuick ? 100_000 : 1_000_000
        await fillOnce(client, size)
        const agent = await db.selectFrom('agents').select('id').where('role', '=', 'manager').orderBy('email').executeTakeFirstOrThrow()
        return [tableOf(size, await askAll(db, agent.id, (line) => process.stderr.write(`${line}\n`)))]
      } finally {
        await client?.end()
        await close()
        await server.stop()
      }
    }),
}

function tableOf(size: number, { rest, pairs }: { rest: Asked[]; pairs: Asked[] }): Table {
  const row = (name: string, taken: number[]) => [name, shown(median(taken)), shown(percentile(taken, 0.95))]
  const slowest = pairs.toSorted((one, other) => median(other.taken) - median(one.taken))
  const over = slowest.filter(({ taken }) => median(taken) > limit).length
  return {
    title: 'Views and filters',
    about: `Milliseconds in the server (no HTTP) for a page of 50 at ${shown(size)} tickets; pages are asked ${often} times, the numbers after a change ${oftenCounted} times, twice a second. The pairs are every two of the ${conditions.size} conditions joined by AND, over tickets of any status, newest first, each asked ${times} times; of ${pairs.length} pairs ${over} have a median over ${limit} ms. The slowest are listed.`,
    columns: ['', 'p50', 'p95'],
    rows: [
      ...rest.map(({ name, taken }) => row(name, taken)),
      row(
        'Every two conditions, all answers',
        pairs.flatMap(({ taken }) => taken),
      ),
      ...slowest.slice(0, shownPairs).map(({ name, taken }) => row(name, taken)),
    ],
  }
}
