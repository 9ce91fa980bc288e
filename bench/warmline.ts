/** The real server as a program of its own, on a data folder that is removed afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const owner = { email: 'owner@bench.example', password: 'a-password-for-benchmarks' }

export interface Running {
  address: string
  mailPort: number
  pid: number
  postgresPid: number
  databaseUrl: string
  /** Ends it in order, as an operator would. */
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '..')
const startLimit = 120_000
const closing = new Set<() => Promise<unknown>>()

/** Stops and removes whatever is still there; for an end that nobody planned. */
export async function closeAll(): Promise<void> {
  for (const close of [...closing].reverse()) await close()
}

/** Makes a folder for `work` and removes it afterwards, whatever happens. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'warmline-bench-'))
  // The last of the database's processes may still be writing.
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  closing.add(remove)
  try {
    return await work(folder)
  } finally {
    closing.delete(remove)
    await remove()
  }
}

/** Starts Warmline on `dataDir` with its embedded database as it is for everybody, and waits for its address. */
export async function startWarmline(dataDir: string, environment: Record<string, string> = {}, project = root): Promise<Running> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: project,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      // As `npm start` does.
      NODE_COMPILE_CACHE: 'node_modules/.cache/node',
      PORT: '0',
      INBOUND_SMTP_PORT: '0',
      DEMO: 'off',
      LOG_LEVEL: 'error',
      DATA_DIR: dataDir,
      OWNER_EMAIL: owner.email,
      OWNER_PASSWORD: owner.password,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let ending: Promise<void> | undefined
  const stop = () => {
    ending ??= end(child, dataDir).finally(() => closing.delete(stop))
    return ending
  }
  closing.add(stop)
  try {
    const said = await words(child)
    const [postgresPid, databaseUrl] = await databaseOf(dataDir)
    return {
      address: /Warmline is at (\S+)/.exec(said)?.[1] ?? '',
      mailPort: Number(/:(\d+) \(SMTP\)/.exec(said)?.[1]),
      pid: child.pid ?? 0,
      postgresPid,
      databaseUrl,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What it says until it has named its mail port, which comes last. */
function words(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const limit = setTimeout(() => reject(new Error(`Warmline did not start within two minutes.\n${said}`)), startLimit)
    const hear = (chunk: Buffer) => {
      said += chunk
      if (!/\(SMTP\)/.test(said)) return
      clearTimeout(limit)
      resolve(said)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', (chunk: Buffer) => {
      process.stderr.write(chunk)
      hear(chunk)
    })
    child.on('exit', () => {
      clearTimeout(limit)
      reject(new Error(`Warmline ended at its start.\n${said}`))
    })
  })
}

/** Signs the owner in; answers the cookie. */
export async function signIn(address: string): Promise<string> {
  const answer = await fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify(owner),
  })
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function databaseOf(dataDir: string): Promise<[pid: number, url: string]> {
  const lock = (await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n').map((line) => line.trim())
  const password = await readFile(join(dataDir, 'postgres.password'), 'utf8')
  return [Number(lock[0]), `postgres://postgres:${password}@127.0.0.1:${lock[3]}/warmline`]
}

async function end(child: ChildProcess, dataDir: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    await Promise.race([once(child, 'exit'), sleep(25_000)])
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  }
  // A server that ended hard leaves its database running.
  const [pid] = await databaseOf(dataDir).catch(() => [0])
  if (pid) process.kill(pid, 'SIGINT')
  for (let waited = 0; pid && waited < 10_000 && (await databaseOf(dataDir).catch(() => undefined)); waited += 50) await sleep(50)
}
