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
  const { runAt = null, maxAttempts = null, queueName = null, jobKey } = options
  const key = jobKey === undefined ? ownKey : sql`${jobKey}`
  await sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, queue_name => ${queueName},
    run_at => ${runAt}::timestamptz, max_attempts => ${maxAttempts}::int, job_key => ${key})`.execute(tx)
}

/** Adds a job for each of the payloads, in one statement. */
export async function addJobs<Name extends keyof Jobs>(
  tx: Tx,
  name: Name,
  payloads: Jobs[Name][],
  { maxAttempts = null }: { maxAttempts?: number | null } = {},
): Promise<void> {
  if (payloads.length === 0) return
  await sql`select graphile_worker.add_job(${name}, payload, max_attempts => ${maxAttempts}::int, job_key => ${ownKey})
    from unnest(${payloads.map((payload) => JSON.stringify(payload))}::json[]) payload`.execute(tx)
}

// A key that nobody else has is as good as none, and with it the queue takes its short way: a fifth of the database's time.
const ownKey = sql`uuidv7()::text, job_key_mode => 'unsafe_dedupe'`

const frequent = ['triage', 'incoming', 'chatArrived', 'arrived'] as const satisfies (keyof Jobs)[]

/**
 * The part of a statement that adds jobs for rows which it writes as well: a common table expression, to be named `job`.
 * `payload` is an expression of type json, `from` the rows. Written straight into the queue's table, for the queue's own
 * function costs more than the ticket; a test holds that both write the same.
 */
export const jobsInserted = (
  name: (typeof frequent)[number],
  payload: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  { maxAttempts = 25 }: Pick<JobOptions, 'maxAttempts'> = {},
): RawBuilder<unknown> =>
  sql`insert into graphile_worker._private_jobs (task_id, payload, max_attempts)
    select (select id from graphile_worker._private_tasks where identifier = ${sql.lit(name)}), ${payload}, ${sql.lit(maxAttempts)} from ${from} returning id`

/** The expression that tells the worker of the jobs in `job`, once they are committed. */
export const jobsTold: RawBuilder<unknown> = sql`(select pg_notify('jobs:insert', json_build_object('r', random(), 'count', count(*))::text) from job)`

/** Creates or updates the queue's own tables. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool })
  try {
    await utils.migrate()
    await pool.query('insert into graphile_worker._private_tasks (identifier) select unnest($1::text[]) on conflict do nothing', [frequent])
  } finally {
    await utils.release()
  }
}
