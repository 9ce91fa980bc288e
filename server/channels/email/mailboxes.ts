/** Every connected mailbox is read by a loop of its own, for as long as it is connected by IMAP and turned on. */
import { setTimeout as sleep } from 'node:timers/promises'
import { inTransaction } from '../../platform/db.ts'
import { messageOf } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'
import { tellBroken } from '../broken.ts'
import { connectedOf, connectionsOn } from '../connected.ts'
import { failed, works } from '../health.ts'
import { BrokenConnection } from '../outgoing.ts'
import { type Accept, type Reading, takeInNew } from './imap.ts'
import { openMailbox } from './imapClient.ts'

const pollMilliseconds = 60_000
const lookMilliseconds = 10_000
const firstPauseMilliseconds = 1000
const longestPauseMilliseconds = 5 * 60_000

export interface Mailboxes {
  /** Looks now which mailboxes are connected; otherwise within ten seconds. */
  look(): Promise<void>
  stop(): Promise<void>
}

interface Loop {
  /** As of which change of the connection it reads. */
  version: string
  stop(): Promise<void>
}

/** Reads all mailboxes until it is stopped. */
export function startMailboxes(platform: Platform, accept: Accept): Mailboxes {
  const loops = new Map<string, Loop>()
  const ending = new AbortController()

  async function look(): Promise<void> {
    const rows = await connectionsOn(platform.db, 'email')
    const wanted = new Map(rows.filter(({ settings }) => settings.way === 'imap').map((row) => [row.id, row]))
    for (const [id, loop] of loops)
      if (wanted.get(id)?.updatedAt.toISOString() !== loop.version) {
        loops.delete(id)
        await loop.stop()
      }
    for (const [id, row] of wanted) if (!loops.has(id) && !ending.signal.aborted) loops.set(id, startLoop(platform, accept, row))
  }

  const looking = (async () => {
    while (!ending.signal.aborted) {
      await look().catch((error: unknown) =>
        platform.log.warn({ error: messageOf(error) }, 'the connected mailboxes could not be looked up'),
      )
      await pause(lookMilliseconds, ending.signal)
    }
  })()

  return {
    look,
    async stop() {
      ending.abort()
      await looking
      await Promise.all([...loops.values()].map((loop) => loop.stop()))
      loops.clear()
    },
  }
}

const pause = (milliseconds: number, signal: AbortSignal) => sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined)

type Row = Parameters<typeof connectedOf>[1]

function startLoop(platform: Platform, accept: Accept, row: Row): Loop {
  const ending = new AbortController()
  const { signal } = ending
  const connection = connectedOf(platform, row)
  const ended = (async () => {
    let wait = firstPauseMilliseconds
    const hungUp: Reading['hungUp'] = new Map()
    while (!signal.aborted) {
      try {
        await read({ platform, connection, accept, hungUp }, signal, () => {
          wait = firstPauseMilliseconds
        })
      } catch (error) {
        if (signal.aborted) return
        const words = messageOf(error)
        platform.log.warn({ connectionId: connection.id, error: words }, 'a mailbox could not be read; it is tried again')
        await writeDown(platform, connection.id, error).catch(() => undefined)
      }
      await pause(wait, signal)
      wait = Math.min(wait * 2, longestPauseMilliseconds)
    }
  })()
  return {
    version: row.updatedAt.toISOString(),
    async stop() {
      ending.abort()
      await ended
    },
  }
}

const writeDown = (platform: Platform, connectionId: string, error: unknown) =>
  error instanceof BrokenConnection
    ? tellBroken(platform, connectionId, messageOf(error), true)
    : inTransaction(platform.db, (tx) => failed(tx, connectionId, messageOf(error).slice(0, 2000)))

/** One session at the server: reads what is new, then whenever the server says so and every minute, until the connection ends. */
async function read(asked: Omit<Reading, 'mailbox'>, signal: AbortSignal, isFine: () => void): Promise<void> {
  const { platform, connection } = asked
  let lost: Error | undefined
  let isNew = true
  let wake: () => void = () => undefined
  const mailbox = await openMailbox(connection, (error) => {
    lost = error
    wake()
  })
  const { client } = mailbox
  const notice = () => {
    isNew = true
    wake()
  }
  const end = () => client.close()
  client.on('exists', notice)
  client.on('close', notice)
  signal.addEventListener('abort', end)
  try {
    await inTransaction(platform.db, (tx) => works(tx, connection.id, null))
    while (!signal.aborted) {
      if (lost) throw lost
      if (!client.usable) throw new Error('The server closed the connection.')
      isNew = false
      await takeInNew({ ...asked, mailbox })
      isFine()
      if (isNew) continue
      const waiting = new AbortController()
      wake = () => waiting.abort()
      await pause(pollMilliseconds, AbortSignal.any([waiting.signal, signal]))
      // Without IDLE a server tells of new mail only with the answer to some command.
      if (client.usable && !signal.aborted) await client.noop()
    }
  } finally {
    signal.removeEventListener('abort', end)
    client.close()
  }
}
