/** The bytes of a mail on their way in: small ones in one piece, large ones as a stream into the file store. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { Files, StoredFile } from '../../platform/files.ts'
import { mostInRow } from '../payload.ts'

/** The largest mail we take, in bytes. */
export const mostBytes = 50 * 1024 * 1024
// Most mails are smaller: they are written in one piece, without a chain of streams.
const inOnePiece = 256 * 1024

/** The mail is larger than we take. */
export class TooLarge extends Error {}

/**
 * Keeps the mail's bytes; gives up at the limit, so that an endless mail fills no disk. Reads to the end in any case: over SMTP the
 * answer follows the end of the data.
 */
export async function keepMail(files: Files, chunks: AsyncIterator<Buffer>): Promise<StoredFile & { body: Buffer | null }> {
  const first: Buffer[] = []
  let size = 0
  while (size < inOnePiece) {
    const next = await chunks.next()
    if (next.done) return keepWhole(files, Buffer.concat(first))
    first.push(next.value)
    size += next.value.length
  }
  const rest = new PassThrough()
  const stored = files.keep(rest)
  const ended = stored.then(noop, noop)
  try {
    for (const chunk of first) rest.write(chunk)
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      size += next.value.length
      if (size > mostBytes) rest.destroy(new TooLarge('The mail is larger than 50 MB.'))
      if (!rest.destroyed && !rest.write(next.value)) await Promise.race([once(rest, 'drain').catch(noop), ended])
    }
    rest.end()
  } catch (error) {
    rest.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  return { ...(await stored), body: null }
}

const noop = () => undefined

const keepWhole = async (files: Files, mail: Buffer) =>
  mail.length <= mostInRow
    ? { file: createHash('sha256').update(mail).digest('hex'), size: mail.length, body: mail }
    : { ...(await files.keep(mail)), body: null }
