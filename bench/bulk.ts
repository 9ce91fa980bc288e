/** Closing ten thousand tickets at once, and what others notice of it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { everything } from '../shared/filter.ts'
import { fillTo, makeTeam } from './fill.ts'
import { openClients } from './floor.ts'
import { type Part, shown, type Table } from './report.ts'
import { type HttpClient, openHttp } from './shoppers.ts'
import { percentile } from './stats.ts'
import { inFolder, type Running, startWarmline } from './warmline.ts'

const many = 10_000
const key = { authorization: 'Bearer wl_bench_1' }
const other = { authorization: 'Bearer wl_bench_2' }
const listPath = '/api/v1/tickets?view=all&status=open'

interface Run {
  id: string
  state: string
  done: number
  same: number
  refused: number
}

export const bulk: Part = {
  name: 'bulk',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      const server = await startWarmline(folder)
      try {
        return [await measure(server, isQuick ? 20_000 : 100_000)]
      } finally {
        await server.stop()
      }
    }),
}

async function measure(server: Running, size: number): Promise<Table> {
  const [client] = await openClients(server.databaseUrl, 1)
  if (!client) throw new Error('no connection')
  const [mine, theirs] = [openHttp(server.address, 1), openHttp(server.address, 1)]
  try {
    await makeTeam(client, { id: '0190a000-0000-7000-9000-000000000001', filter: everything })
    await fillTo(client, size)
    // Mails only: a chat's end waits for the undo.
    await client.query(
      "update tickets set channel = 'email', status = 'open', closed_at = null, is_spam = false where id in (select id from tickets order by id desc limit $1)",
      [many],
    )
    await client.query('vacuum (analyze) tickets')
    const before = await pages(theirs, async () => {
      await sleep(3000)
      return true
    })
    const rows: string[][] = []
    for (const [name, path, body] of [
      [
        'Close',
        '/api/v1/bulk',
        {
          chosen: { view: 'all', status: 'open', filter: { field: 'channel', operator: 'is', value: 'email' } },
          change: { status: 'closed' },
        },
      ],
      ['Take it back', '/api/v1/bulk/…/undo', {}],
    ] as const) {
      const last = rows.length > 0 ? await latest(mine) : undefined
      const begun = performance.now()
      let seconds = 0
      const during = await pages(theirs, async () => {
        const run = JSON.parse(await mine.ask('POST', path.replace('…', last?.id ?? ''), key, body)) as Run
        for (let now = await latest(mine); now?.id !== run.id || now.state === 'running'; now = await latest(mine)) await sleep(50)
        seconds = (performance.now() - begun) / 1000
        return true
      })
      const run = await latest(mine)
      rows.push([
        name,
        shown(run?.done ?? 0),
        shown(seconds, 's'),
        shown(percentile(before, 0.5)),
        shown(percentile(during, 0.5)),
        shown(percentile(during, 0.95)),
        shown(percentile(during, 0.5) / percentile(before, 0.5)),
      ])
    }
    return {
      title: 'Ten thousand tickets at once',
      about: `A run over all that a list shows, of ${shown(size)} tickets, with events and lines as one by one; meanwhile another agent asks for the open tickets, again and again (milliseconds).`,
      columns: ['', 'tickets', 'took', 'list alone p50', 'list meanwhile p50', 'p95', 'p50 to alone'],
      rows,
    }
  } finally {
    mine.close()
    theirs.close()
    await client.end()
  }
}

const latest = async (http: HttpClient) => (JSON.parse(await http.ask('GET', '/api/v1/bulk', key)) as { runs: Run[] }).runs[0]

/** How long a list takes, asked without a pause while `work` goes on. */
async function pages(http: HttpClient, work: () => Promise<boolean>): Promise<number[]> {
  const times: number[] = []
  let isOver = false
  const working = work().finally(() => {
    isOver = true
  })
  while (!isOver) {
    const begun = performance.now()
    await http.ask('GET', listPath, other)
    times.push(performance.now() - begun)
    await sleep(20)
  }
  await working
  return times
}
