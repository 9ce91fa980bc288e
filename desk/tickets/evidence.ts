/** Finds the words that decided a sentiment where they stand in a message. */

export interface Range {
  start: number
  end: number
  /** Which quote of the evidence this is. */
  quote: number
}

/**
 * Where each quote stands in the text, in order and without overlaps. Line breaks and runs of spaces count as one space;
 * with `mayTouch` as none too, for the text of HTML, where a new paragraph needs no space.
 */
export function findQuotes(text: string, quotes: readonly string[], mayTouch = false): Range[] {
  const found: Range[] = []
  quotes.forEach((words, quote) => {
    const match = patternOf(words, mayTouch)?.exec(text)
    if (match) found.push({ start: match.index, end: match.index + match[0].length, quote })
  })
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const apart: Range[] = []
  for (const range of found) {
    const start = Math.max(range.start, apart.at(-1)?.end ?? 0)
    if (start < range.end) apart.push({ ...range, start })
  }
  return apart
}

export interface Piece {
  text: string
  /** Where it begins. */
  start: number
  quote?: number
}

/** Cuts text[from..to) at the edges of the ranges. */
export function piecesOf(text: string, ranges: readonly Range[], from = 0, to = text.length): Piece[] {
  const pieces: Piece[] = []
  let at = from
  for (const range of ranges) {
    const start = Math.max(range.start, at)
    const end = Math.min(range.end, to)
    if (start >= end) continue
    if (start > at) pieces.push({ text: text.slice(at, start), start: at })
    pieces.push({ text: text.slice(start, end), start, quote: range.quote })
    at = end
  }
  if (at < to) pieces.push({ text: text.slice(at, to), start: at })
  return pieces
}

function patternOf(words: string, mayTouch: boolean): RegExp | undefined {
  const parts = words.split(/\s+/u).filter(Boolean)
  if (parts.length === 0) return undefined
  return new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join(mayTouch ? '\\s*' : '\\s+'), 'i')
}
