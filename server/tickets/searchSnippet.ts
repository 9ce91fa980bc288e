/** The part of a message that shows why it was found. */
import { hitsIn, type Piece, piecesOf } from '../../shared/searchMarks.ts'
import type { Wanted } from '../../shared/searchWords.ts'

const longest = 180
const before = 16

/** Some words around the first hit, with every hit in them apart; the beginning of the text where nothing in it was hit. */
export function snippetOf(text: string, wanted: readonly Wanted[]): Piece[] {
  const hits = hitsIn(text, wanted)
  const [first] = hits
  const from = first && first.start > before ? wordStart(text, first.start - before, first.start) : 0
  const to = Math.min(text.length, Math.max(from + longest, first?.end ?? 0))
  const pieces = piecesOf(text, hits, from, to).map(({ text: words, isHit }) => ({ text: words.replace(/\s+/g, ' '), isHit }))
  if (from > 0) pieces.unshift({ text: '… ', isHit: false })
  if (to < text.length) pieces.push({ text: ' …', isHit: false })
  return pieces
}

/** Where a word begins between two places; the first place where none does. */
function wordStart(text: string, from: number, to: number): number {
  const space = text.slice(from, to).search(/\s\S/)
  if (space >= 0) return from + space + 1
  // Not into the middle of a character of two halves.
  return /[\udc00-\udfff]/.test(text[from] ?? '') ? from - 1 : from
}
