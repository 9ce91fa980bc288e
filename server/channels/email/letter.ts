/** Reads a raw mail as a stream: headers and text into memory, attachments straight into the file store. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type AttachmentStream, type HeaderLines, type Headers, MailParser, type MessageText } from 'mailparser'
import { messageOf } from '../../platform/errors.ts'
import type { Files } from '../../platform/files.ts'
import { trueType } from '../fileType.ts'
import type { IncomingAttachment } from '../incoming.ts'
import { cleanLine } from './characters.ts'
import { decodeBytes } from './charset.ts'
import { fileNameOf, mimeTypeOf } from './fileName.ts'
import { guessCharsets, surfaceErrors } from './parser.ts'

/** A mail as read, before anything is made of it. */
export interface Letter {
  headers: Headers
  headerLines: HeaderLines
  text: string
  html: string
  attachments: IncomingAttachment[]
  /** True when there were more attachments than are kept one by one. */
  hasMore: boolean
}

const mostAttachments = 300
const mostMilliseconds = 60_000
/** In pieces of so many bytes a large mail is read: what the parser makes of one is let go before the next. */
const pieceBytes = 64 * 1024

/** Reads one mail. Throws when it cannot be read or an attachment cannot be stored; nothing goes on after that. */
export async function readLetter(raw: Readable | Uint8Array, files: Files): Promise<Letter> {
  const parser = new MailParser({ skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true })
  guessCharsets(parser)
  surfaceErrors(parser)
  const letter: Letter = { headers: new Map(), headerLines: [], text: '', html: '', attachments: [], hasMore: false }
  parser.on('headers', (headers: Headers) => {
    letter.headers = headers
  })
  parser.on('headerLines', (lines: HeaderLines) => {
    letter.headerLines = lines
  })
  const keepParts = async (parts: AsyncIterable<AttachmentStream | MessageText>) => {
    for await (const part of parts) {
      if (part.type === 'text') {
        letter.text = part.text ?? ''
        letter.html = typeof part.html === 'string' ? part.html : ''
      } else await keepAttachment(part, letter, files)
    }
  }
  try {
    if (raw instanceof Uint8Array && raw.length <= pieceBytes) await readWhole(raw, parser, keepParts)
    else await pipeline(raw instanceof Readable ? raw : piecesOf(raw), parser, keepParts, { signal: AbortSignal.timeout(mostMilliseconds) })
  } catch (error) {
    throw new Error(`The mail could not be read: ${messageOf(error)}`, { cause: error })
  }
  return letter
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

/** Reads a small mail at once: most are, and a chain of streams would cost more than reading them. */
async function readWhole(raw: Uint8Array, parser: MailParser, keepParts: (parts: MailParser) => Promise<void>): Promise<void> {
  const limit = setTimeout(() => parser.destroy(new Error('it took too long')), mostMilliseconds)
  try {
    parser.end(raw)
    await keepParts(parser)
  } finally {
    clearTimeout(limit)
  }
}

async function keepAttachment(part: AttachmentStream, letter: Letter, files: Files): Promise<void> {
  try {
    if (letter.attachments.length >= mostAttachments) {
      letter.hasMore = true
      return
    }
    const mimeType = mimeTypeOf(part.contentType)
    if (!(part.content instanceof Readable)) throw new Error('an attachment came without its bytes')
    const { mimeType: type, bytes } = await trueType(mimeType, chunksOf(part.content))
    const stored = await files.keep(bytes instanceof Uint8Array ? bytes : Readable.from(bytes, { objectMode: false }))
    letter.attachments.push({
      ...stored,
      name: fileNameOf(part.filename, type, letter.attachments.length + 1),
      mimeType: type,
      contentId: cleanLine(part.cid ?? '', 250) || null,
      isInline: false,
    })
  } finally {
    // Without this the parser waits for ever; with it, what was not read is thrown away.
    part.release()
  }
}

async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield Buffer.from(chunk)
}

/** Every value of a header, unfolded, raw 8-bit bytes read as text; encoded words stay as they are. */
export function rawHeader(letter: Letter, key: string): string[] {
  return letter.headerLines
    .filter((line) => line.key === key)
    .map(({ line }) => {
      const value = line.slice(line.indexOf(':') + 1).replace(/\r?\n[ \t]*/g, ' ')
      return cleanLine(decodeBytes(Buffer.from(value, 'latin1')), 100_000)
    })
}
