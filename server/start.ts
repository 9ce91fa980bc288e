/** Opens every room in order, and closes them in the opposite one. Tests and benchmarks start Warmline by this too. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import Fastify from 'fastify'
import { mount } from './app.ts'
import { startInboundMail } from './channels/email/inbound.ts'
import { ownsChat } from './hub/chat.ts'
import { findShopper } from './hub/sessions.ts'
import type { Config } from './platform/config.ts'
import { inTransaction, openDatabase, tellChangesTo } from './platform/db.ts'
import { messageOf } from './platform/errors.ts'
import { openFiles } from './platform/files.ts'
import { migrateJobs, startJobs } from './platform/jobs.ts'
import { openLive } from './platform/live.ts'
import { openLog } from './platform/log.ts'
import { openSmtpMailer } from './platform/mail.ts'
import { openMetrics } from './platform/metrics.ts'
import { migrate } from './platform/migrate.ts'
import { buildPages } from './platform/pages.ts'
import type { Platform } from './platform/platform.ts'
import { startPostgres } from './platform/postgres/embedded.ts'
import { openSecrets } from './platform/secrets.ts'
import { email, readSetting } from './platform/settings.ts'
import { openAuth } from './team/auth.ts'
import { findCaller } from './team/caller.ts'
import { createOwner, hasOwner } from './team/firstRun.ts'
import { wake } from './tickets/change.ts'
import { deliver } from './tickets/deliver.ts'
import { takeIn } from './tickets/takeIn.ts'
import { drainUnassigned } from './triage/drain.ts'
import { triage } from './triage/triage.ts'
import { openTrialMailer } from './trial/mailbox.ts'
import { mountTrial } from './trial/routes.ts'
import { seedDemo } from './trial/seed.ts'

export interface Warmline {
  platform: Platform
  port: number
  stop(): Promise<void>
}

/** Starts Warmline and says the address and, in a demo, the sign-ins through `say`. */
export async function start(config: Config, say: (line: string) => void = () => undefined): Promise<Warmline> {
  const log = openLog(config.logLevel)
  await mkdir(config.dataDir, { recursive: true })
  const pages = buildPages()
  pages.catch(() => undefined) // awaited below; a failure before that must not end the process
  const postgres = config.databaseUrl ? undefined : await startPostgres(config.dataDir)
  const databaseUrl = config.databaseUrl ?? postgres?.url ?? ''
  await migrate(databaseUrl)
  const database = openDatabase(databaseUrl, { onError: (error) => log.warn({ error: error.message }, 'a database connection was lost') })
  await migrateJobs(database.pool)
  await pages

  const app = Fastify({ logger: false, trustProxy: 'loopback', bodyLimit: 26 * 1024 * 1024, forceCloseConnections: 'idle' })
  const { address, name } = await readSetting(database.db, email)
  const from = { name, address }
  const platform: Platform = {
    config,
    publicUrl: config.publicUrl ?? addressOf(config.host, config.port),
    inboundPort: undefined,
    db: database.db,
    pool: database.pool,
    files: openFiles(join(config.dataDir, 'files')),
    secrets: await openSecrets(config.dataDir),
    mailer: config.smtpUrl ? openSmtpMailer(config.smtpUrl, from) : openTrialMailer(database.db, from),
    live: openLive(app.server, {
      agent: async (cookie) => findCaller(auth, { method: 'GET', headers: { cookie } }),
      shopper: (token) => findShopper(database.db, token),
      ownsChat: (customerId, ticketId) => ownsChat(database.db, customerId, ticketId),
    }),
    log,
  }
  const auth = openAuth(platform)
  tellChangesTo(platform.live.tell)
  const metrics = openMetrics(database.pool, () => platform.live)
  await mount(app, platform, auth, metrics)
  if (config.isDemo) await mountTrial(app, platform)

  const runner = await startJobs(
    database.pool,
    {
      incoming: ({ payloadId }, { attempt }) => takeIn(platform, payloadId, attempt),
      triage: (payload, { signal }) => triage(platform, payload, signal),
      deliver: ({ messageId }, { attempt, maxAttempts }) => deliver(platform, messageId, attempt >= maxAttempts),
      mail: async ({ to, subject, text }) => {
        const { name, address } = await readSetting(platform.db, email)
        await platform.mailer.send({ from: { name, address }, to, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } })
      },
      drain: async () => {
        await drainUnassigned(platform)
      },
      wake: async () => {
        await inTransaction(platform.db, wake)
      },
    },
    [
      { task: 'wake', match: '* * * * *' },
      { task: 'drain', match: '* * * * *' },
    ],
    log,
  )
  if (config.owner && !(await hasOwner(platform.db)))
    await createOwner(platform, auth, { name: config.owner.email.split('@')[0] ?? 'Owner', ...config.owner })
  const inbound = config.inboundSmtpPort === 'off' ? undefined : await startInboundMail(platform, config.inboundSmtpPort)
  platform.inboundPort = inbound?.port
  await app.listen({ port: config.port, host: config.host })
  const bound = app.server.address()
  const port = bound && typeof bound === 'object' ? bound.port : config.port
  platform.publicUrl = config.publicUrl ?? addressOf(config.host, port)
  if (config.isDemo) await seedDemo(platform, auth, say)
  say(`Warmline is at ${platform.publicUrl}`)
  if (inbound) say(`Mail comes in at ${config.host}:${inbound.port} (SMTP)`)

  return {
    platform,
    port,
    async stop() {
      await inbound?.close()
      await platform.live.close()
      await app.close()
      await runner.stop().catch((error: unknown) => log.warn({ error: messageOf(error) }, 'the worker did not stop in order'))
      platform.mailer.close()
      await database.close()
      await postgres?.stop()
    },
  }
}

const addressOf = (host: string, port: number) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`
