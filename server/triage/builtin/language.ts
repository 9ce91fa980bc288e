import { hashStart, hashStep, hashText, spread } from './hash.ts'
import { lexiconLanguages } from './lexicon.ts'
import type { Token } from './tokens.ts'
import type { ListWeight } from './valence.ts'

/** The languages told apart by letters and words; others only by their script. */
export const languages = ['en', 'nl', 'es', 'sv', 'de', 'fr', 'it', 'pt', 'da', 'no', 'fi', 'pl', 'hu', 'tr', 'cs']

/** The number of buckets of the language weights (a power of two). */
export const languageBuckets = 1 << 15

const scripts: [RegExp, string][] = [
  [/[\u3040-\u30ff]/g, 'ja'],
  [/[\uac00-\ud7af]/g, 'ko'],
  [/[\u4e00-\u9fff]/g, 'zh'],
  [/[\u0590-\u05ff]/g, 'he'],
  [/[\u0600-\u06ff]/g, 'ar'],
  [/[\u0370-\u03ff]/g, 'el'],
  [/[\u0900-\u097f]/g, 'hi'],
  [/[\u0e00-\u0e7f]/g, 'th'],
  [/[іїєґ]/gi, 'uk'],
  [/[\u0400-\u04ff]/g, 'ru'],
]
const latin = /[a-z\u00c0-\u024f]/gi
const beyondLatin = /[\u0370-\uffff]/
const wordStart = hashText('word')
const pairStart = hashText('pair')

/** The language of a text in another script than Latin, or nothing. */
export function languageByScript(text: string): string | undefined {
  if (!beyondLatin.test(text)) return undefined
  const part = text.slice(0, 2000)
  const needed = (part.match(latin)?.length ?? 0) + 1
  for (const [letters, language] of scripts) {
    const count = part.match(letters)?.length ?? 0
    const least = language === 'uk' ? needed / 8 : language === 'ja' ? needed / 4 : needed / 2
    if (count >= Math.max(2, least)) return language
  }
  return undefined
}

/** Buckets of letter groups and words with their accents, of at most the first 60 words. */
export function languageFeatures(tokens: Token[], out: Int32Array): number {
  let used = 0
  let words = 0
  let before = hashStart
  const add = (hash: number) => {
    if (used < out.length) out[used++] = spread(hash) & (languageBuckets - 1)
  }
  for (const token of tokens) {
    if (token.kind !== 'word' || token.hashtag) continue
    if (++words > 60) break
    const lower = token.lower
    const whole = hashText(lower, wordStart)
    add(whole)
    add(whole + 1)
    add(hashText(lower, hashStep(pairStart, before)))
    before = whole
    const size = Math.min(lower.length, 20)
    for (let from = -1; from < size; from++) {
      let hash = hashStart
      for (let length = 1; length <= 4; length++) {
        const at = from + length - 1
        if (at > size) break
        hash = hashStep(hash, at < 0 || at === size ? 32 : lower.charCodeAt(at))
        if (length >= 2 || (length === 1 && at >= 0 && lower.charCodeAt(at) > 127)) add(hash)
      }
    }
  }
  return used
}

/** Turns the summed weights of the languages into probabilities, in place; `count` is the number of features. */
export function toProbabilities(sums: Float32Array, scale: number): void {
  let top = Number.NEGATIVE_INFINITY
  for (const sum of sums) if (sum * scale > top) top = sum * scale
  let total = 0
  for (let i = 0; i < sums.length; i++) {
    sums[i] = Math.exp(sums[i] * scale - top)
    total += sums[i]
  }
  for (let i = 0; i < sums.length; i++) sums[i] /= total
}

const stands: Record<string, string> = { da: 'sv', no: 'sv' }

/** Which word lists to read with when the language is this likely to be each of `languages`. */
export function listsFor(probabilities: Float32Array): ListWeight[] {
  const lists: ListWeight[] = []
  let total = 0
  for (let i = 0; i < languages.length; i++) {
    const name = stands[languages[i]] ?? languages[i]
    const list = lexiconLanguages.indexOf(name)
    if (list < 0 || probabilities[i] < 0.15) continue
    lists.push({ list, weight: probabilities[i] })
    total += probabilities[i]
  }
  lists.sort((one, other) => other.weight - one.weight)
  if (lists.length > 0 && lists[0].weight > 0.8) {
    lists.length = 1
    lists[0].weight = 1
    return lists
  }
  for (const entry of lists) entry.weight /= total
  return lists
}
