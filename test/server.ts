/** Starts and stops the PostgreSQL that a test run uses, and prepares the template database. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrateJobs } from '../server/platform/jobs.ts'
import { migrate } from '../server/platform/migrate.ts'
import { startPostgres } from '../server/platform/postgres/embedded.ts'
import { templateName } from './database.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'warmline-test-'))
  // Nothing here outlives the run, so nothing need reach the disk.
  const server = await startPostgres(folder, ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=200'])
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${templateName}`)
  await admin.end()
  const templateUrl = server.url.replace(/\/[^/]*$/, `/${templateName}`)
  await migrate(templateUrl)
  const pool = new pg.Pool({ connectionString: templateUrl })
  await migrateJobs(pool)
  await pool.end()
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
