/** Says something by a channel outside of any ticket: the answer to a keyword, a code. */
import { inTransaction } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { tellBroken } from './broken.ts'
import { findConnected } from './connected.ts'
import { wentOut } from './health.ts'
import { channelOf } from './list.ts'
import { BrokenConnection, PermanentFailure } from './outgoing.ts'

/** All tries of the job lie within this, in milliseconds. */
const allTries = 2 * 3600_000

/** Says it, or throws so that the job comes again. What the vendor refuses for good is logged and over. */
export async function sayOutside(
  platform: Platform,
  { connectionId, to, text, key }: { connectionId: string; to: string; text: string; key: string },
  isRepeated = false,
): Promise<void> {
  const connection = await findConnected(platform, connectionId)
  const channel = connection && channelOf(connection.channel)
  if (!connection?.isEnabled || !channel?.say) return
  try {
    await channel.say(platform, connection, to, text, isRepeated ? new Date(Date.now() - allTries) : undefined)
    await inTransaction(platform.db, (tx) => wentOut(tx, connectionId))
  } catch (error) {
    if (error instanceof BrokenConnection) await tellBroken(platform, connectionId, messageOf(error))
    if (!(error instanceof PermanentFailure)) throw error
    platform.log.warn({ connectionId, key, error: messageOf(error) }, 'an automatic answer could not be sent')
  }
}
