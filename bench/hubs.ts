/** Ten thousand open hubs on one node: what each costs, and how they come back after a restart. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openClients } from './floor.ts'
import type { Counted } from './hubsClient.ts'
import { memoryOf, processorTime } from './processes.ts'
import { type Part, shown, type Table } from './report.ts'
import { makeShoppers, openHttp } from './shoppers.ts'
import { median, percentile } from './stats.ts'
import { inFolder, type Running, startWarmline } from './warmline.ts'

/** The server says every ten seconds how far apart they are to come back; by then everybody has heard it. Milliseconds. */
const heardBy = 12_000
const patience = 900_000

export const hubs: Part = {
  name: 'hubs',
  run: ({ isQuick }) => inFolder((folder) => measure(folder, isQuick ? 1000 : 10_000)),
}

async function measure(folder: string, count: number): Promise<Table[]> {
  let server = await startWarmline(folder)
  const port = new URL(server.address).port
  const [client] = await openClients(server.databaseUrl, 1)
  if (!client) throw new Error('no connection')
  const tokens = await makeShoppers(client, count)
  await sleep(2000)
  const before = await memoryOf([server.pid])
  const browsers = await openBrowsers(server.address, tokens)
  try {
    const opened = await browsers.until(count)
    await sleep(heardBy)
    const after = await memoryOf([server.pid])
    const rest = await restOf(server)
    const { rows } = await client.query<{ id: string }>('select customer_id as id from shopper_presence where is_here')
    const seen = await timeOfPresence(
      client,
      rows.map(({ id }) => id),
    )
    await client.end()

    await browsers.forget()
    const stopped = performance.now()
    await server.stop()
    server = await startWarmline(folder, { PORT: port })
    const away = (performance.now() - stopped) / 1000
    const probes = probe(server.address)
    const back = await browsers.until(count)
    const answers = await probes.end()
    const perConnection = ((after.resident - before.resident) * 1024) / count
    return [
      {
        title: `${shown(count)} open hubs on one node`,
        about: `Each is the hub's own live connection (\`hub/app/live.ts\`) that asks for its chat whenever it is connected, from one other process on the same machine, which has a part in every figure of time. Memory is the server's, resident. "Back" counts from the first one on; ${shown(away, 's')} went by from the server's stop until it listened again. Beside it an ordinary question was asked ten times a second. Each process needs a file descriptor for every connection: \`ulimit -n\` of at least 12 000 (a service: LimitNOFILE).`,
        columns: ['', ''],
        rows: [
          ['Memory a connection', shown(perConnection, 'KiB')],
          ['All connected, with their chats read, in', shown(opened.lastMs / 1000, 's')],
          ['The server at rest with all of them, of one core', shown(rest * 100, '%')],
          [`Whether they are there, written every 45 s: ${shown(seen.statements)} statements, together`, shown(seen.milliseconds, 'ms')],
          ['Back after a restart: half of them in', shown(back.halfMs / 1000, 's')],
          ['All of them in', shown(back.lastMs / 1000, 's')],
          ['The most in one second', shown(back.most)],
          ['Answers to an ordinary question meanwhile, p50', shown(median(answers), 'ms')],
          ['The same, p99', shown(percentile(answers, 0.99), 'ms')],
        ],
      },
    ]
  } finally {
    browsers.close()
    await server.stop()
  }
}

/** The shoppers' browsers, in a process of their own. */
async function openBrowsers(address: string, tokens: string[]) {
  const child: ChildProcess = fork(join(import.meta.dirname, 'hubsClient.ts'), { stdio: 'inherit' })
  const ask = async (message: object): Promise<Counted> => {
    child.send(message)
    const [answer] = (await once(child, 'message')) as [Counted]
    return answer
  }
  await ask({ address, tokens })
  return {
    /** Waits until so many are connected and have read their chat. */
    async until(count: number): Promise<Counted> {
      for (const deadline = performance.now() + patience; performance.now() < deadline; ) {
        const counted = await ask({})
        if (counted.ready >= count) return counted
        await sleep(250)
      }
      throw new Error('not all of them connect')
    },
    /** From now on those that connect are counted anew. */
    forget: () => ask({ forget: true }),
    close: () => child.kill(),
  }
}

/** Its share of a core over half a minute in which nothing happens. */
async function restOf(server: Running): Promise<number> {
  const [time, used] = [performance.now(), await processorTime(server.pid)]
  await sleep(30_000)
  return ((await processorTime(server.pid)) - used) / (performance.now() - time)
}

/** The statement of hub/presence.ts for all of them, a thousand at a time. */
async function timeOfPresence(client: { query(text: string, values: unknown[]): Promise<unknown> }, ids: string[]) {
  const begun = performance.now()
  let statements = 0
  for (let at = 0; at < ids.length; at += 1000, statements++)
    await client.query(
      `insert into shopper_presence (customer_id, is_here)
       select c.id, true from customers c where c.id = any($1::uuid[]) order by c.id
       on conflict (customer_id) do update set is_here = excluded.is_here, seen_at = now()`,
      [ids.slice(at, at + 1000).sort()],
    )
  return { statements, milliseconds: performance.now() - begun }
}

/** Asks an ordinary question ten times a second; ends with how long each answer took. */
function probe(address: string) {
  const http = openHttp(address, 1)
  const took: number[] = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const begun = performance.now()
      await http.ask('GET', '/api/v1/hub/settings')
      took.push(performance.now() - begun)
      await sleep(100)
    }
  })()
  return {
    async end(): Promise<number[]> {
      isOver = true
      await asking
      http.close()
      return took
    },
  }
}
