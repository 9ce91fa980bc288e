/**
 * The raw bytes of an inbound payload. Small ones stand in the payload's row, whose commit makes them durable; writing and
 * syncing a file for each would cost more than all the rest of taking a mail in. Larger ones are in the file store.
 */
import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Files, StoredFile } from '../platform/files.ts'
import type { Payload } from './channel.ts'

/** Up to this size, in bytes, a payload stands in its row. */
export const mostInRow = 32 * 1024

type Raw = Pick<Payload, 'file' | 'body' | 'size'>

/** The bytes: as a stream where they are many. */
export const rawOf = (files: Files, { file, body }: Raw): Readable | Buffer => body ?? files.read(file)

/** The bytes as a file of the store, for a message that is to carry them. */
export const rawAsFile = async (files: Files, { file, body, size }: Raw): Promise<StoredFile> => (body ? files.keep(body) : { file, size })

/** All bytes of a payload that is known to be small, such as a webhook's. */
export const bytesOf = async (files: Files, { body, file, size }: Raw): Promise<Buffer> => body ?? whole(files.read(file), size)

/** The first so many bytes, whatever follows. */
export async function beginningOf(files: Files, raw: Raw, most: number): Promise<Buffer> {
  const bytes = rawOf(files, raw)
  if (bytes instanceof Buffer) return bytes.subarray(0, most)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= most) break
  }
  return Buffer.concat(chunks).subarray(0, most)
}

/** Hands the raw bytes out as a file that is saved: whatever a stranger sent is never drawn on our origin. */
export const sendRaw = (files: Files, raw: Raw, name: string, type: string, reply: FastifyReply): FastifyReply =>
  reply
    .type(type)
    .header('content-length', raw.size)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(rawOf(files, raw))

/** What a stream of so many bytes holds, without a second copy of it. */
async function whole(stream: Readable, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) length += chunk.copy(bytes, length)
  return bytes.subarray(0, length)
}
