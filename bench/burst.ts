/** A burst: webhooks of every vendor at once, until each is answered, and until the ticket is on an agent's screen. */
import { startFakeInstagram } from '../server/channels/instagram/fake.ts'
import { databaseAside } from './aside.ts'
import { type Cost, costOf } from './cost.ts'
import { bareInsert, openClients, text } from './floor.ts'
import { byClients } from './load.ts'
import { hold, jobsLeft, release, until, wordsLeft } from './queue.ts'
import { type Part, shown, type Table } from './report.ts'
import { openHttp } from './shoppers.ts'
import { median, percentile } from './stats.ts'
import { type Call, connectAll, prepared, vendors } from './vendors.ts'
import { inFolder, type Running, signIn, startWarmline } from './warmline.ts'
import { watchList } from './watcher.ts'

const atOnce = 32

export const burst: Part = {
  name: 'burst',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      const server = await startWarmline(folder)
      // A new customer's name is asked of Instagram: by a job, of a fake.
      const instagram = await startFakeInstagram()
      try {
        return await measure(server, instagram.url, isQuick ? { rounds: 1, count: 500 } : { rounds: 3, count: 1000 })
      } finally {
        await instagram.close()
        await server.stop()
      }
    }),
}

/** A round: what it cost, and for each vendor the milliseconds until its calls were answered and seen. */
interface Round extends Cost {
  answered: number[][]
  seen: number[][]
}

async function measure(server: Running, apiUrl: string, { rounds, count }: { rounds: number; count: number }): Promise<Table[]> {
  const http = openHttp(server.address, atOnce)
  const desk = openHttp(server.address, 2)
  const bare = await openClients(await databaseAside(server.databaseUrl), atOnce)
  const [admin] = await openClients(server.databaseUrl, 1)
  if (!admin) throw new Error('no connection')
  const cookie = await signIn(server.address)
  const urls = await connectAll(http, cookie, server.address)
  await admin.query("update connections set settings = settings || jsonb_build_object('apiUrl', $1::text)", [apiUrl])
  const settled = async () => {
    await until(admin, jobsLeft)
    await until(admin, wordsLeft)
  }

  let marks = 0
  const callsOf = (count: number): Call[] =>
    Array.from({ length: count }, (_, index) => {
      const at = index % vendors.length
      const vendor = vendors[at]
      if (!vendor) throw new Error('there are no vendors')
      return prepared(vendor, urls[at] ?? '', `Order ${marks + index}. ${text}`)
    })

  const round = async (count: number, isWatched: boolean): Promise<Round> => {
    const calls = callsOf(count)
    const first = marks
    marks += count
    const answered = vendors.map((): number[] => [])
    const begun: number[] = []
    const watcher = isWatched ? await watchList(server.address, desk, cookie, /^Order (\d+)\./) : undefined
    try {
      const cost = await costOf(server, count, () =>
        byClients(atOnce, count, async (item) => {
          const { path, headers, body } = calls[item] as Call
          begun[item] = performance.now()
          await http.ask('POST', path, headers, body)
          answered[item % vendors.length]?.push(performance.now() - (begun[item] ?? 0))
        }),
      )
      const seenAt = await watcher?.until(Array.from({ length: count }, (_, item) => String(first + item)))
      const seen = vendors.map((_, vendor) =>
        begun.flatMap((at, item) => (item % vendors.length === vendor ? (seenAt?.get(String(first + item)) ?? Number.NaN) - at : [])),
      )
      return { ...cost, answered, seen }
    } finally {
      watcher?.close()
    }
  }

  const found = { floor: [] as Cost[], waiting: [] as Round[], alongside: [] as Round[] }
  try {
    for (let number = 0; number <= rounds; number++) {
      process.stderr.write(`round ${number} of ${rounds}\n`)
      const size = number === 0 ? Math.min(count, 300) : count
      const floor = await costOf({ ...server, pid: process.pid }, size, () =>
        byClients(atOnce, size, (_, client) => bareInsert(bare[client] as (typeof bare)[number])),
      )
      await hold(admin, 'triage')
      const waiting = await round(size, false)
      await release(admin)
      await settled()
      const alongside = await round(size, true)
      await settled()
      if (number === 0) continue // warming up
      found.floor.push(floor)
      found.waiting.push(waiting)
      found.alongside.push(alongside)
    }
  } finally {
    http.close()
    desk.close()
    await Promise.all([...bare, admin].map((client) => client.end()))
  }
  return [tableOf(found, rounds, count)]
}

function tableOf(
  { floor, waiting, alongside }: { floor: Cost[]; waiting: Round[]; alongside: Round[] },
  rounds: number,
  count: number,
): Table {
  const middle = (costs: Cost[], of: keyof Cost) => shown(median(costs.map((cost) => cost[of])))
  const ratio = (costs: Cost[]) => shown(median(costs.map(({ perSecond }, round) => perSecond / (floor[round]?.perSecond ?? Number.NaN))))
  const times = (values: number[]) => (values.length === 0 ? ['', ''] : [0.5, 0.99].map((share) => shown(percentile(values, share), 'ms')))
  const of = (rounds: Round[], which: 'answered' | 'seen', vendor?: number) =>
    rounds.flatMap((round) => (vendor === undefined ? round[which].flat() : (round[which][vendor] ?? [])))
  const costs = (rounds: Cost[]) => [middle(rounds, 'perSecond'), ratio(rounds), middle(rounds, 'program'), middle(rounds, 'database')]
  return {
    title: `A burst of ${count} webhooks, ${atOnce} at a time`,
    about: `Every vendor in turn, each call signed as the vendor signs it, each the first message of somebody new; ${rounds} rounds. "Accepted" is until the vendor has its 200, when the raw call and its ticket are durable; "on the screen" until the newest 100 tickets, refetched at once by an agent's live connection whenever it is told of a change, show it. The floor is the bare \`pg\` client of "Inbound" on ${atOnce} connections. Processor time is of the server (of the benchmark itself for the floor) and of all PostgreSQL processes.`,
    columns: ['', 'calls/s', 'of the floor', 'program ms/call', 'PostgreSQL ms/call', 'accepted p50', 'p99', 'on the screen p50', 'p99'],
    rows: [
      ['Floor: customer, identity, ticket, message, job', ...costs(floor), '', '', '', ''],
      ['All vendors, triage waiting', ...costs(waiting), ...times(of(waiting, 'answered')), '', ''],
      [
        'All vendors, triage and an agent alongside',
        ...costs(alongside),
        ...times(of(alongside, 'answered')),
        ...times(of(alongside, 'seen')),
      ],
      ...vendors.map(({ name }, vendor) => [
        `… of these ${name}`,
        '',
        '',
        '',
        '',
        ...times(of(alongside, 'answered', vendor)),
        ...times(of(alongside, 'seen', vendor)),
      ]),
    ],
  }
}
