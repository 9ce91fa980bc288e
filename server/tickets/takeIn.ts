/** The job behind every stored payload: parse it, receive what it holds, and write down where it ended. */
import { sql } from 'kysely'
import type { Channel } from '../channels/channel.ts'
import { findConnected } from '../channels/connected.ts'
import { cameIn } from '../channels/health.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { changed, inTransaction, isPassingTrouble, isUniqueViolation, type Tx } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import { isDiskFull } from '../platform/files.ts'
import type { Platform } from '../platform/platform.ts'
import { applyFacts, applyNow } from './facts.ts'
import { cameBy, endedAt, endState, takeInTogether } from './intake.ts'
import { type Ended, receiveAll } from './receive.ts'

const tries = 3
/** The queue gives a job up after 25 tries, days later; until then trouble of our own is waited out. */
const mostTries = 25

/**
 * Takes a payload in. What cannot be read even on the last try is quarantined with the reason, and the next payload
 * goes on; the raw bytes stay in the file store either way.
 */
export async function takeIn(platform: Platform, payloadId: string, attempt: number): Promise<void> {
  const payload = await platform.db.selectFrom('payloads').selectAll().where('id', '=', payloadId).executeTakeFirst()
  if (payload?.state !== 'accepted') return
  const channel = channelOf(payload.channel)
  try {
    const connection = (await findConnected(platform, payload.connectionId)) ?? null
    const { messages, facts, ticketId = null } = (await channel.parse?.(platform, payload, connection)) ?? { messages: [], facts: [] }
    await inTransaction(platform.db, async (tx) => {
      const received = await receiveAll(
        tx,
        messages.map((message) => ({ rule: channel.ticketRule, incoming: message })),
      )
      await applyNow(tx, facts, { channel: channel.key, payloadId })
      await cameIn(tx, cameBy(payload, messages, facts))
      await endPayload(tx, payloadId, { state: endState(messages, received, facts), ...endedAt(received, ticketId) })
      if (received.some(({ outcome }) => outcome === 'blocked')) changed(tx, 'blocked')
    })
  } catch (error) {
    // Two deliveries of the same message at the same instant: the other one won, and a second look finds it. A full disk
    // or a lost database is no fault of the mail either.
    const isOurs = isUniqueViolation(error) || isDiskFull(error) || isPassingTrouble(error)
    if (attempt < (isOurs ? mostTries : tries)) throw error
    platform.log.error({ payloadId, channel: channel.key, error: messageOf(error) }, 'a payload could not be taken in and is in quarantine')
    await platform.db
      .updateTable('payloads')
      .set({ state: 'quarantined', error: messageOf(error).slice(0, 2000) })
      .where('id', '=', payloadId)
      .execute()
  }
}

/** Looks again at the facts of a payload that is taken in, for those about messages that were not here yet. Throws where one still is not. */
export async function applyLater(platform: Platform, payloadId: string, isLast: boolean): Promise<void> {
  const payload = await platform.db.selectFrom('payloads').selectAll().where('id', '=', payloadId).executeTakeFirst()
  if (!payload) return
  const channel = channelOf(payload.channel)
  const connection = (await findConnected(platform, payload.connectionId)) ?? null
  const { facts } = (await channel.parse?.(platform, payload, connection)) ?? { facts: [] }
  await inTransaction(platform.db, (tx) => applyFacts(tx, facts, { channel: channel.key, isLast }))
}

/** Receives one message that came by our own API and so has no payload (web chat). A repeat answers like the first. */
export async function takeInNow(platform: Platform, channel: Channel, incoming: Incoming): Promise<Ended> {
  for (let attempt = 1; ; attempt++) {
    try {
      const [received] = await takeInTogether(platform.db, { channel, messages: [incoming], payload: null })
      if (received) return received
      throw new Error('the message was not taken in')
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === tries) throw error
    }
  }
}

async function endPayload(
  tx: Tx,
  payloadId: string,
  end: { state: string; ticketId: string | null; blockedSenderId: string | null },
): Promise<void> {
  await tx
    .updateTable('payloads')
    .set({ ...end, endedAt: sql`now()` })
    .where('id', '=', payloadId)
    .execute()
}
