/** The worker: takes the jobs of the queue, several at a time, and outlives a database that is away for a while. */
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Jobs } from '../jobs.ts'
import { messageOf } from './errors.ts'
import type { Log } from './log.ts'

/** What is done for each job, by its name. */
export type JobTasks = {
  [Name in keyof Jobs]: (payload: Jobs[Name], job: { attempt: number; maxAttempts: number; signal: AbortSignal }) => Promise<void>
}

/** A task that a clock starts: a job's name and a cron pattern in UTC. */
export interface Schedule {
  task: keyof Jobs
  match: string
}

/** The worker at work; `stop` waits for the jobs in flight. */
export interface Worker {
  stop(): Promise<void>
}

const shortestPause = 100
const longestPause = 5000
const stopMilliseconds = 15_000

/**
 * Starts working, and begins anew whenever the database was away: the queue's library gives up for good when it cannot
 * write down how a job ended, and would leave that job locked for hours.
 */
export async function startJobs(pool: pg.Pool, tasks: JobTasks, schedules: Schedule[], log: Log): Promise<Worker> {
  const inFlight = new Set<Promise<void>>()
  const stopping = new AbortController()
  const beginRound = () => begin(pool, (isOver) => watched(tasks, inFlight, isOver, log), schedules, log)
  let round: Round | undefined = await beginRound()

  const keepWorking = async () => {
    let pause = shortestPause
    while (round) {
      const begunAt = Date.now()
      await round.lost
      if (stopping.signal.aborted) return
      log.warn('the worker lost the database and begins anew')
      round.abandon()
      round = undefined
      // What the old round still does must end before its jobs are free for the new one.
      await Promise.allSettled(inFlight)
      if (Date.now() - begunAt > longestPause) pause = shortestPause
      while (!round && !stopping.signal.aborted) {
        await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
        pause = Math.min(pause * 2, longestPause)
        if (!stopping.signal.aborted) round = await beginRound().catch(() => undefined)
      }
    }
  }
  const working = keepWorking()
  return {
    async stop() {
      stopping.abort()
      const ended = round?.end()
      await working
      await ended
    },
  }
}

interface Round {
  /** Settles when the database was lost, or by `end`. */
  lost: Promise<void>
  /** No job of this round begins any more. */
  abandon(): void
  /** Settles when the jobs in flight have ended and are written off. */
  end(): Promise<void>
}

async function begin(pool: pg.Pool, taskListOf: (isOver: () => boolean) => TaskList, schedules: Schedule[], log: Log): Promise<Round> {
  // A process killed hard leaves its jobs locked for hours. This installation has one worker process, so whatever is
  // locked when it begins belongs to nobody.
  await pool.query(
    'select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker._private_jobs where locked_by is not null))',
  )
  const events: WorkerEvents = new EventEmitter()
  const { promise: lost, resolve: lose } = Promise.withResolvers<void>()
  let isOver = false
  for (const event of ['worker:getJob:error', 'pool:listen:error', 'pool:fatalError', 'worker:fatalError'] as const)
    events.on(event, () => lose())
  const runner = await run({
    pgPool: pool,
    taskList: taskListOf(() => isOver),
    events,
    parsedCronItems: parseCronItems(schedules.map(({ task, match }) => ({ task, match, options: { backfillPeriod: 0 } }))),
    noHandleSignals: true,
    // Finished jobs are written off before `stop` returns; batched, they would run a second time after the next start.
    preset: {
      worker: {
        concurrentJobs: 8,
        pollInterval: 1000,
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        gracefulShutdownAbortTimeout: 8000,
        // One question fetches several jobs; when there was none, the next hint is followed after some 20 ms and not at once.
        localQueue: { size: 24, refetchDelay: { durationMs: 20 } },
      },
    },
    // Our own line says it when a job failed; the library's are for whoever looks into the library.
    logger: new Logger(() => (level, message) => log.debug({ level }, `worker: ${message}`)),
  })
  runner.promise.then(lose, () => lose())
  return {
    lost,
    abandon() {
      isOver = true
      // Not waited for: after a lost database the library's own end may never come.
      runner.stop().catch(() => undefined)
    },
    async end() {
      lose()
      await Promise.race([runner.stop().catch(() => undefined), sleep(stopMilliseconds, undefined, { ref: false })])
    },
  }
}

/** The tasks as the queue's library calls them: each known while it runs, each failure logged. */
function watched(tasks: JobTasks, inFlight: Set<Promise<void>>, isOver: () => boolean, log: Log): TaskList {
  const list: TaskList = {}
  for (const [name, task] of Object.entries(tasks)) {
    // The payload was typed when the job was added; the queue only carries it.
    const typed = task as (payload: unknown, job: { attempt: number; maxAttempts: number; signal: AbortSignal }) => Promise<void>
    list[name] = async (payload, { job, abortSignal }) => {
      if (isOver()) throw new Error('another round has this job')
      const work = typed(payload, {
        attempt: job.attempts,
        maxAttempts: job.max_attempts,
        signal: abortSignal ?? new AbortController().signal,
      })
      inFlight.add(work)
      try {
        await work
      } catch (error) {
        log.warn({ job: name, attempt: job.attempts, error: messageOf(error) }, 'a job failed and will be tried again')
        throw error
      } finally {
        inFlight.delete(work)
      }
    }
  }
  return list
}
