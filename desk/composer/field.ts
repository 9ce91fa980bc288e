/** What the composer asks of its field, whichever one stands there: a plain one or the editor. */

export interface FieldHandle {
  focus(): void
  hasFocus(): boolean
  /** Puts something at the caret; formatted where the field can show it. */
  insert(content: { text: string; html?: string }): void
  /** Puts something in place of the last characters before the caret. */
  replaceBefore(length: number, content: { text: string; mention?: { id: string; label: string } }): void
  insertPicture(picture: { url: string; name: string }): void
}

/** A name for completion that begins with a sign: `#refund`, `:smile`, `@maja`. */
export interface Trigger {
  sign: '#' | ':' | '@'
  query: string
}

// Two letters after a colon, so that "8:30" and "Hello:" complete nothing.
const pattern = /(?:^|[\s(])(?:([#@])([\p{L}\p{N}_-]{0,40})|(:)([\p{L}_+-][\p{L}\p{N}_+-]{1,40}))$/u

/** What is being completed at the end of this text, if anything. */
export function triggerIn(before: string): Trigger | undefined {
  const found = pattern.exec(before.slice(-60))
  if (!found) return undefined
  const sign = found[1] ?? found[3]
  return { sign: sign === '#' ? '#' : sign === '@' ? '@' : ':', query: found[2] ?? found[4] ?? '' }
}

const variable = /\{\{[^{}]*\b((?:customer|order|agent|shop|ticket)\.[a-z_]+)\b[^{}]*\}\}/g

/** The variables of macros that stand unfilled in a text; it is not sent before they are. */
export const unfilledIn = (...texts: (string | null)[]): string[] => [
  ...new Set(texts.flatMap((text) => [...(text ?? '').matchAll(variable)].map(([, name]) => name ?? ''))),
]
