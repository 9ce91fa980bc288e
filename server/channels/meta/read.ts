/** Reads what Meta sends. New fields and types come at any time, so whatever is not as expected reads as absent. */
export type Fields = Record<string, unknown>

/** The fields of an object; none where it is no object. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

/** The things of a list that are objects. */
export const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : [])

/** A text, or a number as text; empty otherwise. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')

/** A time in Unix seconds or milliseconds, as a number or its digits; `otherwise` where it is none. */
export function timeOf(value: unknown, otherwise: Date): Date {
  const number = Number(textOf(value))
  if (!Number.isFinite(number) || number <= 0) return otherwise
  const at = new Date(number < 1e11 ? number * 1000 : number)
  // A clock that is ahead of ours would keep a reply window open too long.
  return at > otherwise || Number.isNaN(at.getTime()) ? otherwise : at
}

/** A text as the list of tickets shows it. */
export const previewOf = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 200).toWellFormed()
