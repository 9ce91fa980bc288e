/** One Warmline a database: two at once would each tell only their own browsers what changed, and build on each other's half work. */
import { setTimeout as sleep } from 'node:timers/promises'
import { connectOnce } from './db.ts'

// The claim is a session's advisory lock: PostgreSQL lets it go with the connection, so also after kill -9. The number only has to be ours.
const lock = 727_002
const pauseMilliseconds = 50

export interface Claim {
  /** Lets the next one in. */
  release(): Promise<void>
}

/**
 * Claims the database for this process. One that was killed a moment ago may still hold it, so it is asked again for
 * `patience` milliseconds; then it throws one sentence. A claim lost with its connection is taken again as soon as the
 * database answers; `onLost` hears when somebody else was quicker.
 */
export async function claimDatabase(url: string, onLost: (sentence: string) => void, patience = 3000): Promise<Claim> {
  const taken = 'Another Warmline runs on this database: end that one, or give this one its own DATA_DIR or DATABASE_URL.'
  const releasing = new AbortController()
  let client = await take(Date.now() + patience)
  let isRetaking = false
  watch()
  return {
    async release() {
      releasing.abort()
      await client.end().catch(() => undefined)
    },
  }

  async function take(deadline: number): Promise<Awaited<ReturnType<typeof connectOnce>>> {
    const session = await connectOnce(url)
    try {
      // A machine that vanishes closes nothing: after half a minute without an answer PostgreSQL gives the lock to the next one.
      await session.query('set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3')
      for (;;) {
        const { rows } = await session.query<{ isMine: boolean }>('select pg_try_advisory_lock($1) as "isMine"', [lock])
        if (rows[0]?.isMine) return session
        if (Date.now() > deadline) throw new Error(taken)
        await sleep(pauseMilliseconds)
      }
    } catch (error) {
      await session.end().catch(() => undefined)
      throw error
    }
  }

  function watch(): void {
    client.on('error', again)
    client.on('end', again)
  }

  async function again(): Promise<void> {
    if (isRetaking || releasing.signal.aborted) return
    isRetaking = true
    while (!releasing.signal.aborted) {
      try {
        const session = await take(Date.now() + patience)
        if (releasing.signal.aborted) return void (await session.end())
        client = session
        watch()
        break
      } catch (error) {
        if (error instanceof Error && error.message === taken) return onLost(taken)
        await sleep(500, undefined, { signal: releasing.signal, ref: false }).catch(() => undefined)
      }
    }
    isRetaking = false
  }
}
