/** The fields of a form that was posted, as bytes: each of them may be in a character set of its own. */

export interface FormPart {
  name: string
  /** Set where it is a file. */
  fileName?: string
  mimeType: string
  bytes: Buffer
}

const mostParts = 1000
const blank = Buffer.from('\r\n\r\n')

/**
 * Reads `multipart/form-data` and `application/x-www-form-urlencoded`; of anything else, and of what is broken, what can be read.
 * Where only the fields of some `names` are wanted, a whole mail among the others is not copied.
 */
export function fieldsOf(contentType: string, body: Buffer, names?: readonly string[]): FormPart[] {
  const boundary = /boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType)
  if (/^multipart\//i.test(contentType) && boundary) return partsOf(body, boundary[1] ?? boundary[2] ?? '')
  if (!/urlencoded/i.test(contentType)) return []
  return pairsOf(body, names)
}

function pairsOf(body: Buffer, names?: readonly string[]): FormPart[] {
  const parts: FormPart[] = []
  for (let at = 0; at < body.length && parts.length < mostParts; ) {
    const next = body.indexOf('&', at)
    const pair = body.subarray(at, next < 0 ? body.length : next)
    at += pair.length + 1
    const equals = pair.indexOf('=')
    const name = unescaped(equals < 0 ? pair : pair.subarray(0, equals)).toString()
    if (pair.length > 0 && (!names || names.includes(name)))
      parts.push({ name, mimeType: 'text/plain', bytes: unescaped(equals < 0 ? pair.subarray(pair.length) : pair.subarray(equals + 1)) })
  }
  return parts
}

const [plus, space, percent] = [...Buffer.from('+ %')]
/** The value of a hexadecimal digit by its byte; -1 of any other. */
const digits = Int8Array.from({ length: 256 }, (_, byte) => '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase()))

/** Without the escapes of a form, byte by byte: what they spell need not be UTF-8. */
function unescaped(bytes: Buffer): Buffer {
  const result = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    const high = byte === percent && at + 2 < bytes.length ? (digits[bytes[at + 1] ?? 0] ?? -1) : -1
    const low = high >= 0 ? (digits[bytes[at + 2] ?? 0] ?? -1) : -1
    if (low >= 0) at += 2
    result[length++] = low >= 0 ? high * 16 + low : byte === plus ? (space ?? 0) : byte
  }
  return result.subarray(0, length)
}

/** The field of this name as UTF-8; empty where there is none. */
export const textOf = (parts: FormPart[], name: string): string => parts.find((part) => part.name === name)?.bytes.toString() ?? ''

function partsOf(body: Buffer, boundary: string): FormPart[] {
  const parts: FormPart[] = []
  const mark = Buffer.from(`\r\n--${boundary}`)
  // The first boundary begins the body, or a line.
  let at = body.subarray(0, mark.length - 2).equals(mark.subarray(2)) ? mark.length - 2 : after(body.indexOf(mark), mark.length)
  while (at >= 0 && parts.length < mostParts && body.toString('latin1', at, at + 2) !== '--') {
    const next = body.indexOf(mark, at)
    // Cut off on its way: the last part is as long as what came.
    const part = readPart(body.subarray(at, next < 0 ? body.length : next))
    if (part) parts.push(part)
    at = after(next, mark.length)
  }
  return parts
}

const after = (found: number, length: number) => (found < 0 ? -1 : found + length)

function readPart(whole: Buffer): FormPart | undefined {
  const end = whole.indexOf(blank)
  if (end < 0) return undefined
  const head = whole.toString('utf8', 0, end)
  const disposition = /^content-disposition:(.*(?:\r\n[ \t].*)*)/im.exec(head)?.[1] ?? ''
  const name = parameter(disposition, 'name')
  if (name === undefined) return undefined
  const fileName = parameter(disposition, 'filename')
  const mimeType = /^content-type:\s*([^\s;]+)/im.exec(head)?.[1] ?? 'text/plain'
  return { name, mimeType, bytes: whole.subarray(end + blank.length), ...(fileName !== undefined && { fileName }) }
}

const parameter = (text: string, key: string): string | undefined => {
  const found = new RegExp(`[;\\s]${key}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i').exec(text)
  return found ? (found[1]?.replace(/\\(["\\])/g, '$1') ?? found[2]) : undefined
}
