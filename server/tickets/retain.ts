/** Raw payloads are kept for as long as the shop wishes; then their bytes go, and the ledger's lines stay. */
import { sql } from 'kysely'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting } from '../platform/settings.ts'
import { retention } from './ledger.ts'

/** So many at a time: none holds rows for long. */
const most = 500

/** Removes what is older than the shop keeps. What has not ended, or waits for a person, is left alone. */
export async function retain(platform: Platform, now = new Date()): Promise<void> {
  const { days } = await readSetting(platform.db, retention)
  if (days === null) return
  const before = new Date(now.getTime() - days * 86_400_000)
  for (;;) {
    const forgotten = await inTransaction(platform.db, (tx) => forget(tx, before))
    // The rows no longer name them when they go; a file that could not be removed takes room and nothing else.
    for (const file of await unnamed(platform, forgotten)) await platform.files.remove(file)
    if (forgotten.length === 0) return
  }
}

/** Takes the bytes from the rows; answers the names of their files. */
async function forget(tx: Tx, before: Date): Promise<string[]> {
  const { rows } = await sql<{ file: string }>`
    update payloads set body = null, removed_at = now() where id in (
      select id from payloads
      where received_at < ${before} and removed_at is null and state not in ('accepted', 'quarantined')
      order by id limit ${most} for update skip locked)
    returning file`.execute(tx)
  return rows.map(({ file }) => file)
}

/** Those that no message shows, and no payload that is kept: the same bytes stand in the store once. */
async function unnamed({ db }: Platform, files: string[]): Promise<string[]> {
  const { rows } = await sql<{ file: string }>`
    select distinct f.file from unnest(${files}::text[]) as f (file)
    where not exists (select from attachments a where a.file = f.file)
      and not exists (select from payloads p where p.file = f.file and p.body is null and p.removed_at is null)`.execute(db)
  return rows.map(({ file }) => file)
}
