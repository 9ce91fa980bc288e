/** The data folder of the embedded PostgreSQL, and the database in it. */
import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import pg from 'pg'
import type { RunAs } from './binaries.ts'

/** Makes the data folder; the password for the superuser is read from a file. Throws with initdb's own words. */
export async function makeCluster(runAs: RunAs, cluster: string, passwordPath: string): Promise<void> {
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

/** Makes the database where it is not there yet; `url` leads to the superuser's own. */
export async function makeDatabase(url: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (!rowCount) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}
