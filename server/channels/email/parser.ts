/** What we need of the mail parser beyond its published side: charsets that cannot be trusted, and errors that surface. */
import { Transform } from 'node:stream'
import type { MailParser } from 'mailparser'
import { decodeBytes, decodeDeclared, decoderOf } from './charset.ts'

// The parser's inner side, which its published types leave out; the version is pinned, and parser.test.ts holds it to this.
declare module 'mailparser' {
  interface MailParser {
    createNode(node: unknown): { contentType?: string | false; charset?: string | false }
    decoder: { decodeStream(charset: string): NodeJS.ReadWriteStream }
    processChunk(data: unknown, done: (error?: unknown) => void): void
  }
}

const guess = 'x-guess'
const mayBeAnything = /^(|us-?ascii|ascii|utf-?8|unicode-1-1-utf-8|default|x-unknown|unknown(-8bit)?|none|binary|8bit|7bit)$/i

/** Makes a parser read text whose declared character set cannot be trusted as UTF-8 where it is, Windows-1252 where it is not. */
export function guessCharsets(parser: MailParser): void {
  const createNode = parser.createNode.bind(parser)
  parser.createNode = (node) => {
    const made = createNode(node)
    if (mayBeAnything.test(String(made.charset || '').trim())) made.charset = guess
    return made
  }
  const fallback = parser.decoder
  parser.decoder = {
    decodeStream(charset) {
      if (charset === guess) return decoding(decodeBytes)
      const declared = decoderOf(charset)
      if (declared) return decoding((bytes) => decodeDeclared(bytes, declared))
      try {
        return fallback.decodeStream(charset)
      } catch {
        return decoding(decodeBytes)
      }
    },
  }
}

/** Makes what the parser throws while it reads a part an error of its stream: thrown from a timer it would end the process. */
export function surfaceErrors(parser: MailParser): void {
  const processChunk = parser.processChunk.bind(parser)
  parser.processChunk = (data, done) => {
    try {
      processChunk(data, done)
    } catch (error) {
      done(error)
    }
  }
}

function decoding(decode: (bytes: Uint8Array) => string): Transform {
  const chunks: Buffer[] = []
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      done()
    },
    flush(done) {
      const bytes = Buffer.concat(chunks)
      done(null, bytes.length > 0 ? Buffer.from(decode(bytes)) : undefined)
    },
  })
}
