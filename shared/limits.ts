/** What one message of a channel can hold: said while it is written, and asked again by the server. */

import type { Limits } from './messages.ts'
import type { RefusalCode } from './refusals.ts'

/** How long a text is, as the channel counts. */
export const lengthOf = (text: string, unit: Limits['unit']): number =>
  unit === 'bytes' ? new TextEncoder().encode(text).length : text.length

/** The longest text that can go, beside files or alone. */
export const mostText = ({ text, caption }: Limits, files: readonly unknown[]): number =>
  files.length > 0 ? Math.min(caption, text) : text

interface Wish {
  text: string
  files: readonly { name: string; mimeType: string; size: number }[]
}
export interface Overstep {
  code: RefusalCode
  values?: Record<string, string | number>
}

const megabyte = 1024 * 1024

/** Why this cannot go as one message; undefined: it can. */
export function overstepOf(limits: Limits, { text, files }: Wish): Overstep | undefined {
  if (files.length > limits.files) return { code: limits.files === 0 ? 'files_none' : 'files_too_many', values: { most: limits.files } }
  for (const { name, mimeType, size } of files) {
    const kind = limits.kinds.find(({ mimeTypes }) => mimeTypes.includes(mimeType.split(';')[0]?.trim() ?? ''))
    const isTooLarge = kind !== undefined && size > kind.most
    if (!kind && !limits.takesOthers) return { code: 'file_kind', values: { name } }
    if (isTooLarge && !limits.takesOthers) return { code: 'file_too_large', values: { name, most: Math.floor(kind.most / megabyte) } }
    if (kind && !isTooLarge && !kind.hasText && text.trim()) return { code: 'file_without_text' }
  }
  const [most, count] = [mostText(limits, files), lengthOf(text, limits.unit)]
  if (files.length > 0 && most === 0 && text.trim()) return { code: 'file_without_text' }
  return count > most && text.trim()
    ? { code: limits.unit === 'bytes' ? 'text_too_many_bytes' : 'text_too_long', values: { most, count } }
    : undefined
}
