/** What one message of a channel can hold: what is more is refused beforehand with the reason, and never cut. */
import { overstepOf } from '../../shared/limits.ts'
import { reason } from '../../shared/refusals.ts'
import type { Channel } from '../channels/channel.ts'
import type { Tx } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'

/** Refuses what the channel could not send. */
export async function checkLimits(tx: Tx, { limits }: Channel, text: string, attachmentIds: string[]): Promise<void> {
  if (!limits) return
  const files =
    attachmentIds.length > 0
      ? await tx.selectFrom('attachments').select(['name', 'mimeType', 'size']).where('id', 'in', attachmentIds).execute()
      : []
  const overstep = overstepOf(limits, { text, files })
  if (overstep) throw refused(reason(overstep.code, overstep.values))
}
