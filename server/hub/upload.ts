/** Files that shoppers send: what they are is told by their bytes, whatever they say themselves. */
import { Readable } from 'node:stream'
import type { HubFile } from '../../shared/hub.ts'
import { mostShopperFile } from '../../shared/lists.ts'
import { trueType } from '../channels/fileType.ts'
import type { IncomingAttachment } from '../channels/incoming.ts'
import type { Tx } from '../platform/db.ts'
import { conflict, noSpace, refused } from '../platform/errors.ts'
import { isDiskFull } from '../platform/files.ts'
import type { Platform } from '../platform/platform.ts'
import type { ShopperCaller } from '../rpc.ts'
import { openAttempts } from '../team/attempts.ts'
import { tooMuch } from './refusals.ts'

const uploading = openAttempts({ burst: 20, everySeconds: 6 })

/** Keeps a file until a message of the same shopper takes it. One that was sent before under the same id stands as it stood. */
export async function uploadFile(platform: Platform, shopper: ShopperCaller, { file, id }: { file: File; id?: string }): Promise<HubFile> {
  if (file.size > mostShopperFile)
    throw refused('This file is too large; 10 MB is the most.', { problem: 'too_large', mostBytes: mostShopperFile })
  if (file.size === 0) throw refused('This file is empty.', { problem: 'empty' })
  const before = id && (await sentBefore(platform, shopper, id))
  if (before) return before
  const wait = uploading.take([shopper.customerId])
  if (wait > 0) throw tooMuch('You are sending more files than anyone can look at. Please wait a moment.', wait)
  const { mimeType, bytes } = await trueType(file.type, chunks(file))
  const kept = await platform.files.keep(Readable.from(bytes)).catch((error: unknown) => {
    throw isDiskFull(error) ? noSpace() : error
  })
  const row = await platform.db
    .insertInto('attachments')
    .values({ ...(id && { id }), ...kept, name: plainName(file.name), mimeType, uploadedBy: shopper.customerId })
    .onConflict((clash) => clash.column('id').doNothing())
    .returning(['id', 'name', 'mimeType', 'size'])
    .executeTakeFirst()
  const same = row ?? (id && (await sentBefore(platform, shopper, id)))
  if (!same) throw conflict('This file id is in use; choose another.')
  return same
}

const sentBefore = ({ db }: Platform, { customerId }: ShopperCaller, id: string): Promise<HubFile | undefined> =>
  db
    .selectFrom('attachments')
    .select(['id', 'name', 'mimeType', 'size'])
    .where('id', '=', id)
    .where('uploadedBy', '=', customerId)
    .where('messageId', 'is', null)
    .executeTakeFirst()

async function* chunks(file: File): AsyncGenerator<Uint8Array> {
  for await (const chunk of file.stream()) yield chunk
}

const plainName = (name: string) =>
  name
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .replace(/^.*[/\\]/, '')
    .trim()
    .slice(0, 200) || 'file'

/** The shopper's own uploads that no message has taken yet, in the order asked for; undefined where one of them is not there. */
export async function uploadsOf(db: Platform['db'], shopper: ShopperCaller, ids: string[]): Promise<IncomingAttachment[] | undefined> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('attachments')
    .select(['id', 'name', 'mimeType', 'size', 'contentId', 'isInline', 'file'])
    .where('id', 'in', ids)
    .where('uploadedBy', '=', shopper.customerId)
    .where('messageId', 'is', null)
    .execute()
  const found = ids.flatMap((id) => rows.filter((row) => row.id === id).map(({ id: _, ...file }) => file))
  return found.length === ids.length ? found : undefined
}

/** A message has taken them. */
export async function forgetUploads(tx: Tx, shopper: ShopperCaller, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('attachments')
    .where('id', 'in', ids)
    .where('uploadedBy', '=', shopper.customerId)
    .where('messageId', 'is', null)
    .execute()
}
