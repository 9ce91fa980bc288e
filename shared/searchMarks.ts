/** Where a text has what is searched for, and the text cut there: what is marked on the screen. */
import { cutAt } from './cutAt.ts'
import { type Wanted, type Word, wordsOf } from './searchWords.ts'

/** A part of a text that was looked for. */
export interface Hit {
  start: number
  end: number
}

/** Where the text has what is wanted, in order, without overlaps. */
export function hitsIn(text: string, wanted: readonly Wanted[]): Hit[] {
  if (wanted.length === 0) return []
  const words = wordsOf(text)
  const at = new Map(words.map((word) => [word.place, word]))
  const hits: Hit[] = []
  for (const word of words)
    for (const one of wanted) {
      const row = rowFrom(word, one, at)
      if (row) hits.push({ start: word.start, end: row.end })
    }
  hits.sort((one, other) => one.start - other.start || other.end - one.end)
  const apart: Hit[] = []
  for (const hit of hits) {
    const last = apart.at(-1)
    if (last && hit.start < last.end) last.end = Math.max(last.end, hit.end)
    else apart.push({ ...hit })
  }
  return apart
}

/** The last word of the row that begins at `first`; undefined where the text goes on differently. */
function rowFrom(first: Word, { words, isPrefix }: Wanted, at: Map<number, Word>): Word | undefined {
  let here: Word | undefined
  let place = first.place
  for (const [index, { forms, gap }] of words.entries()) {
    if (index > 0) place += gap
    here = at.get(place)
    if (!here || !isOneOf(here.word, forms, isPrefix && index === words.length - 1)) return undefined
  }
  return here
}

const isOneOf = (word: string, forms: readonly string[], isPrefix: boolean) =>
  forms.some((form) => (isPrefix ? word.startsWith(form) : word === form))

/** A text in pieces, the hits apart; joined they are the text. */
export interface Piece {
  text: string
  isHit: boolean
}

/** Cuts text[from..to) at the edges of its hits. */
export const piecesOf = (text: string, hits: readonly Hit[], from?: number, to?: number): Piece[] =>
  cutAt(text, hits, from, to).map((piece) => ({ text: piece.text, isHit: piece.range !== undefined }))
