/** A real PostgreSQL of our own in the data folder: made on the first start, adopted when a killed server left it running, started again when it died. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chooseRunAs, findBinaries, type RunAs } from './binaries.ts'
import { makeCluster, makeDatabase } from './cluster.ts'
import { isRunning, portOfRunning, stop } from './lock.ts'

export interface EmbeddedPostgres {
  url: string
  /** True when it ran already: perhaps another Warmline uses it. */
  isAdopted: boolean
  /** Fast shutdown: open transactions end, the data is whole. */
  stop(): Promise<void>
}

const database = 'warmline'
const watchMilliseconds = 500
const mostPauseMilliseconds = 10_000

/**
 * Starts PostgreSQL on a free loopback port, or adopts the one that runs on this folder already.
 * `settings` are server settings (`fsync=off` for tests). Throws with the server's own last words. From then on it is
 * started again, on the same port, whenever it is gone; `say` hears of that.
 */
export async function startPostgres(
  dataDir: string,
  settings: string[] = [],
  say: (line: string) => void = () => undefined,
): Promise<EmbeddedPostgres> {
  const cluster = join(dataDir, 'postgres')
  const passwordPath = join(dataDir, 'postgres.password')
  await mkdir(dataDir, { recursive: true })
  const runAs = await chooseRunAs(await findBinaries(), dataDir)
  const password = await readFile(passwordPath, 'utf8').catch(() => randomBytes(18).toString('base64url'))
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    await writeFile(passwordPath, password, { mode: 0o600 })
    await makeCluster(runAs, cluster, passwordPath)
  }

  const urlFor = (port: string | number, name = database) => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`
  const running = await portOfRunning(cluster, urlFor)
  const port = running ?? (await launchWithin(30_000, String(await freePort())))
  await makeDatabase(urlFor(port, 'postgres'), database)

  const watching = new AbortController()
  const watched = keepRunning()
  return {
    url: urlFor(port),
    isAdopted: running !== undefined,
    async stop() {
      watching.abort()
      await watched
      await stop(cluster)
    },
  }

  async function launchWithin(milliseconds: number, port: string): Promise<string> {
    const deadline = Date.now() + milliseconds
    for (;;) {
      const launched = (await launch(runAs, dataDir, cluster, settings, port)) ?? (await portOfRunning(cluster, urlFor))
      if (launched) return launched
      // A server killed hard holds its lock for a second or two after it is gone: try again for a while.
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not start:\n${await lastWords(dataDir)}`)
      await sleep(300)
    }
  }

  async function keepRunning(): Promise<void> {
    let pause = watchMilliseconds
    while (!watching.signal.aborted) {
      await sleep(pause, undefined, { signal: watching.signal, ref: false }).catch(() => undefined)
      if (watching.signal.aborted) return
      if (await isRunning(cluster)) {
        pause = watchMilliseconds
        continue
      }
      say('PostgreSQL is gone; it is started again')
      const launched = await launch(runAs, dataDir, cluster, settings, port).catch(() => undefined)
      if (!launched) say(`PostgreSQL does not start: ${await lastWords(dataDir)}`)
      pause = launched ? watchMilliseconds : Math.min(pause * 2, mostPauseMilliseconds)
    }
  }
}

async function launch(runAs: RunAs, dataDir: string, cluster: string, settings: string[], port: string): Promise<string | undefined> {
  const flags = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=60',
    'shared_buffers=128MB',
    'io_method=sync', // no standing io workers: a helpdesk at rest stays small
    'jit=off', // compiling costs more than our short queries take
    'random_page_cost=1.1',
    'wal_compression=on',
    'max_wal_size=2GB',
    ...settings,
  ].flatMap((setting) => ['-c', setting])
  const { command, args, options } = runAs.wrap('postgres', ['-D', cluster, '-p', port, ...flags])
  const log = await open(join(dataDir, 'postgres.log'), 'a')
  // Detached: a Ctrl-C meant for us must not reach it before our own orderly stop.
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', log.fd, log.fd] })
  child.unref()
  let hasEnded = false
  child.on('exit', () => {
    hasEnded = true
  })
  child.on('error', () => {
    hasEnded = true
  })
  await log.close()
  while (!hasEnded) {
    const lock = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
    const lines = lock.split('\n').map((line) => line.trim())
    if (lines[3] === port && lines[7] === 'ready') return port
    await sleep(10)
  }
  return undefined
}

async function lastWords(dataDir: string): Promise<string> {
  const log = await readFile(join(dataDir, 'postgres.log'), 'utf8').catch(() => '')
  return log.trim().split('\n').slice(-5).join('\n')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
}
