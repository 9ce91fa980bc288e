/** What the index holds of one message, and how it is asked. The words themselves are made in shared/searchWords.ts. */
import { wordsOf } from '../../shared/searchWords.ts'

/** A text of a message's row, and how much it weighs: what was said is D, the subject A, who it is from B. */
export interface Part {
  text: string
  weight: 'A' | 'B' | 'D'
}

/** PostgreSQL counts places up to here; later words share the last one. */
const lastPlace = 16_383
const mostPlaces = 200
/** Between the parts, so that no row of words reaches from one into the next. */
const pause = 10

/** The parts as PostgreSQL writes a tsvector, each word with its places, and the marks of the time; and the words alone. */
export function vectorOf(parts: readonly Part[], at: Date): { vector: string; words: Iterable<string> } {
  const places = new Map<string, string[]>()
  let before = 0
  for (const { text, weight } of parts) {
    let last = 0
    for (const { word, place } of wordsOf(text)) {
      last = place
      const own = places.get(word)
      const shown = `${Math.min(before + place, lastPlace)}${weight === 'D' ? '' : weight}`
      if (!own) places.set(word, [shown])
      else if (own.length < mostPlaces && own.at(-1) !== shown) own.push(shown)
    }
    before += last + pause
  }
  // Words are letters, numbers and marks: nothing in them needs to be escaped within quotes.
  const words = [...places].map(([word, own]) => `'${word}':${own.join(',')}`)
  return { vector: [`'${dayMark(at)}' '${monthMark(at)}'`, ...words].join(' '), words: places.keys() }
}

const day = 86_400_000
/** Days since 1970; 32 of them are a month here. */
export const dayOf = (at: Date) => Math.floor(at.getTime() / day)
const dayMark = (at: Date) => `@d${dayOf(at)}`
const monthMark = (at: Date) => `@m${dayOf(at) >> 5}`

/** The marks that together are on every message from `from` to `to`, and on as few others as days allow. */
export function marksBetween(from: Date, to: Date): string[] {
  const marks: string[] = []
  const last = dayOf(to)
  for (let at = dayOf(from); at <= last; ) {
    if ((at & 31) === 0 && at + 31 <= last) {
      marks.push(`@m${at >> 5}`)
      at += 32
    } else marks.push(`@d${at++}`)
  }
  return marks
}

/** Words that can be asked for by how they begin: letters only, since a number is asked for as a whole. */
export const isListed = (word: string) =>
  word.length >= 3 && /^\p{L}[\p{L}\p{M}]*$/u.test(word) && /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(word)
