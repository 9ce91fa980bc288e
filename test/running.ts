/** The real server as a program of its own: for the stories and the faults. It listens on free ports, on a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RunningWarmline {
  url: string
  /** Where it takes mail by SMTP; 0 where that is off. */
  mailPort: number
  dataDir: string
  databaseUrl: string
  pid: number
  /** Everything it has said and logged so far. */
  output(): string
  /** Ends it as an operator does, its database too, and removes the data folder that it was given here. Returns the exit code. */
  stop(): Promise<number | null>
  /** Ends the program hard; its database runs on. Start on the same DATA_DIR again, or call `stop` to clean up. */
  kill(): Promise<void>
}

const root = join(import.meta.dirname, '..')
const startMilliseconds = 180_000
const stopMilliseconds = 25_000

/**
 * Starts Warmline and waits for its address. `env` is all of its environment beyond the ports; DATA_DIR names a folder
 * that is kept. Throws with all it said when it does not start.
 */
export async function startWarmline(env: Record<string, string> = {}): Promise<RunningWarmline> {
  const dataDir = env.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'warmline-')))
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: root,
    // Not the test runner's environment: what it says of NODE_ENV would be built into the pages.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      // As `npm start` does.
      NODE_COMPILE_CACHE: 'node_modules/.cache/node',
      LOG_LEVEL: 'warn',
      PORT: '0',
      INBOUND_SMTP_PORT: '0',
      ...env,
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const stop = async () => {
    await end(child, 'SIGTERM')
    if (!env.DATABASE_URL) await stopPostgres(dataDir)
    if (!env.DATA_DIR) await rm(dataDir, { recursive: true, force: true, maxRetries: 3 })
    return child.exitCode
  }
  try {
    const isMailOff = env.INBOUND_SMTP_PORT === 'off'
    await saidBy(child, () => /Warmline is at \S+\n/.test(said) && (isMailOff || said.includes('(SMTP)')))
    return {
      url: /Warmline is at (\S+)/.exec(said)?.[1] ?? '',
      mailPort: Number(/:(\d+) \(SMTP\)/.exec(said)?.[1] ?? 0),
      dataDir,
      databaseUrl: env.DATABASE_URL ?? (await embeddedUrl(dataDir)),
      pid: child.pid ?? 0,
      output: () => said,
      stop,
      kill: () => end(child, 'SIGKILL'),
    }
  } catch (error) {
    await stop()
    throw new Error(`${error instanceof Error ? error.message : error}\n${said}`)
  }
}

/** The process id of the embedded PostgreSQL of a data folder; undefined where none runs. */
export async function postgresPid(dataDir: string): Promise<number | undefined> {
  const lock = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '')
  return Number(lock.split('\n')[0]) || undefined
}

async function embeddedUrl(dataDir: string): Promise<string> {
  const lock = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')
  const password = await readFile(join(dataDir, 'postgres.password'), 'utf8')
  return `postgres://postgres:${password}@127.0.0.1:${lock.split('\n')[3]?.trim()}/warmline`
}

async function saidBy(child: ChildProcess, isSaid: () => boolean): Promise<void> {
  const deadline = Date.now() + startMilliseconds
  while (!isSaid()) {
    if (hasEnded(child)) throw new Error(`Warmline ended at its start (exit code ${child.exitCode}).`)
    if (Date.now() > deadline) throw new Error('Warmline does not start.')
    await sleep(10)
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds)
  await ended
  clearTimeout(late)
}

async function stopPostgres(dataDir: string): Promise<void> {
  const pid = await postgresPid(dataDir)
  if (!pid) return
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    return // it is gone already; only its lock was left
  }
  for (let waited = 0; waited < 10_000 && (await postgresPid(dataDir)); waited += 20) await sleep(20)
}
