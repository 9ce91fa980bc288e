/** A real PostgreSQL of our own in the data folder: made on the first start, adopted when a killed server left it running. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { chooseRunAs, findBinaries, type RunAs } from './binaries.ts'

export interface EmbeddedPostgres {
  url: string
  /** Fast shutdown: open transactions end, the data is whole. */
  stop(): Promise<void>
}

const database = 'warmline'

/**
 * Starts PostgreSQL on a free loopback port, or adopts the one that runs on this folder already.
 * `settings` are server settings (`fsync=off` for tests). Throws with the server's own last words.
 */
export async function startPostgres(dataDir: string, settings: string[] = []): Promise<EmbeddedPostgres> {
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
  const deadline = Date.now() + 30_000
  let port = await portOfRunning(cluster, urlFor)
  while (port === undefined) {
    port = await launch(runAs, dataDir, cluster, settings)
    // A server killed hard holds its lock for a second or two after it is gone: try again for a while.
    if (port === undefined && Date.now() > deadline) throw new Error(`PostgreSQL does not start:\n${await lastWords(dataDir)}`)
    if (port === undefined) {
      await sleep(300)
      port = await portOfRunning(cluster, urlFor)
    }
  }
  await makeDatabase(urlFor(port, 'postgres'))
  return { url: urlFor(port), stop: () => stop(cluster) }
}

async function makeCluster(runAs: RunAs, cluster: string, passwordPath: string): Promise<void> {
  await mkdir(cluster, { recursive: true, mode: 0o700 })
  await runAs.own(cluster)
  await runAs.own(passwordPath)
  const { command, args, options } = runAs.wrap('initdb', [
    '-D',
    cluster,
    '-U',
    'postgres',
    `--pwfile=${passwordPath}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-locale',
    '--no-sync',
  ])
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr?.on('data', (chunk) => {
      said += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`PostgreSQL could not make its data folder: ${said.trim()}`))))
  })
}

/** The port of a server that runs on this very folder, by its lock file and its own word. */
async function portOfRunning(cluster: string, urlFor: (port: string) => string): Promise<string | undefined> {
  const lock = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const [, , , port, , , , state] = lock.split('\n').map((line) => line.trim())
  if (!port || state !== 'ready') return undefined
  const client = new pg.Client({ connectionString: urlFor(port).replace(/\/warmline$/, '/postgres'), connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === cluster ? port : undefined
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function launch(runAs: RunAs, dataDir: string, cluster: string, settings: string[]): Promise<string | undefined> {
  const port = await freePort()
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
  const { command, args, options } = runAs.wrap('postgres', ['-D', cluster, '-p', String(port), ...flags])
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
    if (lines[3] === String(port) && lines[7] === 'ready') return String(port)
    await sleep(10)
  }
  return undefined
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (!rowCount) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}

async function stop(cluster: string): Promise<void> {
  const lock = join(cluster, 'postmaster.pid')
  const pid = Number((await readFile(lock, 'utf8').catch(() => '')).split('\n')[0])
  if (!pid) return
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    return
  }
  for (let waited = 0; waited < 10_000 && existsSync(lock); waited += 20) await sleep(20)
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
