/** Mail by SendGrid's Inbound Parse: raw in the field `email`, else in pieces, each field in a character set of its own. */
import { decodeBytes } from './charset.ts'
import { type FormPart, textOf } from './formData.ts'
import { encodedWord, headersIn, type ProvidedMail, rebuild } from './rebuild.ts'

/** The mail in SendGrid's form. */
export function fromSendGrid(fields: FormPart[]): ProvidedMail {
  const { from, to } = objectIn(textOf(fields, 'envelope'))
  const senderIp = textOf(fields, 'sender_ip')
  const envelope = {
    ...(typeof from === 'string' && { from }),
    to: Array.isArray(to) ? to.map(String) : [],
    ...(/^[\d.:a-f]+$/i.test(senderIp) && senderIp !== '0.0.0.0' && { remoteAddress: senderIp }),
  }
  const raw = fields.find(({ name }) => name === 'email')
  if (raw) return { mail: raw.bytes, envelope, isRebuilt: false }
  const charsets = objectIn(textOf(fields, 'charsets'))
  const written = (name: string) => ({
    bytes: fields.find((field) => field.name === name)?.bytes ?? Buffer.alloc(0),
    charset: String(charsets[name] ?? 'utf-8'),
  })
  const given = headersIn(decodeBytes(written('headers').bytes))
  const has = (name: string) => given.some(([one]) => one.toLowerCase() === name.toLowerCase())
  // The headers are the mail's own; what is missing there is in fields of its own.
  const missing = ['From', 'To', 'Cc', 'Subject'].flatMap((name): [string, string][] => {
    const field = written(name.toLowerCase())
    if (has(name) || field.bytes.length === 0) return []
    return [[name, name === 'Subject' ? encodedWord(field) : decodeBytes(field.bytes).trim()]]
  })
  if (given.length + missing.length === 0) throw new Error('the form holds no mail')
  const infos = objectIn(textOf(fields, 'attachment-info'))
  const mail = rebuild({
    headers: [...given, ...missing],
    text: written('text'),
    html: written('html'),
    files: fields
      .filter(({ name }) => /^attachment\d+$/.test(name))
      .map(({ name, fileName, mimeType, bytes }) => {
        const info = infos[name]
        const of = (key: string) => (typeof info === 'object' && info !== null && key in info ? String(info[key as keyof typeof info]) : '')
        return { name: of('filename') || fileName || name, mimeType: of('type') || mimeType, bytes, contentId: of('content-id') || null }
      }),
  })
  return { mail, envelope, isRebuilt: true }
}

function objectIn(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
