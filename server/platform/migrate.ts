/** Brings the database to the newest shape: each file of migrations/ once, in order, forward only. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectOnce } from './db.ts'
import { messageOf } from './errors.ts'

const folder = join(import.meta.dirname, '../../migrations')
// One installation migrates at a time; the number only has to be ours.
const lock = 727_001

/** Applies what is missing, each file in a transaction of its own. Returns the names applied; throws when it cannot, with a sentence. */
export async function migrate(url: string): Promise<string[]> {
  const client = await connectOnce(url)
  try {
    const { rows: versions } = await client.query<{ version: string }>("select current_setting('server_version') as version")
    const version = versions[0]?.version ?? ''
    if (Number.parseInt(version, 10) < 18) throw new Error(`PostgreSQL 18 is needed; the database is ${version}.`)
    await client.query('select pg_advisory_lock($1)', [lock])
    await client.query('create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())')
    const { rows } = await client.query<{ name: string }>('select name from migrations')
    const applied = new Set(rows.map((row) => row.name))
    const missing = (await readdir(folder)).filter((name) => name.endsWith('.sql') && !applied.has(name)).sort()
    for (const name of missing) {
      await client.query('begin')
      try {
        await client.query(await readFile(join(folder, name), 'utf8'))
        await client.query('insert into migrations (name) values ($1)', [name])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`The migration ${name} failed: ${messageOf(error)}`)
      }
    }
    return missing
  } finally {
    await client.end()
  }
}
