/** Background work: jobs are rows, created inside the caller's transaction, run by graphile-worker in this process. */
import { makeWorkerUtils } from 'graphile-worker'
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import type { Jobs } from '../jobs.ts'
import type { Tx } from './db.ts'

export interface JobOptions {
  /** Not before this time. */
  runAt?: Date
  /** Tries in all; waiting time grows as e^try seconds. */
  maxAttempts?: number
  /** Jobs of one queue run one after the other. */
  queueName?: string
  /** A job with the same key replaces one that has not begun. */
  jobKey?: string
}

/** Adds a job; it exists when and only when the transaction commits. */
export async function addJob<Name extends keyof Jobs>(tx: Tx, name: Name, payload: Jobs[Name], options: JobOptions = {}): Promise<void> {
  await sql`select ${jobCall(name, sql`${JSON.stringify(payload)}::json`, options)}`.execute(tx)
}

/** The call that adds a job, for a statement that writes the job's rows as well; `payload` is an expression of type json. */
export function jobCall(name: keyof Jobs, payload: RawBuilder<unknown>, options: JobOptions = {}): RawBuilder<unknown> {
  const { runAt = null, maxAttempts = null, queueName = null, jobKey } = options
  // A key that nobody else has is as good as none, and with it the queue takes its short way: a fifth of the database's time.
  const key = jobKey === undefined ? sql`uuidv7()::text, job_key_mode => 'unsafe_dedupe'` : sql`${jobKey}`
  return sql`graphile_worker.add_job(${name}, ${payload}, queue_name => ${queueName}, run_at => ${runAt}::timestamptz, max_attempts => ${maxAttempts}::int, job_key => ${key})`
}

/** Creates or updates the queue's own tables. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool })
  try {
    await utils.migrate()
  } finally {
    await utils.release()
  }
}
