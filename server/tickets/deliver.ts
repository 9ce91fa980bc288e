/** Sends a queued message by its channel. Every attempt is a row with the vendor's answer; a retry never erases one (F10). */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { tellBroken } from '../channels/broken.ts'
import { failed, wentOut } from '../channels/health.ts'
import { channelOf } from '../channels/list.ts'
import type { Sent } from '../channels/outgoing.ts'
import { BrokenConnection, PermanentFailure, TryLater, Uncertain } from '../channels/outgoing.ts'
import { uncertainSeconds } from '../channels/uncertain.ts'
import { changed, inTransaction, isPassingTrouble, type Tx } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { notify } from '../team/notify.ts'
import { applyFacts } from './facts.ts'
import { outgoingOf } from './outgoingOf.ts'

/**
 * Delivers one message: sent, or failed with the vendor's words. A failure that may pass throws, so that the job comes
 * again later; until then the message is queued with the reason. Its external id is fixed, so a mail that went out just
 * before a crash goes out again as the very same mail, which the receiving side keeps once.
 */
export async function deliver(platform: Platform, messageId: string, isLastAttempt: boolean): Promise<void> {
  const { db } = platform
  const claimed = await db
    .updateTable('messages')
    .set({ state: 'sending' })
    .where('id', '=', messageId)
    .where('state', 'in', ['queued', 'sending'])
    .where('direction', '=', 'out')
    // Said once more here, where it counts: what is written for the team reaches no channel.
    .where('isNote', '=', false)
    .returning(['ticketId', 'channel', 'connectionId', 'authorKind', 'authorId'])
    .executeTakeFirst()
  if (!claimed) return
  const attempt = await db.insertInto('deliveryAttempts').values({ messageId }).returning('id').executeTakeFirstOrThrow()

  const end = (state: string, outcome: string, answer: string, error: string | null, externalId?: string) =>
    inTransaction(db, async (tx) => {
      await tx.updateTable('deliveryAttempts').set({ finishedAt: sql`now()`, outcome, answer }).where('id', '=', attempt.id).execute()
      await tx
        .updateTable('messages')
        .set({ state, error, ...(outcome === 'sent' && { sentAt: sql`now()` }), ...(state === 'delivered' && { deliveredAt: sql`now()` }) })
        .where('id', '=', messageId)
        // A receipt may have come in before this line ran; read stays read.
        .where('state', '=', 'sending')
        .execute()
      // What the vendor calls it is written whatever a receipt said meanwhile: later ones name it by that.
      if (externalId) await tx.updateTable('messages').set({ externalId }).where('id', '=', messageId).execute()
      if (claimed.connectionId && outcome === 'sent') await wentOut(tx, claimed.connectionId, channelOf(claimed.channel).breaksOnlyIn)
      if (claimed.connectionId && outcome === 'failed') await failed(tx, claimed.connectionId, answer)
      if (state === 'failed' && claimed.authorKind === 'agent')
        await notify(tx, { kind: 'send_failed', ticketId: claimed.ticketId, messageId }, [claimed.authorId])
      changed(tx, 'tickets', `ticket:${claimed.ticketId}`)
    })

  let sent: Sent
  try {
    const outgoing = await outgoingOf(platform, messageId)
    if (outgoing.connection && !outgoing.connection.isEnabled) throw new TryLater('This connection is turned off.', brokenSeconds)
    sent = await channelOf(claimed.channel).send(platform, outgoing)
  } catch (error) {
    const words = messageOf(error).slice(0, 2000)
    if (error instanceof PermanentFailure)
      await inTransaction(db, (tx) => applyFacts(tx, error.facts, { channel: claimed.channel, isLast: true }))
    if (error instanceof BrokenConnection && claimed.connectionId) await tellBroken(platform, claimed.connectionId, words)
    // Whoever mends a connection wants what waited for it to go out; it comes again after a quarter of an hour, for days.
    const wait =
      error instanceof TryLater
        ? error.afterSeconds
        : error instanceof BrokenConnection
          ? brokenSeconds
          : error instanceof Uncertain
            ? uncertainSeconds
            : 0
    if (wait > 0) {
      await end('queued', error instanceof Uncertain ? 'unknown' : 'retry', words, words)
      return inTransaction(db, (tx) => deliverLater(tx, messageId, wait))
    }
    if (error instanceof PermanentFailure || isLastAttempt) {
      platform.log.warn({ messageId, channel: claimed.channel, error: words }, 'a message could not be sent')
      return end('failed', 'failed', words, words)
    }
    await end('queued', 'retry', words, words)
    throw error
  }
  await insist(() => end(sent.state, 'sent', sent.answer, sent.refused ?? null, sent.externalId))
}

const longestInsistence = 30_000
const brokenSeconds = 15 * 60

/** It is out: unless that is written down, the next try sends it again. So a database that is away is waited for. */
async function insist(write: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + longestInsistence
  for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
    try {
      return await write()
    } catch (error) {
      if (!isPassingTrouble(error) || Date.now() > deadline) throw error
      await sleep(pause)
    }
  }
}

/** Delivers it after so many seconds, as if for the first time. */
const deliverLater = (tx: Tx, messageId: string, seconds: number) =>
  addJob(tx, 'deliver', { messageId }, { maxAttempts: 8, jobKey: `deliver:${messageId}`, runAt: new Date(Date.now() + seconds * 1000) })
