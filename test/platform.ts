/** A Platform for tests: a fresh database, a store in a temporary folder, and a live channel that nobody watches. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../server/platform/config.ts'
import { openFiles } from '../server/platform/files.ts'
import type { Live } from '../server/platform/live.ts'
import { openLog } from '../server/platform/log.ts'
import { openSmtpMailer } from '../server/platform/mail.ts'
import type { Platform } from '../server/platform/platform.ts'
import { openSecrets } from '../server/platform/secrets.ts'
import { openTestDatabase } from './database.ts'

const quiet: Live = {
  tell: () => undefined,
  isConnected: () => false,
  isLooking: () => false,
  disconnectAgent: () => undefined,
  connections: () => ({ agents: 0, shoppers: 0 }),
  close: async () => undefined,
}

/** Opens a platform; `smtpUrl` names the server that mail goes to (port 1 refuses every connection). */
export async function openTestPlatform({ smtpUrl = 'smtp://127.0.0.1:1' } = {}): Promise<{ platform: Platform; close(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'warmline-data-'))
  const database = await openTestDatabase()
  const mailer = openSmtpMailer(smtpUrl)
  const platform: Platform = {
    config: readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', DEMO: 'off' }),
    publicUrl: 'http://127.0.0.1:3000',
    inboundPort: undefined,
    db: database.db,
    pool: database.pool,
    files: openFiles(join(dataDir, 'files')),
    secrets: await openSecrets(dataDir),
    mailer,
    askDns: async (name) => {
      throw Object.assign(new Error(`nothing is known of ${name}`), { code: 'ENOTFOUND' })
    },
    live: quiet,
    log: openLog('silent'),
  }
  return {
    platform,
    async close() {
      mailer.close()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
