/** Payloads at the door: what is small and readable is a ticket when its sender hears that we have it; all else is read by a job. */
import type { Payload } from '../channels/channel.ts'
import { type Connected, findConnected } from '../channels/connected.ts'
import type { Parsed } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { isPassingTrouble, isUniqueViolation } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { uuidAt } from '../platform/uuid.ts'
import { expectIntake, takeInTogether } from './intake.ts'

/** A sender waits no longer than this for its mail to be read, in milliseconds. */
const mostPatience = 1000
/** So many are read at the door at one time; where more come at once, the queue takes them. */
const mostReading = 40
const tries = 3
let reading = 0
const unread: Parsed = { messages: [], facts: [] }

/**
 * Keeps a payload durably and says under which id; `connection` is the one that it came by, where that was found a moment ago. Throws
 * when it is not kept.
 */
export async function accept(platform: Platform, arrived: Omit<Payload, 'id' | 'receivedAt'>, connection?: Connected): Promise<string> {
  const receivedAt = new Date()
  const payload: Payload = { ...arrived, id: uuidAt(receivedAt), receivedAt }
  const arrives = expectIntake(platform.db)
  const parsed = payload.body === null || reading >= mostReading ? unread : await readAtDoor(platform, payload, connection)
  const kept = keep(platform, payload, parsed)
  arrives()
  await kept
  return payload.id
}

async function keep(platform: Platform, payload: Payload, { messages, facts, ticketId }: Parsed): Promise<void> {
  const channel = channelOf(payload.channel)
  for (let attempt = 1; messages.length + facts.length > 0 && attempt <= tries; attempt++) {
    try {
      await takeInTogether(platform.db, { channel, messages, facts, payload, ticketId })
      return
    } catch (error) {
      if (isPassingTrouble(error)) throw error
      // The same message came twice at the same instant: a second look finds it. Anything else is for the job to say.
      if (!isUniqueViolation(error)) break
    }
  }
  await takeInTogether(platform.db, { channel, messages: [], payload })
}

/** What is in it; nothing where it cannot be read, or not soon: then the job tries, and says why. */
async function readAtDoor(platform: Platform, payload: Payload, found?: Connected): Promise<Parsed> {
  const { parse } = channelOf(payload.channel)
  if (!parse) return unread
  reading++
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Parsed>((resolve) => {
    timer = setTimeout(resolve, mostPatience, unread)
  })
  try {
    const connection = found ?? (await findConnected(platform, payload.connectionId)) ?? null
    return await Promise.race([parse(platform, payload, connection), late])
  } catch {
    return unread
  } finally {
    clearTimeout(timer)
    reading--
  }
}
