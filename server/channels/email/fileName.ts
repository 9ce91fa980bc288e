/** The names of attachments: what the sender wrote, without anything that a disk, a browser or a reader could trip over. */
import { cleanLine } from './characters.ts'

const extensions: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
}
const mostCharacters = 150

/** A file name to show and to save under; a nameless file is numbered and gets its type's ending. */
export function fileNameOf(given: string | undefined, mimeType: string, number: number): string {
  const last = (given ?? '').split(/[\\/]/).at(-1) ?? ''
  const name = cleanLine(last)
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
  if (name) return shortened(name)
  const extension = extensions[mimeType]
  return `attachment-${number}${extension ? `.${extension}` : ''}`
}

function shortened(name: string): string {
  if (name.length <= mostCharacters) return name
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? ''
  return name.slice(0, mostCharacters - ending.length).toWellFormed() + ending
}

/** A media type in small letters, without parameters; what is none counts as plain bytes. */
export function mimeTypeOf(given: string | undefined): string {
  const type = (given ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[a-z0-9][\w.+-]{0,60}\/[\w.+-]{1,80}$/.test(type) ? type : 'application/octet-stream'
}
