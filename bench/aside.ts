/** A database beside Warmline's own on the same server, for floors: no worker takes its jobs. */
import pg from 'pg'
import { openDatabase } from '../server/platform/db.ts'
import { migrateJobs } from '../server/platform/jobs.ts'
import { migrate } from '../server/platform/migrate.ts'

/** Makes it and answers its address. */
export async function databaseAside(url: string): Promise<string> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query('create database bench')
  await admin.end()
  const aside = url.replace(/\/warmline$/, '/bench')
  await migrate(aside)
  const { pool, close } = openDatabase(aside)
  await migrateJobs(pool)
  await close()
  return aside
}
