/** A mail from the pieces into which a provider took it apart: the same pieces always give the same bytes. */
import { createHash } from 'node:crypto'
import type { AwaitedFile } from '../incoming.ts'

/** What a provider's form came to. */
export interface ProvidedMail {
  mail: Buffer
  envelope: { from?: string; to: string[]; remoteAddress?: string }
  /** It came in pieces: its signatures are of bytes that are gone, and prove nothing either way. */
  isRebuilt: boolean
  /** Files that the provider keeps for us. */
  awaited?: AwaitedFile[]
}

/** As text, or as the bytes that came with the character set that was said of them. */
export type Written = string | { bytes: Buffer; charset: string }

export interface MailPieces {
  headers: (readonly [name: string, value: string])[]
  text: Written
  html: Written
  files: { name: string; mimeType: string; bytes: Buffer; contentId: string | null }[]
}

/** Headers of the body as it was; ours take their place. */
const replaced = /^(content-(type|transfer-encoding|disposition|id)|mime-version)$/i
const lineEnd = /[\r\n]+[ \t]*/g

/** The mail as bytes, with its own headers and text, HTML and files as parts. */
export function rebuild({ headers, text, html, files }: MailPieces): Buffer {
  const boundary = `pieces-${createHash('sha256').update(JSON.stringify(headers)).update(bytesOf(text)).update(bytesOf(html)).digest('hex').slice(0, 32)}`
  const kept = headers.filter(([name]) => /^[!-9;-~]+$/.test(name) && !replaced.test(name))
  const head = [
    ...kept.map(([name, value]) => `${name}: ${value.replace(lineEnd, ' ')}`),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
  ]
  const inner = `${boundary}-text`
  // What is an alternative stands together, or both would be shown.
  const alternative = [
    ...(bytesOf(text).length > 0 || bytesOf(html).length === 0 ? [written(text, 'plain')] : []),
    ...(bytesOf(html).length > 0 ? [written(html, 'html')] : []),
  ]
  const alternatives = [`Content-Type: multipart/alternative; boundary="${inner}"`, '', ...joined(inner, alternative)].join('\r\n')
  const attached = files.map(({ name, mimeType, bytes, contentId }) =>
    part(
      [
        `Content-Type: ${/^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : 'application/octet-stream'}`,
        `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name.toWellFormed())}`,
        ...(contentId ? [`Content-ID: <${contentId.replace(/[<>\s]/g, '')}>`] : []),
      ],
      bytes,
    ),
  )
  return Buffer.from([...head, '', ...joined(boundary, [alternatives, ...attached])].join('\r\n'))
}

const bytesOf = (text: Written) => (typeof text === 'string' ? Buffer.from(text) : text.bytes)
const charsetOf = (text: Written) => (typeof text === 'string' || !/^[\w.:-]{1,40}$/.test(text.charset) ? 'utf-8' : text.charset)
const written = (text: Written, kind: string) => part([`Content-Type: text/${kind}; charset="${charsetOf(text)}"`], bytesOf(text))

/** A header's value of bytes in a character set, as one encoded word. */
export const encodedWord = (text: Exclude<Written, string>): string =>
  text.bytes.every((byte) => byte < 128) ? text.bytes.toString() : `=?${charsetOf(text)}?B?${text.bytes.toString('base64')}?=`

const joined = (boundary: string, parts: string[]) => [...parts.flatMap((one) => [`--${boundary}`, one]), `--${boundary}--`, '']

const part = (head: string[], bytes: Buffer) =>
  [...head, 'Content-Transfer-Encoding: base64', '', (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')].join('\r\n')

/** Headers that a provider gives as a JSON list of pairs; empty where it is none. */
export function headersOf(json: string): [string, string][] {
  try {
    const pairs: unknown = JSON.parse(json)
    return Array.isArray(pairs) ? pairs.filter(Array.isArray).map(([name, value]) => [String(name), String(value)]) : []
  } catch {
    return []
  }
}

/** Headers that a provider gives as they stood, folded or not. */
export const headersIn = (block: string): [string, string][] =>
  block
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':')
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1).trim()]] : []
    })
