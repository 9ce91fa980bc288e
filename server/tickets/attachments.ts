/** Files of messages: uploaded by agents, and handed out to whoever may see the message. */
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Attachment } from '../../shared/messages.ts'
import { isPublicFile } from '../channels/publicFile.ts'
import { noSpace, notFound } from '../platform/errors.ts'
import { isDiskFull } from '../platform/files.ts'
import type { Platform } from '../platform/platform.ts'
import { attachmentOf } from './messages.ts'

/** Keeps an uploaded file until a message takes it. Refused with INSUFFICIENT_STORAGE (507) while the disk is full. */
export async function upload(platform: Platform, agentId: string, file: File): Promise<Attachment> {
  const kept = await platform.files.keep(Readable.from(file.stream())).catch((error: unknown) => {
    throw isDiskFull(error) ? noSpace() : error
  })
  const row = await platform.db
    .insertInto('attachments')
    .values({ ...kept, name: safeName(file.name), mimeType: file.type || 'application/octet-stream', uploadedBy: agentId })
    .returning(['id', 'name', 'mimeType', 'size', 'contentId', 'isInline'])
    .executeTakeFirstOrThrow()
  return attachmentOf(row)
}

/** Only these are shown in a page; all else, HTML and SVG above all, is saved. */
export const isShown = (mimeType: string): boolean => /^(image\/(png|jpeg|gif|webp|avif)|application\/pdf|audio\/|video\/)/.test(mimeType)

/** Sends an attachment to an agent. What customers sent never runs on our origin: it is shown as a picture or saved. */
export async function sendAttachment(platform: Platform, id: string, reply: FastifyReply): Promise<FastifyReply> {
  const isId = /^[0-9a-f-]{36}$/.test(id)
  const row =
    isId &&
    (await platform.db.selectFrom('attachments').select(['name', 'mimeType', 'size', 'file']).where('id', '=', id).executeTakeFirst())
  if (!row) throw notFound('file')
  const isInline = isShown(row.mimeType)
  return reply
    .type(isInline ? row.mimeType : 'application/octet-stream')
    .header('content-length', row.size)
    .header('content-disposition', `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(row.name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, max-age=31536000, immutable')
    .send(platform.files.read(row.file))
}

/**
 * Sends a file of a message of ours to whoever has its public address: the vendor that delivers it. Its type is said as it is, since
 * the vendor passes it on; a browser saves it.
 */
export async function sendOutgoingFile(
  platform: Platform,
  { id, until, proof }: { id: string; until?: string; proof?: string },
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!isPublicFile(platform, id, { until, proof })) throw notFound('file')
  const row = await platform.db
    .selectFrom('attachments as a')
    .innerJoin('messages as m', 'm.id', 'a.messageId')
    .select(['a.name', 'a.mimeType', 'a.size', 'a.file'])
    .where('a.id', '=', id)
    .where('m.direction', '=', 'out')
    .where('m.isNote', '=', false)
    .executeTakeFirst()
  if (!row) throw notFound('file')
  return reply
    .type(row.mimeType)
    .header('content-length', row.size)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(row.name)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(platform.files.read(row.file))
}

/** A file name without paths and control characters. */
function safeName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .replace(/^.*[/\\]/, '')
    .trim()
  return plain.slice(0, 200) || 'file'
}
