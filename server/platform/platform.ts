/** What every room may lean on, opened once at the start and passed along; there are no globals to reach for. */
import type pg from 'pg'
import type { Config } from './config.ts'
import type { Db } from './db.ts'
import type { Files } from './files.ts'
import type { Live } from './live.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mail.ts'
import type { Secrets } from './secrets.ts'

export interface Platform {
  config: Config
  /** Where people reach this installation, without a trailing slash. */
  publicUrl: string
  /** The port of our inbound mail server, once it listens; undefined where it is off. */
  inboundPort: number | undefined
  db: Db
  pool: pg.Pool
  files: Files
  secrets: Secrets
  mailer: Mailer
  /** Asks DNS. Records as node:dns gives them. */
  askDns: (name: string, type: string) => Promise<string[][] | string[]>
  live: Live
  log: Log
}
