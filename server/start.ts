/** Opens every room in order, and closes them in the opposite one. Tests and benchmarks start Warmline by this too. */
import { join } from 'node:path'
import Fastify from 'fastify'
import { mount } from './app.ts'
import { startInboundMail } from './channels/email/inbound.ts'
import { startMailboxes } from './channels/email/mailboxes.ts'
import { ownsChat } from './hub/chat.ts'
import { noteSeen } from './hub/presence.ts'
import { findShopper } from './hub/sessions.ts'
import { claimDatabase } from './platform/claim.ts'
import type { Config } from './platform/config.ts'
import { inTransaction, openDatabase, tellChangesTo } from './platform/db.ts'
import { openResolver } from './platform/dns.ts'
import { messageOf } from './platform/errors.ts'
import { openFiles } from './platform/files.ts'
import { makeFolder } from './platform/folder.ts'
import { migrateJobs } from './platform/jobs.ts'
import { openLive } from './platform/live.ts'
import { type Log, openLog } from './platform/log.ts'
import { openSmtpMailer } from './platform/mail.ts'
import { openMetrics } from './platform/metrics.ts'
import { migrate } from './platform/migrate.ts'
import { buildPages } from './platform/pages.ts'
import type { Platform } from './platform/platform.ts'
import { checkPort } from './platform/port.ts'
import { startPostgres } from './platform/postgres/embedded.ts'
import { openSecrets } from './platform/secrets.ts'
import { startJobs } from './platform/worker.ts'
import { openAuth } from './team/auth.ts'
import { findCaller } from './team/caller.ts'
import { createOwner, hasOwner } from './team/firstRun.ts'
import { makePushKeys } from './team/push.ts'
import { accept } from './tickets/accept.ts'
import { startIndexer } from './tickets/searchIndex.ts'
import { seedTags } from './triage/tags.ts'
import { openTrialMailer } from './trial/mailbox.ts'
import { beginPhones } from './trial/phones/connect.ts'
import { openPhones } from './trial/phones/phones.ts'
import { mountTrial } from './trial/routes.ts'
import { seedDemo } from './trial/seed.ts'
import { schedules, tasksOf } from './work.ts'

export interface Warmline {
  platform: Platform
  port: number
  stop(): Promise<void>
}

/**
 * Starts Warmline and says the address and, in a demo, the sign-ins through `say`. Throws with one sentence for the
 * operator; what was opened until then is closed.
 */
export async function start(config: Config, say: (line: string) => void = () => undefined): Promise<Warmline> {
  const log = openLog(config.logLevel)
  // Asked first: whoever starts a second Warmline by mistake must not touch the database of the first.
  await checkPort('PORT', config.port, config.host)
  if (config.inboundSmtpPort !== 'off') await checkPort('INBOUND_SMTP_PORT', config.inboundSmtpPort, config.host)
  await makeFolder(config.dataDir).catch((error: unknown) => {
    throw new Error(`DATA_DIR cannot be used: ${messageOf(error)}.`)
  })
  const opened: Opened = []
  try {
    return await openRooms(config, log, say, opened)
  } catch (error) {
    await closeRooms(opened)
    throw error
  }
}

/** What was opened, in order, and how each is closed. */
type Opened = (() => Promise<unknown>)[]

async function closeRooms(opened: Opened, log?: Log): Promise<void> {
  for (let close = opened.pop(); close; close = opened.pop())
    await close().catch((error: unknown) => log?.warn({ error: messageOf(error) }, 'a room did not close in order'))
}

