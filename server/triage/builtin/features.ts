import type { Said } from './concepts.ts'
import { hashStep, hashText, spread } from './hash.ts'
import { is } from './lexicon.ts'
import { saysThanks, type Token } from './tokens.ts'
import type { Valences } from './valence.ts'

/** The number of buckets that words, letters and patterns are hashed into (a power of two). */
export const buckets = 1 << 18

/** The three groups of hashed features; each is scaled to the same weight however long the text is. */
const groups = { words: 0, letters: 1, patterns: 2, concepts: 3 }

/** The hashed features of the text read last: buckets, and the token each came from. Reused by the next text. */
export interface Hashed {
  bucket: Int32Array
  owner: Int32Array
  /** Where each group ends in the two lists. */
  ends: [number, number, number, number]
}

const room = 1 << 15
const hashed: Hashed = { bucket: new Int32Array(room), owner: new Int32Array(room), ends: [0, 0, 0, 0] }
const seen = new Uint32Array(buckets)
let stamp = 0
let used = 0

const wordStart = hashText('word')
const pairStart = hashText('pair')
const negatedStart = hashText('not')
const phrasedStart = hashText('phrase')
const gapStart = hashText('gap')
const letterStart = hashText('letters')
const patternStart = hashText('pattern')
const conceptStart = hashText('concept')

function add(hash: number, owner: number): void {
  const bucket = spread(hash) & (buckets - 1)
  if (seen[bucket] === stamp || used === room) return
  seen[bucket] = stamp
  hashed.bucket[used] = bucket
  hashed.owner[used] = owner
  used++
}

function addWords(tokens: Token[], valences: Valences): void {
  let before = hashText('<s>')
  let twoBefore = 0
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    const form = valences.bitter && saysThanks(token) ? '<bitter>' : token.form
    const own = hashText(form, valences.negated[i] ? negatedStart : valences.phrased[i] ? phrasedStart : wordStart)
    add(own, i)
    const plain = hashText(form)
    add(hashStep(hashStep(pairStart, before), plain), i)
    if (twoBefore !== 0) add(hashStep(hashStep(gapStart, twoBefore), plain), i)
    twoBefore = before
    before = plain
  }
}

function addLetters(tokens: Token[], { bitter, phrased }: Valences): void {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token.kind !== 'word' || phrased[i] || (bitter && saysThanks(token))) continue
    const form = token.form
    const size = Math.min(form.length, 30)
    for (let from = -1; from < size - 1; from++) {
      let hash = letterStart
      for (let length = 1; length <= 5; length++) {
        const at = from + length - 1
        if (at > size) break
        hash = hashStep(hash, at < 0 || at === size ? 32 : form.charCodeAt(at))
        if (length >= 3) add(hash, i)
      }
    }
  }
}

function symbolOf(token: Token, value: number, bits: number, bitter: boolean): number {
  if (bits & is.urgent) return 1
  if (bits & is.promoter) return 2
  if (saysThanks(token)) return bitter ? 26 : 3
  const isFace = token.kind === 'emoji' || token.kind === 'emoticon'
  if (value > 0) return (isFace ? 10 : 13) + (value > 2.6 ? 2 : value > 1.4 ? 1 : 0)
  if (value < 0) return (isFace ? 16 : 19) + (value < -2.6 ? 2 : value < -1.4 ? 1 : 0)
  if (bits & is.negator) return 4
  if (bits & is.contrast) return 5
  if (bits & is.intensifier) return 6
  if (bits & is.dampener) return 7
  if (token.kind === 'user') return 22
  if (token.kind === 'url') return 23
  if (token.hashtag) return 24
  if (token.kind === 'number') return 25
  if (token.kind === 'mark' || token.kind === 'break') return 30 + hashText(token.form)
  return 0
}

/** Patterns of kinds of words rather than words: what one language teaches here, all languages know. */
function addPatterns(tokens: Token[], valences: Valences): void {
  let before = 8
  let twoBefore = 9
  let gap = 0
  for (let i = 0; i <= tokens.length; i++) {
    const symbol = i === tokens.length ? 9 : symbolOf(tokens[i], valences.value[i], valences.bits[i], valences.bitter)
    if (symbol === 0) {
      gap++
      continue
    }
    const owner = Math.min(i, tokens.length - 1)
    const far = gap === 0 ? 0 : gap < 4 ? 1 : 2
    gap = 0
    const one = hashStep(patternStart, symbol)
    add(one, owner)
    const two = hashStep(hashStep(one, before), 77)
    add(two, owner)
    add(hashStep(two, far + 1), owner)
    add(hashStep(hashStep(two, twoBefore), 78), owner)
    twoBefore = before
    before = symbol
  }
}

/** Concepts, each two of them, and what stands beside them: an alarm in one language is an alarm in all. */
function addConcepts(tokens: Token[], valences: Valences, said: Said[]): void {
  if (said.length === 0) return
  const asks = tokens.some(({ form }) => form === '?' || form === '??') ? 1 : 0
  const sum = valences.value.reduce((all, value) => all + value, 0)
  const mood = sum > 1 ? 2 : sum < -1 ? 3 : 4
  for (let i = 0; i < said.length; i++) {
    const { concept, at } = said[i]
    const own = hashStep(conceptStart, concept)
    add(own, at)
    add(hashStep(hashStep(own, 201), asks), at)
    add(hashStep(hashStep(own, 202), mood), at)
    if (valences.negated[at]) add(hashStep(own, 203), at)
    if (i > 0) add(hashStep(hashStep(hashStep(own, 204), said[i - 1].concept), Math.min(2, Math.floor((at - said[i - 1].at) / 4))), at)
    for (let k = Math.max(0, i - 24); k < i; k++) {
      const other = said[k].concept
      if (other !== concept) add(hashStep(hashStep(hashStep(conceptStart, 205), Math.min(other, concept)), Math.max(other, concept)), at)
    }
  }
}

/** Hashes a text into buckets. The result is overwritten by the next call. */
export function hashFeatures(tokens: Token[], valences: Valences, said: Said[]): Hashed {
  stamp++
  used = 0
  addWords(tokens, valences)
  hashed.ends[groups.words] = used
  addLetters(tokens, valences)
  hashed.ends[groups.letters] = used
  if (tokens.length > 0) addPatterns(tokens, valences)
  hashed.ends[groups.patterns] = used
  addConcepts(tokens, valences, said)
  hashed.ends[groups.concepts] = used
  return hashed
}
