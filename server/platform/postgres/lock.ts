/** What the lock file of a PostgreSQL data folder says: who runs on it, since when, and how it is ended. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const lockOf = (cluster: string) => join(cluster, 'postmaster.pid')

async function pidOf(cluster: string): Promise<number | undefined> {
  const lock = await readFile(lockOf(cluster), 'utf8').catch(() => '')
  return Number(lock.split('\n')[0]) || undefined
}

/** Does the process of the lock file live? One that nobody has buried yet does not. */
export async function isRunning(cluster: string): Promise<boolean> {
  const pid = await pidOf(cluster)
  if (!pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/\) [ZX] /.test(stat)
}

/** The port of a server that runs on this very folder, by its lock file and its own word. */
export async function portOfRunning(cluster: string, urlFor: (port: string) => string): Promise<string | undefined> {
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

/** Fast shutdown; waits until the lock is gone. */
export async function stop(cluster: string): Promise<void> {
  const pid = await pidOf(cluster)
  if (!pid) return
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    return
  }
  for (let waited = 0; waited < 10_000 && existsSync(lockOf(cluster)); waited += 20) await sleep(20)
}
