/**
 * Words: *triage* is what happens to a ticket right after it came: it is read by a model, scored, tagged, perhaps put
 * aside as spam, and routed. The ticket is visible all the while; when triage fails it is tried again.
 */
import type { Jobs } from '../jobs.ts'
import { inTransaction } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import type { Reading } from './answer.ts'
import { type Loaded, load } from './load.ts'
import { chosenModel, type RemoteModel } from './model.ts'
import { read, readBuiltIn } from './read.ts'
import { settle } from './settle.ts'
import { shopVerdict } from './shopSpam.ts'

/**
 * Calls to a network model at one time. Half of the worker's places: a slow model must leave the others to messages that
 * come in and go out.
 */
const mostCalls = 4
/** A ticket that waited this long for its turn with the model is read by the built-in one. In milliseconds. */
const mostPatience = 60_000
let calls = 0

interface Besides {
  signal?: AbortSignal
  /** What the customer wrote is long past: nothing follows it by itself. */
  isPast?: boolean
}

/** Reads and routes a ticket; the job. Doing it twice changes nothing more than doing it once. */
export async function triage(
  platform: Platform,
  { ticketId, occasion }: Jobs['triage'],
  { signal, isPast = false }: Besides = {},
): Promise<void> {
  const loaded = await load(platform.db, ticketId, occasion)
  if (!loaded) return
  const reading = await readWithin(platform, loaded, signal)
  if (reading === 'later') {
    await inTransaction(platform.db, (tx) => addJob(tx, 'triage', { ticketId, occasion }, { runAt: new Date(Date.now() + 1000) }))
    return
  }
  const ofTheShop =
    occasion === 'created' && loaded.hasSpamLessons && !loaded.isSpam
      ? await shopVerdict(platform.db, ticketId, { subject: loaded.subject, text: loaded.text, isSpam: reading.isSpam })
      : undefined
  await settle(platform.db, { ticketId, occasion, loaded, reading, ofTheShop, isPast })
}

async function readWithin(platform: Platform, loaded: Loaded, signal?: AbortSignal): Promise<Reading | 'later'> {
  // Automated mail is looked at for spam only, which needs no network; spam that a person marked is not read at all.
  if (loaded.isAutomated || loaded.isSpam) return readBuiltIn(loaded)
  let remote: RemoteModel | undefined
  try {
    remote = chosenModel(platform, loaded.model)
  } catch (error) {
    return readBuiltIn(loaded, `the model's key cannot be read: ${messageOf(error)}`)
  }
  if (!remote) return readBuiltIn(loaded)
  if (calls >= mostCalls)
    return Date.now() - loaded.lastInboundAt.getTime() < mostPatience
      ? 'later'
      : readBuiltIn(loaded, 'the model had no time for it within a minute')
  calls++
  try {
    return await read(remote, loaded, { signal })
  } finally {
    calls--
  }
}
