/** Files that came with a chat, handed out to its shopper. */
import { buffer } from 'node:stream/consumers'
import { notFound } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { ShopperCaller } from '../rpc.ts'
import { isShown } from '../tickets/attachments.ts'

/** A file of one of the shopper's own chats; of any other, or of a note, there is none. */
export async function readFile({ db, files }: Platform, shopper: ShopperCaller, id: string): Promise<File> {
  const row = await db
    .selectFrom('attachments as a')
    .innerJoin('messages as m', 'm.id', 'a.messageId')
    .innerJoin('tickets as t', 't.id', 'm.ticketId')
    .select(['a.name', 'a.mimeType', 'a.file'])
    .where('a.id', '=', id)
    .where('m.isNote', '=', false)
    .where('t.customerId', '=', shopper.customerId)
    .where('t.channel', '=', 'webchat')
    .executeTakeFirst()
  if (!row) throw notFound('file')
  return new File([await buffer(files.read(row.file))], row.name, {
    type: isShown(row.mimeType) ? row.mimeType : 'application/octet-stream',
  })
}
