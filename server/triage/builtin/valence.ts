import { type Entry, is, type Lexicon, lexiconLanguages, look } from './lexicon.ts'
import { saysThanks, type Token } from './tokens.ts'

/** Which word lists to read a text with, and how far each is believed (together 1). */
export interface ListWeight {
  list: number
  weight: number
}

/** What the word lists say of a text, token by token. */
export interface Valences {
  /** Good or bad after negation and emphasis, about -5 to 5. */
  value: Float32Array
  /** The same before negation. */
  plain: Float32Array
  bits: Uint8Array
  /** Inside the reach of a negator. */
  negated: Uint8Array
  /** The first word of a phrase that the lists know as a whole ("never again"): alone it means something else. */
  phrased: Uint8Array
  /** The rest of the text is bad, so its thanks are irony or habit. */
  bitter: boolean
}

const english = lexiconLanguages.indexOf('en')
const reach = 4
const negatesBackwards = new Set(['nl', 'de', 'sv'].map((name) => lexiconLanguages.indexOf(name)))

function lookIn(lexicon: Lexicon, tokens: Token[], at: number, lists: ListWeight[]): Entry {
  if (lists.length === 0) return look(lexicon, tokens, at, english)
  if (tokens[at].kind !== 'word') return look(lexicon, tokens, at, 0)
  let length = 0
  let valence = 0
  let bits = 0
  for (const { list, weight } of lists) {
    const entry = look(lexicon, tokens, at, list)
    if (entry.length === 0) continue
    valence += entry.valence * weight
    if (weight > 0.4) bits |= entry.bits
    if (entry.length > length) length = entry.length
  }
  if (length > 0) return { length, valence, bits }
  // Shops' customers mix English into every language; short words are too often words of their own.
  if (tokens[at].form.length >= 5 && lists.every(({ list }) => list !== english)) {
    const entry = look(lexicon, tokens, at, english)
    if (entry.length) return { length: entry.length, valence: entry.valence * 0.5, bits: entry.bits & ~is.negator }
  }
  return { length: 0, valence: 0, bits: 0 }
}

function endsScope(token: Token): boolean {
  return token.kind === 'break' || token.form === ',' || token.form === ':'
}

function negateBackwards(tokens: Token[], at: number, result: Valences): void {
  const next = tokens[at + 1]
  if (next && next.kind === 'word' && !endsScope(next) && tokens[at + 2]?.kind === 'word') return
  for (let back = at - 1; back >= 0 && back >= at - 3; back--) {
    if (endsScope(tokens[back])) return
    if (result.plain[back] === 0) continue
    result.value[back] = turned(result.plain[back])
    result.negated[back] = 1
    return
  }
}

/** "Not good" is bad, but "not bad" is only a little good. */
function turned(valence: number): number {
  return valence > 0 ? -0.8 * valence : -0.4 * valence
}

/** Thanks among complaints say nothing good: they are read apart from other thanks. */
function turnThanks(tokens: Token[], result: Valences): void {
  let rest = 0
  let given = false
  for (let i = 0; i < tokens.length; i++) {
    if (saysThanks(tokens[i]) || (i > 0 && saysThanks(tokens[i - 1]) && result.value[i] > 0)) given = true
    else rest += result.value[i]
  }
  if (!given || rest > -0.5) return
  result.bitter = true
  for (let i = 0; i < tokens.length; i++) {
    if (saysThanks(tokens[i]) || (i > 0 && saysThanks(tokens[i - 1]))) result.value[i] = Math.min(0, result.value[i])
  }
}

/** Looks every token up and applies negation, emphasis and their reach. */
export function weigh(lexicon: Lexicon, tokens: Token[], lists: ListWeight[]): Valences {
  const count = tokens.length
  const result: Valences = {
    value: new Float32Array(count),
    plain: new Float32Array(count),
    bits: new Uint8Array(count),
    negated: new Uint8Array(count),
    phrased: new Uint8Array(count),
    bitter: false,
  }
  const backwards = lists.some(({ list, weight }) => weight > 0.4 && negatesBackwards.has(list))
  let scope = 0
  let emphasis = 1
  for (let i = 0; i < count; ) {
    const token = tokens[i]
    const entry = lookIn(lexicon, tokens, i, lists)
    if (endsScope(token) && entry.length < 2) scope = 0
    const length = Math.max(1, entry.length)
    const bits = entry.bits & ~is.begins
    if (bits & is.contrast) scope = 0
    const last = i + length - 1
    for (let k = i; k <= last; k++) {
      if (scope > 0) result.negated[k] = 1
      if (k === i && entry.length > 1 && entry.valence !== 0) result.phrased[k] = 1
      result.bits[k] = k === last ? bits : bits & (is.urgent | is.promoter)
    }
    if (entry.valence !== 0) {
      result.plain[last] = entry.valence
      result.value[last] = (scope > 0 ? turned(entry.valence) : entry.valence) * emphasis
      emphasis = 1
    } else if (token.kind === 'word' && !(bits & (is.intensifier | is.dampener))) {
      emphasis = emphasis > 1 ? Math.max(1, emphasis - 0.2) : 1
    }
    if (bits & is.intensifier && entry.valence === 0) emphasis = 1.35
    if (bits & is.dampener && entry.valence === 0) emphasis = 0.6
    if (bits & is.negator && entry.valence === 0) {
      scope = reach
      if (backwards) negateBackwards(tokens, last, result)
    } else if (scope > 0 && token.kind === 'word') scope--
    i += length
  }
  turnThanks(tokens, result)
  return result
}
