/** A real PostgreSQL for tests: one server a run, a template with the newest shape, a clone for each test file. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, type Db, openDatabase } from '../server/platform/db.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export const templateName = 'warmline_template'

/** A fresh database with every migration applied; call `close` in afterAll. */
export async function openTestDatabase(): Promise<Database & { url: string }> {
  const server = inject('postgresUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  try {
    await admin.query(`create database ${name} template ${templateName} strategy file_copy`)
  } finally {
    await admin.end()
  }
  const url = server.replace(/\/[^/]*$/, `/${name}`)
  const database = openDatabase(url, { max: 10 })
  return { ...database, url }
}

/** What hangs on tables, by these: the shape of every test database is the same. */
const hanging = new Map<string, string[]>()

/**
 * Empties tables, and those that hang on them, as `truncate … cascade` does, at a small part of its cost: no file is made anew for
 * each table and index, and no statement has to be planned again.
 */
export async function emptyTables(db: Db, ...tables: string[]): Promise<void> {
  const key = tables.join()
  const all = hanging.get(key) ?? (await hangingOn(db, tables))
  hanging.set(key, all)
  // As a truncate does: what others have under way ends first, no trigger hears of it, and no order is asked for.
  const deletes = all.map((table) => `delete from ${table};`).join(' ')
  const lock = `lock table ${all.join(', ')} in access exclusive mode;`
  await sql.raw(`begin; set local session_replication_role = replica; ${lock} ${deletes} commit`).execute(db)
}

async function hangingOn(db: Db, tables: string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    with recursive hanging(id) as (
      select unnest(${tables}::text[])::regclass::oid
      union select conrelid from pg_constraint join hanging on confrelid = id where contype = 'f'
    ) select id::regclass::text as name from hanging`.execute(db)
  return rows.map(({ name }) => name)
}
