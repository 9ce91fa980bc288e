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
const dayOf = (at: Date) => Math.floor(at.getTime() / day)
const dayMark = (at: Date) => `@d${dayOf(at)}`
const monthMark = (at: Date) => `@m${dayOf(at) >> 5}`

/** How far back a question to the index goes, and the marks that keep it from going further; none: through all there is. */
export interface Reach {
  from: Date
  marks: string[]
}
const mostDays = 10
const mostMonths = 5

/**
 * Reaches back at least to `from`: by some days, some months, or through everything. The marks of one question are of one
 * length and few, since the index looks at every message of the rarest thing asked for.
 */
export function reachOf(from: Date, to: Date, oldest: Date): Reach {
  const [first, last] = [dayOf(from), dayOf(to)]
  const [firstMonth, lastMonth] = [first >> 5, last >> 5]
  if (last - first < mostDays) return { from: new Date(first * day), marks: range(first, last).map((one) => `@d${one}`) }
  if (lastMonth - firstMonth < mostMonths && firstMonth << 5 > dayOf(oldest))
    return { from: new Date((firstMonth << 5) * day), marks: range(firstMonth, lastMonth).map((one) => `@m${one}`) }
  return { from: oldest, marks: [] }
}
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** Words that can be asked for by how they begin: letters only, since a number is asked for as a whole. */
export const isListed = (word: string) =>
  word.length >= 3 && /^\p{L}[\p{L}\p{M}]*$/u.test(word) && /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(word)
