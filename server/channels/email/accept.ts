/** Group commit: mails that arrive while a transaction runs share the next one, and each waits for its own commit. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import { jobCall } from '../../platform/jobs.ts'

export interface AcceptedMail {
  file: string
  /** The raw bytes where they stand in the row; null: they are in the file store. */
  body: Buffer | null
  size: number
  envelope: { from: string; to: string[]; remoteAddress: string; helo: string }
}

interface Waiting {
  mail: AcceptedMail
  resolve(id: string): void
  reject(error: unknown): void
}

const mostAtOnce = 50
const mostTransactions = 2

/** Returns the function that writes a mail's row and its job durably and says under which id. */
export function openAcceptance(db: Db): (mail: AcceptedMail) => Promise<string> {
  const waiting: Waiting[] = []
  let running = 0

  async function commitWaiting(): Promise<void> {
    running++
    while (waiting.length > 0) {
      const group = waiting.splice(0, mostAtOnce)
      try {
        const ids = await write(
          db,
          group.map(({ mail }) => mail),
        )
        group.forEach(({ resolve }, index) => {
          resolve(ids[index] ?? '')
        })
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    running--
  }

  return (mail) =>
    new Promise((resolve, reject) => {
      waiting.push({ mail, resolve, reject })
      if (running < mostTransactions) void commitWaiting()
    })
}

/** One statement, and so one transaction: the rows and their jobs are there together or not at all. */
async function write(db: Db, mails: AcceptedMail[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with accepted as (
      insert into payloads (channel, envelope, file, body, size)
      select 'email', * from unnest(
        ${mails.map(({ envelope }) => JSON.stringify(envelope))}::jsonb[], ${mails.map(({ file }) => file)}::text[],
        ${mails.map(({ body }) => body)}::bytea[], ${mails.map(({ size }) => size)}::bigint[])
      returning id
    )
    select id, ${jobCall('incoming', sql`json_build_object('payloadId', id)`)} from accepted`.execute(db)
  return rows.map(({ id }) => id)
}
