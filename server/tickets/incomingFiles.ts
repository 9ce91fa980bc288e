/** The files that come with customers' messages. */
import type { Incoming } from '../channels/incoming.ts'
import type { Tx } from '../platform/db.ts'

/** Writes down the files of a message; their bytes are in the file store already. */
export async function keepIncomingFiles(tx: Tx, messageId: string, { attachments }: Incoming): Promise<void> {
  if (attachments.length === 0) return
  await tx
    .insertInto('attachments')
    .values(
      attachments.map(({ name, mimeType, size, contentId, isInline, file }) => ({
        messageId,
        name,
        mimeType,
        size,
        contentId,
        isInline,
        file,
      })),
    )
    .execute()
}