async function openRooms(config: Config, log: Log, say: (line: string) => void, opened: Opened): Promise<Warmline> {
  const pages = buildPages(say)
  pages.catch(() => undefined) // awaited below; a failure before that must not end the process
  const postgres = config.databaseUrl ? undefined : await startPostgres(config.dataDir, [], (line) => log.warn(line))
  let isUp = false
  // One that ran before us may be another Warmline's: until we are up, it is left alone.
  if (postgres) opened.push(async () => (isUp || !postgres.isAdopted) && postgres.stop())
  const databaseUrl = config.databaseUrl ?? postgres?.url ?? ''
  const claim = await claimDatabase(databaseUrl, (sentence) => {
    log.fatal(sentence)
    process.kill(process.pid, 'SIGTERM')
  })
  opened.push(() => claim.release())
  await migrate(databaseUrl)
  const database = openDatabase(databaseUrl, { onError: (error) => log.warn({ error: error.message }, 'a database connection was lost') })
  opened.push(() => database.close())
  await migrateJobs(database.pool)
  await pages

  const app = Fastify({ logger: false, trustProxy: 'loopback', bodyLimit: 26 * 1024 * 1024, forceCloseConnections: 'idle' })
  const platform: Platform = {
    config,
    publicUrl: config.publicUrl ?? addressOf(config.host, config.port),
    inboundPort: undefined,
    db: database.db,
    pool: database.pool,
    files: openFiles(join(config.dataDir, 'files')),
    secrets: await openSecrets(config.dataDir),
    mailer: config.smtpUrl ? openSmtpMailer(config.smtpUrl) : openTrialMailer(database.db),
    askDns: openResolver(),
    live: openLive(app.server, {
      agent: async (cookie) => findCaller(auth, { method: 'GET', headers: { cookie } }),
      shopper: (token) => findShopper(database.db, token),
      shoppersSeen: (customerIds, isHere) => noteSeen(database.db, customerIds, isHere),
      ownsChat: (customerId, ticketId) => ownsChat(database.db, customerId, ticketId),
    }),
    log,
  }
  opened.push(async () => platform.mailer.close())
  const auth = openAuth(platform)
  tellChangesTo(platform.live.tell)
  const metrics = openMetrics(database.pool, () => platform.live)
  await mount(app, platform, auth, metrics)
  const phones = config.isDemo ? await openPhones(platform) : undefined
  if (phones) {
    opened.push(() => phones.close())
    await mountTrial(app, platform, phones)
  }

  await makePushKeys(platform)
  const worker = await startJobs(database.pool, tasksOf(platform), schedules, log)
  opened.push(() => worker.stop())
  const indexer = startIndexer(database.db, log)
  opened.push(() => indexer.stop())
  // Until somebody owns it, an installation is new; the demo brings its own.
  if (!config.isDemo && !(await hasOwner(platform.db))) await inTransaction(platform.db, seedTags)
  if (config.owner && !(await hasOwner(platform.db)))
    await createOwner(platform, auth, { name: config.owner.email.split('@')[0] ?? 'Owner', ...config.owner })
  opened.push(() => app.close())
  opened.push(() => platform.live.close())
  const inbound = config.inboundSmtpPort === 'off' ? undefined : await startInboundMail(platform, config.inboundSmtpPort, accept)
  if (inbound) opened.push(() => inbound.close())
  const mailboxes = startMailboxes(platform, accept)
  opened.push(() => mailboxes.stop())
  platform.inboundPort = inbound?.port
  await app.listen({ port: config.port, host: config.host })
  const bound = app.server.address()
  const port = bound && typeof bound === 'object' ? bound.port : config.port
  platform.publicUrl = config.publicUrl ?? addressOf(config.host, port)
  if (phones) {
    await seedDemo(platform, auth, phones, say)
    // By the name of this machine: the public address may be a proxy's.
    await beginPhones(platform, phones, addressOf(/^(0\.0\.0\.0|::)$/.test(config.host) ? 'localhost' : config.host, port))
  }
  say(`Warmline is at ${platform.publicUrl}`)
  if (inbound) say(`Mail comes in at ${config.host}:${inbound.port} (SMTP)`)

  isUp = true
  return { platform, port, stop: () => closeRooms(opened, log) }
}

const addressOf = (host: string, port: number) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`
