/**
 * What all stories of a run begin with, made once: the pages, a PostgreSQL that need not reach the disk, and the demo, filled, with
 * its people signed in. A story clones the demo (open.ts), so that each has a shop of its own without filling it again.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { buildPages } from '../../server/platform/pages.ts'
import { startPostgres } from '../../server/platform/postgres/embedded.ts'
import { startWarmline } from '../running.ts'

export interface DemoToClone {
  /** The PostgreSQL server, without the name of a database. */
  postgres: string
  database: string
  dataDir: string
  /** The cookie of each of its people, `name=value`, by their full name: a session of the demo is one of its copies too. */
  cookies: Record<string, string>
}

declare module 'vitest' {
  interface ProvidedContext {
    demo: DemoToClone
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
    const demo = { postgres, database: 'demo', dataDir: join(folder, 'demo'), cookies: {} }
    const admin = new pg.Client({ connectionString: server.url })
    await admin.connect()
    await admin.query(`create database ${demo.database}`)
    await admin.end()
    const filling = await startWarmline({ DATABASE_URL: `${postgres}/${demo.database}`, DATA_DIR: demo.dataDir })
    demo.cookies = await signInAll(filling.url).finally(() => filling.stop())
    project.provide('demo', demo)
    return clean
  } catch (error) {
    // Nothing is left running.
    await clean()
    throw error
  }
}

async function signInAll(url: string): Promise<Record<string, string>> {
  type SignIn = { name: string; email: string; password: string }
  const { demoSignIns } = (await (await fetch(`${url}/api/v1/start`)).json()) as { demoSignIns: SignIn[] }
  const cookies: Record<string, string> = {}
  for (const { name, email, password } of demoSignIns) {
    const answer = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email, password }),
    })
    const cookie = answer.headers.getSetCookie().find((one) => one.includes('session_token='))
    if (!cookie) throw new Error(`${email} could not sign in: ${answer.status}`)
    cookies[name] = cookie.split(';')[0] ?? ''
  }
  return cookies
}
