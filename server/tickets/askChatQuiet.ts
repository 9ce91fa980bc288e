/** Asks for a look at a live chat when it has been quiet for three minutes (R95). */
import { quietMinutes } from '../../shared/lists.ts'
import type { Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'

/** So long may nobody of the team say a word, milliseconds. */
export const nudgeAfter = quietMinutes * 60_000

/** One look a chat: asked for again, it is then. */
export const askChatQuiet = (tx: Tx, ticketId: string, since: Date): Promise<void> =>
  addJob(
    tx,
    'chatQuiet',
    { ticketId },
    { jobKey: `chat_quiet:${ticketId}`, maxAttempts: 4, runAt: new Date(since.getTime() + nudgeAfter + 1000) },
  )
