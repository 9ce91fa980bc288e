/** From the customer's send to the agent's screen: a live connection, and the refetch that a hint leads to. */
import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { openClients } from './floor.ts'
import { openLiveLine } from './liveLine.ts'
import { jobsLeft, until } from './queue.ts'
import { type Part, shown, type Table } from './report.ts'
import { type HttpClient, makeShoppers, openHttp, writeChat } from './shoppers.ts'
import { percentile } from './stats.ts'
import { inFolder, type Running, signIn, startWarmline } from './warmline.ts'

const perSecond = 50
/** The desk gathers hints for so many milliseconds before it refetches. */
const gathering = 250

export const screen: Part = {
  name: 'screen',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      const server = await startWarmline(folder)
      try {
        return [await measure(server, isQuick ? 4 : 20)]
      } finally {
        await server.stop()
      }
    }),
}

async function measure(server: Running, seconds: number): Promise<Table> {
  const http = openHttp(server.address, 64)
  const desk = openHttp(server.address, 2)
  const [client] = await openClients(server.databaseUrl, 1)
  if (!client) throw new Error('no connection')
  try {
    const cookie = await signIn(server.address)
    await watched(server.address, http, desk, cookie, 0, await makeShoppers(client, perSecond), 1) // warming up
    const found = []
    for (const gather of [0, gathering]) {
      const tokens = await makeShoppers(client, perSecond * seconds)
      await until(client, jobsLeft)
      found.push(await watched(server.address, http, desk, cookie, gather, tokens, seconds))
    }
    const [atOnce, asDesk] = found
    const line = (title: string, values: number[] = []) => [
      title,
      shown(percentile(values, 0.5), 'ms'),
      shown(percentile(values, 0.99), 'ms'),
    ]
    return {
      title: `From the customer's send to the agent's screen, at ${perSecond} messages a second`,
      about: `${seconds} s each; every message is a new chat by HTTP, read by the built-in model alongside. The agent's side is a Socket.IO connection that refetches the newest 50 tickets when told of a change. The desk gathers hints for ${gathering} ms first and asks for the numbers beside the views as well, so that a busy hour is two refetches a second. The floor is the customer's own answer: the message is durable then, and nobody could be shown it sooner.`,
      columns: ['', 'p50', 'p99'],
      rows: [
        line("Floor: the customer's answer", atOnce?.answered),
        line('On the screen, refetched at once', atOnce?.seen),
        line(`On the screen, as the desk does (gathers for ${gathering} ms)`, asDesk?.seen),
      ],
    }
  } finally {
    http.close()
    desk.close()
    await client.end()
  }
}

/** Sends at an even pace while an agent watches. Milliseconds from each send to the answer, and to the list that has it. */
async function watched(
  address: string,
  http: HttpClient,
  desk: HttpClient,
  cookie: string,
  gather: number,
  tokens: string[],
  seconds: number,
) {
  const sent = new Map<string, number>()
  const seen: number[] = []
  const answered: number[] = []
  let waiting: NodeJS.Timeout | undefined
  let isFetching = false
  let failure: unknown
  const fail = (error: unknown) => {
    failure ??= error
  }

  const refetch = async () => {
    waiting = undefined
    if (isFetching) return told()
    isFetching = true
    const list = desk.ask('GET', '/api/v1/tickets?view=all&sort=newest&limit=50', { cookie })
    list.then(show, () => undefined)
    // The desk asks for nothing anew while an earlier answer is on its way, the numbers beside the views among them.
    if (gather > 0) await desk.ask('GET', '/api/v1/views/counts', { cookie })
    await list
    isFetching = false
  }
  const show = (list: string) => {
    const now = performance.now()
    const shownIds = (JSON.parse(list) as { tickets: { lastInboundMessageId: string }[] }).tickets.map(
      (ticket) => ticket.lastInboundMessageId,
    )
    // What was sent before the oldest on this page stands on the next one.
    const oldest = Math.min(...shownIds.map((id) => sent.get(id) ?? Number.POSITIVE_INFINITY))
    for (const [id, at] of sent)
      if (shownIds.includes(id) || at < oldest) {
        seen.push(now - at)
        sent.delete(id)
      }
  }
  const told = () => {
    waiting ??= setTimeout(() => refetch().catch(fail), gather)
  }

  const socket = await openLiveLine(address, cookie, told)

  try {
    const begun = performance.now()
    const writing = tokens.map(async (token, index) => {
      await sleep(Math.max(1, begun + (index * 1000) / perSecond - performance.now()))
      const [id, at] = [randomUUID(), performance.now()]
      sent.set(id, at)
      await writeChat(http, token, id)
      answered.push(performance.now() - at)
    })
    await Promise.all(writing)
    const deadline = performance.now() + seconds * 1000
    while (sent.size > 0 && performance.now() < deadline) await sleep(10)
    if (failure) throw failure
    if (sent.size > 0) throw new Error(`${sent.size} messages never came on the screen`)
    return { seen, answered }
  } finally {
    clearTimeout(waiting)
    socket.close()
  }
}
