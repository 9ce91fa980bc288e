/** Bytes to text where a mail says no character set, a wrong one, or one that nobody knows. */
import { isAscii, isUtf8 } from 'node:buffer'

const utf8 = new TextDecoder('utf-8')
const western = new TextDecoder('windows-1252')
const japanese = new TextDecoder('iso-2022-jp')
// ESC $ B, ESC $ @ and ESC ( J: nothing but ISO-2022-JP writes them.
const escapes = [Buffer.from('\x1b$B'), Buffer.from('\x1b$@'), Buffer.from('\x1b(J')]

/** The decoder for a declared character set, or undefined where the platform has none of that name. */
export function decoderOf(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset)
  } catch {
    return undefined
  }
}

/** Reads bytes by their declared character set, unless they are plainly UTF-8 and no text in that set. */
export function decodeDeclared(bytes: Uint8Array, declared: TextDecoder): string {
  const text = declared.decode(bytes)
  if (!/^(windows|iso-8859|koi8|macintosh|ibm)/.test(declared.encoding) && !text.includes('\ufffd')) return text
  // Letters of a one-byte set never happen to form the sequences of UTF-8.
  return isUtf8(bytes) && !isAscii(bytes) ? utf8.decode(bytes) : text
}

/** Reads bytes as UTF-8; each byte that is none is read as Windows-1252, so that one broken byte spoils only itself. */
export function decodeBytes(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (escapes.some((sequence) => buffer.includes(sequence))) return japanese.decode(bytes)
  return isUtf8(bytes) ? utf8.decode(bytes) : mixed(buffer)
}

function mixed(bytes: Buffer): string {
  const parts: string[] = []
  let from = 0
  let at = 0
  while (at < bytes.length) {
    const length = sequenceAt(bytes, at)
    if (length > 0) {
      at += length
      continue
    }
    parts.push(bytes.toString('utf8', from, at), western.decode(bytes.subarray(at, at + 1)))
    at += 1
    from = at
  }
  parts.push(bytes.toString('utf8', from))
  return parts.join('')
}

/** The length of the UTF-8 sequence at a place, or 0 where there is none. */
function sequenceAt(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0
  if (first < 0x80) return 1
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0
  if (length === 0 || at + length > bytes.length) return 0
  for (let next = at + 1; next < at + length; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  const second = bytes[at + 1] ?? 0
  // Overlong forms, surrogates, and what lies beyond the last code point.
  if (
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f)
  )
    return 0
  return length
}
