/**
 * What all stories of a run begin with, made once: the pages, a PostgreSQL that need not reach the disk, the demo, filled, and a
 * browser. A story clones the demo (open.ts), so that each has a shop of its own without filling it again, and its people have
 * windows of their own in the browser.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { buildPages } from '../../server/platform/pages.ts'
import { startPostgres } from '../../server/platform/postgres/embedded.ts'
import { startWarmline } from '../running.ts'

export interface DemoToClone {
  /** The PostgreSQL server, without the name of a database. */
  postgres: string
  database: string
  dataDir: string
}

declare module 'vitest' {
  interface ProvidedContext {
    demo: DemoToClone
    /** Where the browser is told what to do. */
    browser: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Two stories that start at once must not both build them into the same folder.
  await buildPages()
  const folder = await mkdtemp(join(tmpdir(), 'warmline-stories-'))
  const server = await startPostgres(folder, ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=200'])
  const clean = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const postgres = server.url.replace(/\/[^/]*$/, '')
    const demo = { postgres, database: 'demo', dataDir: join(folder, 'demo') }
    const admin = new pg.Client({ connectionString: server.url })
    await admin.connect()
    await admin.query(`create database ${demo.database}`)
    await admin.end()
    const filling = await startWarmline({ DATABASE_URL: `${postgres}/${demo.database}`, DATA_DIR: demo.dataDir })
    await filling.stop()
    project.provide('demo', demo)
    const { CHROMIUM_PATH = '/usr/bin/chromium', CHROMIUM_LIBRARIES } = process.env
    const browser = await chromium.launchServer({
      executablePath: CHROMIUM_PATH,
      args: ['--disable-dev-shm-usage', '--disable-background-networking'],
      ...(CHROMIUM_LIBRARIES && { env: { ...process.env, LD_LIBRARY_PATH: CHROMIUM_LIBRARIES } }),
    })
    project.provide('browser', browser.wsEndpoint())
    return async () => {
      await browser.close()
      await clean()
    }
  } catch (error) {
    // Without a browser, say: nothing is left running.
    await clean()
    throw error
  }
}
