/** A real PostgreSQL for tests: one server a run, a template with the newest shape, a clone for each test file. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, openDatabase } from '../server/platform/db.ts'

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
