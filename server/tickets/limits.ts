/** What one message of a channel can hold: what is more is refused beforehand with the reason, and never cut. */
import { reason } from '../../shared/refusals.ts'
import type { Channel } from '../channels/channel.ts'
import type { Tx } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'

/** Refuses what the channel could not send. */
export async function checkLimits(tx: Tx, { limits, refuseMessage }: Channel, text: string, attachmentIds: string[]): Promise<void> {
  if (!limits && !refuseMessage) return
  const files =
    attachmentIds.length > 0
      ? await tx.selectFrom('attachments').select(['name', 'mimeType', 'size']).where('id', 'in', attachmentIds).execute()
      : []
  if (limits) {
    const count = limits.unit === 'bytes' ? Buffer.byteLength(text) : text.length
    const most = files.length > 0 ? Math.min(limits.caption, limits.text) : limits.text
    if (files.length > limits.files) throw refused(reason(limits.files === 0 ? 'files_none' : 'files_too_many', { most: limits.files }))
    if (files.length > 0 && most === 0 && text.trim()) throw refused(reason('file_without_text'))
    if (count > most) throw refused(reason(limits.unit === 'bytes' ? 'text_too_many_bytes' : 'text_too_long', { most, count }))
  }
  const objection = refuseMessage?.({ text, files })
  if (objection) throw refused(reason(objection.code, objection.values))
}
