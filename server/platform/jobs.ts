/** Background work: jobs are rows, created inside the caller's transaction, run by graphile-worker in this process. */

import { makeWorkerUtils, parseCronItems, type Runner, run } from 'graphile-worker'
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import type { Jobs } from '../jobs.ts'
import type { Tx } from './db.ts'
import { messageOf } from './errors.ts'
import type { Log } from './log.ts'

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

export type JobTasks = {
  [Name in keyof Jobs]: (payload: Jobs[Name], job: { attempt: number; maxAttempts: number; signal: AbortSignal }) => Promise<void>
}

/** A task that a clock starts: a job's name and a cron pattern in UTC. */
export interface Schedule {
  task: keyof Jobs
  match: string
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

/** Starts working. `stop` of the result waits for the jobs in flight. */
export async function startJobs(pool: pg.Pool, tasks: JobTasks, schedules: Schedule[], log: Log): Promise<Runner> {
  // A process killed hard leaves its jobs locked for hours. This installation has one worker process, so whatever is
  // locked when it starts belongs to nobody.
  await pool.query(
    'select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))',
  )
  const taskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      async (payload: unknown, helpers: { job: { attempts: number; max_attempts: number }; abortSignal?: AbortSignal }) => {
        try {
          // The payload was typed when the job was added; the queue only carries it.
          await (task as (payload: unknown, job: unknown) => Promise<void>)(payload, {
            attempt: helpers.job.attempts,
            maxAttempts: helpers.job.max_attempts,
            signal: helpers.abortSignal ?? new AbortController().signal,
          })
        } catch (error) {
          log.warn({ job: name, attempt: helpers.job.attempts, error: messageOf(error) }, 'a job failed and will be tried again')
          throw error
        }
      },
    ]),
  )
  return run({
    pgPool: pool,
    taskList,
    parsedCronItems: parseCronItems(schedules.map(({ task, match }) => ({ task, match, options: { backfillPeriod: 0 } }))),
    noHandleSignals: true,
    // Finished jobs are written off before `stop` returns; batched, they would run a second time after the next start.
    preset: {
      worker: { concurrentJobs: 8, pollInterval: 1000, completeJobBatchDelay: 0, failJobBatchDelay: 0, gracefulShutdownAbortTimeout: 8000 },
    },
    logger: undefined,
  })
}
