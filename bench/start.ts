/** From the command to the first page, and what it holds when nobody asks anything. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres } from '../server/platform/postgres/embedded.ts'
import { familyOf, memoryOf } from './processes.ts'
import { type Part, shown, type Table } from './report.ts'
import { openHttp } from './shoppers.ts'
import { median } from './stats.ts'
import { inFolder, type Running, startWarmline } from './warmline.ts'

const root = join(import.meta.dirname, '..')
const idle = 15_000

export const start: Part = {
  name: 'start',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      // A copy as a clone is after `npm ci`: no pages built, no data. What this checkout has built stays as it is.
      const project = join(folder, 'project')
      for (const name of await readdir(root))
        if (!['node_modules', '.git', 'data'].includes(name))
          await cp(join(root, name), join(project, name), { recursive: true, filter: (path) => !/\/dist$/.test(path) })
      await symlink(join(root, 'node_modules'), join(project, 'node_modules'))

      const data = join(folder, 'data')
      const veryFirst = await timed(project, join(folder, 'demo'), { DEMO: 'on' })
      const first = await timed(project, data)
      const [later, node, postgres]: number[][] = [[], [], []]
      for (let round = 0; round < (isQuick ? 2 : 7); round++) {
        node?.push(await bareNode())
        postgres?.push(await barePostgres(join(folder, 'bare')))
        later?.push(await timed(project, data))
      }
      return [times(veryFirst, first, later ?? [], node ?? [], postgres ?? []), await atRest(project, data)]
    }),
}

/** Milliseconds from the start of the program to the first 200 of the desk's page. */
async function timed(project: string, data: string, environment: Record<string, string> = {}): Promise<number> {
  const begun = performance.now()
  const server = await startWarmline(data, environment, project)
  try {
    await page(server)
    return performance.now() - begun
  } finally {
    await server.stop()
  }
}

async function page({ address }: Running): Promise<void> {
  const http = openHttp(address, 1)
  await http.ask('GET', '/desk/')
  http.close()
}

async function bareNode(): Promise<number> {
  const begun = performance.now()
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit')
  return performance.now() - begun
}

async function barePostgres(folder: string): Promise<number> {
  const making = await startPostgres(folder)
  await making.stop()
  const begun = performance.now()
  const server = await startPostgres(folder)
  const milliseconds = performance.now() - begun
  await server.stop()
  return milliseconds
}

function times(veryFirst: number, first: number, later: number[], node: number[], postgres: number[]): Table {
  const seconds = (milliseconds: number) => shown(milliseconds / 1000, 's')
  return {
    title: 'From the command to the first page',
    about:
      "From starting the program to the first 200 of `/desk/`. The floor is an empty Node program and a bare start of the same PostgreSQL, one after the other. The peers' cold starts (0.4 to 2.0 s from an installed, initialised state) are from other measurements.",
    columns: ['', 'time'],
    rows: [
      ['Floor: an empty Node program', seconds(median(node))],
      ['Floor: PostgreSQL alone, its data folder made before', seconds(median(postgres))],
      ['Start on a folder that has been used (median)', seconds(median(later))],
      ['First start on an empty folder: the database is made; pages built before', seconds(first)],
      ['Very first start after `npm ci`: pages are built, the database made, the demo shop filled', seconds(veryFirst)],
    ],
  }
}

async function atRest(project: string, data: string): Promise<Table> {
  const server = await startWarmline(data, {}, project)
  try {
    await page(server)
    await sleep(idle)
    const [own, database] = [await memoryOf([server.pid]), await memoryOf(await familyOf(server.postgresPid))]
    const mib = (value: number) => shown(value, 'MiB')
    return {
      title: 'Memory at rest',
      about: `${idle / 1000} s after the start, one page fetched. Proportional (PSS) counts shared pages for their share; for PostgreSQL's processes, which share most of theirs, only that is meaningful. The peers' figures (51 to 288 MiB) are from other measurements, of their servers without their databases.`,
      columns: ['', 'resident', 'proportional'],
      rows: [
        ['Floor: an empty Node program', mib(await bareMemory()), ''],
        ['Warmline', mib(own.resident), mib(own.proportional)],
        ['Embedded PostgreSQL, all processes', '', mib(database.proportional)],
      ],
    }
  } finally {
    await server.stop()
  }
}

async function bareMemory(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' })
  try {
    await sleep(1000)
    return (await memoryOf([child.pid ?? 0])).resident
  } finally {
    child.kill()
  }
}
