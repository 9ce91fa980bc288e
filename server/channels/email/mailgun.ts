/** Mail by Mailgun's routes: fields with the raw mail in one of them where the address ends in "mime", else in pieces. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { AwaitedFile } from '../incoming.ts'
import { fileNameOf, mimeTypeOf } from './fileName.ts'
import { type FormPart, textOf } from './formData.ts'
import { headersOf, type ProvidedMail, rebuild } from './rebuild.ts'

/** Mailgun tries for eight hours; what is older, or of tomorrow, is somebody else's. */
const oldestSeconds = 12 * 3600
const mostAheadSeconds = 600

/** The signature is of timestamp and token, by the signing key of webhooks. */
export function isSignedByMailgun(
  key: string,
  { timestamp, token, signature }: Record<'timestamp' | 'token' | 'signature', string>,
): boolean {
  const own = createHmac('sha256', key).update(`${timestamp}${token}`).digest()
  const given = Buffer.from(signature, 'hex')
  return token !== '' && given.length === own.length && timingSafeEqual(given, own)
}

/** Is the time of the signature not one at which the mail can have been sent to us? */
export function isTooOld(timestamp: string, now: Date): boolean {
  const age = now.getTime() / 1000 - Number(timestamp)
  return !(age <= oldestSeconds && age >= -mostAheadSeconds)
}

/** The mail in Mailgun's form. */
export function fromMailgun(fields: FormPart[]): ProvidedMail {
  const recipients = textOf(fields, 'recipient')
    .split(',')
    .map((address) => address.trim())
  const envelope = { from: textOf(fields, 'sender'), to: recipients.filter(Boolean) }
  const raw = fields.find(({ name }) => name === 'body-mime')
  if (raw) return { mail: raw.bytes, envelope, isRebuilt: false }
  const ids = contentIds(textOf(fields, 'content-id-map'))
  const files = fields.filter(({ name, fileName }) => fileName !== undefined && /^attachment-\d+$/.test(name))
  const headers = headersOf(textOf(fields, 'message-headers'))
  if (headers.length === 0 && !textOf(fields, 'body-plain') && !textOf(fields, 'body-html')) throw new Error('the form holds no mail')
  const mail = rebuild({
    headers: headers.length > 0 ? headers : ['From', 'To', 'Subject'].map((name) => [name, textOf(fields, name.toLowerCase())]),
    text: textOf(fields, 'body-plain'),
    html: textOf(fields, 'body-html'),
    files: files.map(({ name, fileName = '', mimeType, bytes }) => ({ name: fileName, mimeType, bytes, contentId: ids.get(name) ?? null })),
  })
  return { mail, envelope, isRebuilt: true, awaited: storedFiles(textOf(fields, 'attachments')) }
}

const Stored = z.array(z.object({ url: z.string(), name: z.string().nullish(), 'content-type': z.string().nullish() }))

/** Where the route stores instead of forwarding, the files are named by their addresses at Mailgun's. */
function storedFiles(json: string): AwaitedFile[] {
  const read = Stored.safeParse(parsed(json))
  if (!read.success) return []
  return read.data.map(({ url, name, 'content-type': type }, index) => {
    const mimeType = mimeTypeOf(type ?? undefined)
    const fileName = fileNameOf(name ?? undefined, mimeType, index + 1)
    return { name: fileName, mimeType, reference: { url, name: fileName } }
  })
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** By name of the file's field. The same id may stand there twice, and an empty one: read as text, since JSON keeps only the last. */
function contentIds(map: string): Map<string, string> {
  const found = [...map.matchAll(/"((?:[^"\\]|\\.)*)"\s*:\s*"(attachment-\d+)"/g)]
  return new Map(found.flatMap(([, id = '', name = '']) => (id ? [[name, id]] : [])))
}
