/** Finds the words that decided a sentiment where they stand in a message. */
import { cutAt } from '../../shared/cutAt.ts'

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
export const piecesOf = (text: string, ranges: readonly Range[], from?: number, to?: number): Piece[] =>
  cutAt(text, ranges, from, to).map(({ range, ...piece }) => ({ ...piece, quote: range?.quote }))

function patternOf(words: string, mayTouch: boolean): RegExp | undefined {
  const parts = words.split(/\s+/u).filter(Boolean)
  if (parts.length === 0) return undefined
  return new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join(mayTouch ? '\\s*' : '\\s+'), 'i')
}
