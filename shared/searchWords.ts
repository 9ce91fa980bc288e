/**
 * The words of a text as search sees them, and what somebody who searches means. Pure, and the same in the index, in the
 * question, and where the hits are marked on the screen (searchMarks.ts). Case and accents do not matter; scripts that put no spaces between
 * words (Chinese, Japanese, Thai …) are cut into overlapping pairs of characters, so that any part of a sentence is found.
 */

/** One word of a text: folded, where it stands, and its number in the text (the first has 1). */
export interface Word {
  word: string
  start: number
  end: number
  place: number
}

const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー'
const pattern = new RegExp(
  `(?<run>[${unspaced}][${unspaced}\\p{M}]*)|[[\\p{L}\\p{N}]--[${unspaced}]][[\\p{L}\\p{N}\\p{M}]--[${unspaced}]]*`,
  'gv',
)
/** A longer word is cut here. */
const longest = 60
/** Of a text with more words, the first so many are searched. */
const mostWords = 50_000

const letters: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }
const isPlain = /^[a-z0-9]*$/

/** A word without case, accents and other dress: `Größe` and `GROSSE` are `grosse`. */
function fold(word: string): string {
  const lower = word.toLowerCase()
  if (isPlain.test(lower)) return lower
  return lower
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFC')
}

/** The words of a text in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let place = 0
  for (const match of text.matchAll(pattern)) {
    if (words.length >= mostWords) break
    if (match.groups?.run) {
      const characters = [...match[0]]
      let start = match.index
      for (const [index, character] of characters.entries()) {
        const next = characters[index + 1] ?? ''
        words.push({ word: fold(character + next), start, end: start + character.length + next.length, place: ++place })
        start += character.length
      }
    } else {
      const word = fold(match[0].length > longest ? match[0].slice(0, longest) : match[0])
      if (word) words.push({ word, start: match.index, end: match.index + match[0].length, place: ++place })
    }
  }
  return words
}

/** One word that is looked for: any of `forms`; `gap` words after the one before it. */
interface WantedWord {
  forms: string[]
  gap: number
}
/** What must be there: words in a row; of the last one the beginning is enough where `isPrefix`. */
export interface Wanted {
  words: WantedWord[]
  isPrefix: boolean
}

const mostWanted = 20
/** From this length on a word is also found as the beginning of a longer one: `return` in `returns`, `Paket` in `Paketdienst`. */
const prefixFrom = 4

/**
 * What a search asks for. Words in quotes stand in a row, exactly so; a word outside is found as the beginning of a longer
 * one too, if it has four letters and no digit, or ends in `*`. Empty where nothing can be looked for.
 */
export function wantedOf(question: string): Wanted[] {
  const wanted: Wanted[] = []
  for (const [, quoted, bare] of question.matchAll(/["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)/gu)) {
    if (wanted.length >= mostWanted) break
    const text = quoted ?? bare ?? ''
    const found = withoutEnds(text)
    const last = found.at(-1)
    if (!last) continue
    const isShort = [...last.word].length === 1 && last.isRun
    const isLong = last.word.length >= prefixFrom && !/\p{N}/u.test(last.word) && !last.isRun
    const hasStar = text.endsWith('*') && last.word.length > 1
    wanted.push({
      words: found.map(({ word, raw, place }, index) => ({
        forms: formsOf(word, raw),
        gap: place - (found[index - 1]?.place ?? place - 1),
      })),
      isPrefix: isShort || hasStar || (quoted === undefined && isLong),
    })
  }
  return wanted
}

/**
 * What "contains" asks of a text: its words in a row, the last of which may go on as in a search. Undefined where it holds no
 * word, as an emoji alone.
 */
export function inARow(text: string): Wanted | undefined {
  const bare = text.replace(/["“”„«»]/gu, ' ')
  const [row] = wantedOf(`"${bare}"`)
  return row && { ...row, isPrefix: row.isPrefix || wantedOf(bare.trim().split(/\s+/u).at(-1) ?? '').at(-1)?.isPrefix === true }
}

/** The words of a question; the last character of a run of unspaced script ends a pair already, unless it stands alone. */
function withoutEnds(text: string): (Word & { raw: string; isRun: boolean })[] {
  const isOfRun = new RegExp(`^[${unspaced}]`, 'v')
  const words = wordsOf(text).map((word) => ({
    ...word,
    raw: text.slice(word.start, word.end),
    isRun: isOfRun.test(text.slice(word.start)),
  }))
  return words.filter((word, index) => {
    const before = words[index - 1]
    const endsPair = word.isRun && [...word.raw].length === 1 && before?.isRun && before.end === word.end
    return !endsPair
  })
}

const umlauts: [RegExp, string][] = [
  [/ä/g, 'ae'],
  [/ö/g, 'oe'],
  [/ü/g, 'ue'],
]
/** `Müller` is also written `Mueller`: whoever looks for one finds both. */
function formsOf(word: string, raw: string): string[] {
  const lower = raw.toLowerCase().normalize('NFC')
  const spelt = fold(umlauts.reduce((text, [umlaut, two]) => text.replace(umlaut, two), lower)).slice(0, longest)
  const drawn = word.replace(/([aou])e/g, '$1')
  return [...new Set([word, spelt, ...(drawn.length > 2 ? [drawn] : [])])]
}
