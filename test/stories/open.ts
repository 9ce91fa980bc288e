/** What every story begins with: the whole product with its demo, a browser, and people at their devices. */

import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nodemailer, { type SendMailOptions } from 'nodemailer'
import pg from 'pg'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { shell } from '../browser.ts'
import { type RunningWarmline, startWarmline } from '../running.ts'
import { patience, watchRequests } from './arrived.ts'
import { startHosted } from './hosted.ts'

export interface Story {
  warmline: Pick<RunningWarmline, 'url' | 'mailPort' | 'databaseUrl'>
  /**
   * A desk in a browser of its own, signed in as one of the demo's agents by their first name; `at` a page of it, or through
   * another address. `prepare` has the window before the desk is in it.
   */
  desk(firstName: string, at?: { path?: string; base?: string; prepare?: (page: Page) => Promise<void> }): Promise<Page>
  /** Somebody's browser that nobody is signed in at. */
  page(options?: Parameters<Browser['newContext']>[0]): Promise<Page>
  /** Sends a real mail to the shop's inbound server. */
  mail(mail: SendMailOptions): Promise<void>
  /** Asks the API as the demo's owner. */
  api<T>(path: string): Promise<T>
  /** Does something in its database, for what nobody can wait for. */
  database<T>(work: (client: pg.Client) => Promise<T>): Promise<T>
  /** Stops the server of the demo, does this, and starts it again where it was. */
  whileAway(work: () => Promise<void>): Promise<void>
  /** Lets the seconds pass in which what was just sent can be taken back: nobody sits them out. */
  passUndo(): Promise<void>
  close(): Promise<void>
}

/** One for all stories of a worker, driven from within it; it ends with the worker. */
let launched: Promise<Browser> | undefined
function launch(): Promise<Browser> {
  const { CHROMIUM_PATH = existsSync(shell) ? shell : '/usr/bin/chromium', CHROMIUM_LIBRARIES } = process.env
  return chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: ['--disable-dev-shm-usage', '--disable-background-networking'],
    ...(CHROMIUM_LIBRARIES && { env: { ...process.env, LD_LIBRARY_PATH: CHROMIUM_LIBRARIES } }),
  })
}

/**
 * Starts it all; without the demo nobody is there to sign in, and `api` is asked as nobody. Pages that throw, or log an error
 * that is not about a refused request, fail the story when it closes.
 */
export async function openStory({ isDemo = true } = {}): Promise<Story> {
  const warmline = isDemo ? await startDemo() : await startWarmline({ DEMO: 'off' })
  launched ??= launch()
  const browser = await launched
  const problems: string[] = []
  const contexts: BrowserContext[] = []
  const page = async (options: Parameters<Browser['newContext']>[0] = {}) => {
    // Nothing moves, so that nothing is waited for that moves; those who want it otherwise say so.
    const calm = { viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' } as const
    const context = await browser.newContext({ ...calm, ...options })
    contexts.push(context)
    const opened = await context.newPage()
    opened.setDefaultTimeout(patience)
    watchRequests(opened)
    opened.on('pageerror', (error) => problems.push(String(error)))
    return opened
  }
  const { cookies } = inject('demo')
  const cookieOf = (firstName: string) => {
    const cookie = Object.entries(cookies).find(([name]) => name.startsWith(firstName))?.[1]
    if (!cookie) throw new Error(`nobody in the demo is called ${firstName}`)
    return cookie
  }
  const owner = isDemo ? cookieOf('Maja') : ''
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: warmline.mailPort, ignoreTLS: true })

  return {
    warmline,
    page,
    async desk(firstName, { path = '/desk/inbox/all', base = warmline.url, prepare } = {}) {
      const opened = await page()
      await prepare?.(opened)
      const [name = '', value = ''] = cookieOf(firstName).split(/=(.*)/s)
      await opened.context().addCookies([{ name, value, url: base, httpOnly: true, sameSite: 'Lax' }])
      await opened.goto(`${base}${path}`)
      await opened.getByRole('navigation').first().waitFor()
      return opened
    },
    async mail(mail) {
      await transport.sendMail({ to: 'support@nordvik.example', ...mail })
    },
    async api<T>(path: string) {
      const answer = await fetch(`${warmline.url}/api/v1${path}`, { headers: { cookie: owner } })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as T
    },
    database: (work) => withDatabase(warmline.databaseUrl, work),
    whileAway: (work) => ('whileAway' in warmline ? warmline.whileAway(work) : Promise.reject(new Error('only the demo is restarted'))),
    passUndo: () => makeHeldDue(warmline.databaseUrl),
    async close() {
      transport.close()
      for (const context of contexts) await context.close()
      await warmline.stop()
      if (problems.length > 0) throw new Error(`pages threw: ${problems.join('; ')}`)
    },
  }
}

/** Starts a Warmline of the story's own on a copy of the filled demo. */
async function startDemo() {
  const demo = inject('demo')
  const database = `story_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client({ connectionString: `${demo.postgres}/postgres` })
  await admin.connect()
  await admin.query(`create database ${database} template ${demo.database} strategy file_copy`)
  await admin.end()
  const dataDir = await mkdtemp(join(tmpdir(), 'warmline-story-'))
  const clean = () => rm(dataDir, { recursive: true, force: true, maxRetries: 3 })
  try {
    await cp(demo.dataDir, dataDir, { recursive: true })
    const environment = { DATABASE_URL: `${demo.postgres}/${database}`, DATA_DIR: dataDir }
    const running = await startHosted(environment)
    return {
      ...running,
      stop: () => running.stop().finally(clean),
      async whileAway(work: () => Promise<void>) {
        await running.stop()
        await work()
        await startHosted({ ...environment, PORT: new URL(running.url).port })
      },
    }
  } catch (error) {
    await clean()
    throw error
  }
}

/** As if the time had come of the replies that wait so that they can be taken back, once there is one. */
const makeHeldDue = (databaseUrl: string): Promise<void> =>
  withDatabase(databaseUrl, async (database) => {
    const due = () =>
      database.query(`with due as (update held_replies set send_at = now() where kind = 'undo' and send_at > now() returning id)
      select graphile_worker.add_job('release', json_build_object('heldReplyId', id), run_at => now(), job_key => 'release:' || id) from due`)
    await expect.poll(async () => (await due()).rowCount).toBeGreaterThan(0)
  })

async function withDatabase<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

declare global {
  interface Window {
    axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> }
  }
}

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What axe finds against WCAG 2.2 A and AA on the page, or in the frame, as it stands, in words. */
export async function axe(page: Pick<Page, 'evaluate'>, runOnly: object = everyRule): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource)
  return page.evaluate(async (runOnly) => {
    // Frames are looked at by themselves: asked from without, each that has no axe is waited for in vain.
    // Of what could be fetched before, the rules asked for look at sound and film only; reading every style sheet takes as long as half of them.
    const preload = { assets: ['media'] }
    const { violations } = await window.axe.run({ runOnly, preload, resultTypes: ['violations'], iframes: false })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary.slice(0, 300)}`),
    )
  }, runOnly)
}
