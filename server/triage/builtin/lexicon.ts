import { hashStart, hashStep, hashText, spread } from './hash.ts'
import { type Token, tokenise } from './tokens.ts'

/** The languages that have a word list of their own, by the number used in the table; `any` holds emoji. */
export const lexiconLanguages = ['en', 'nl', 'es', 'sv', 'de', 'fr', 'it', 'pt', 'any']

/** What a word or phrase can be besides good or bad, as bits. */
export const is = {
  negator: 1,
  intensifier: 2,
  dampener: 4,
  contrast: 8,
  urgent: 16,
  promoter: 32,
  /** A phrase begins with this word: worth looking further. */
  begins: 64,
  valued: 128,
}

const stemStart = 0x3c6ef372
const longestPhrase = 6

/** Word lists of all languages in one table of hashes: about nine bytes an entry and no strings to keep. */
export interface Lexicon {
  keys: Uint32Array
  valences: Int8Array
  bits: Uint8Array
}

function slotOf(lexicon: Lexicon, key: number): number {
  const mask = lexicon.keys.length - 1
  let slot = key & mask
  while (lexicon.keys[slot] !== 0 && lexicon.keys[slot] !== key) slot = (slot + 1) & mask
  return slot
}

function keyOf(hash: number, language: number): number {
  return spread(hashStep(hash, language + 1)) || 1
}

function put(lexicon: Lexicon, key: number, bits: number, valence: number): void {
  const slot = slotOf(lexicon, key)
  lexicon.keys[slot] = key
  if (bits & is.valued && !(lexicon.bits[slot] & is.valued)) lexicon.valences[slot] = Math.round(valence * 30)
  lexicon.bits[slot] |= bits
}

/** Joins the forms of tokens as they are compared: entry and text go through the same cutting. */
function joined(tokens: Token[], from: number, length: number): number {
  let hash = hashStart
  for (let i = from; i < from + length; i++) {
    if (i > from) hash = hashStep(hash, 32)
    hash = hashText(tokens[i].form, hash)
  }
  return hash
}

/** Adds the lines `entry<TAB>valence or class` of one language; answers how many lines it could not read. */
export function addLexicon(lexicon: Lexicon, language: string, lines: string[]): number {
  let unread = 0
  for (const line of lines) {
    const [entry, value] = line.split('\t')
    if (!entry?.trim() || value === undefined) {
      if (line.trim()) unread++
      continue
    }
    const name = value.trim()
    const bit = name === 'begins' || name === 'valued' ? 0 : (is[name as keyof typeof is] ?? 0)
    const valence = bit ? 0 : Number(name)
    if (!bit && !(Math.abs(valence) <= 4)) {
      unread++
      continue
    }
    const stem = entry.trim().endsWith('*')
    const tokens = tokenise(entry.trim().replace(/\*$/, '').toLowerCase())
    if (tokens.length === 0 || tokens.length > longestPhrase) continue
    const wordy = tokens.some((token) => token.kind === 'word')
    const id = wordy ? lexiconLanguages.indexOf(language) : lexiconLanguages.length - 1
    const bits = bit || is.valued
    if (stem && tokens.length === 1) put(lexicon, keyOf(hashText(tokens[0].form, stemStart), id), bits, valence)
    else {
      put(lexicon, keyOf(joined(tokens, 0, tokens.length), id), bits, valence)
      if (tokens.length > 1) put(lexicon, keyOf(joined(tokens, 0, 1), id), is.begins, 0)
    }
  }
  return unread
}

/** An empty table with room for `slots` (a power of two) entries. */
export function emptyLexicon(slots: number): Lexicon {
  return { keys: new Uint32Array(slots), valences: new Int8Array(slots), bits: new Uint8Array(slots) }
}

export interface Entry {
  /** How many tokens the entry covers; 0 when there is none. */
  length: number
  valence: number
  bits: number
}

const none: Entry = { length: 0, valence: 0, bits: 0 }

/** Finds the longest entry of one language that begins at a token: a phrase, else the word, else a stem. */
export function look(lexicon: Lexicon, tokens: Token[], at: number, language: number): Entry {
  const token = tokens[at]
  const id = token.kind === 'word' ? language : lexiconLanguages.length - 1
  const alone = slotOf(lexicon, keyOf(hashText(token.form), id))
  const bits = lexicon.keys[alone] === 0 ? 0 : lexicon.bits[alone]
  if (bits & is.begins) {
    const limit = Math.min(longestPhrase, tokens.length - at)
    let hash = hashText(token.form)
    let best = none
    for (let length = 2; length <= limit; length++) {
      hash = hashText(tokens[at + length - 1].form, hashStep(hash, 32))
      const slot = slotOf(lexicon, keyOf(hash, id))
      if (lexicon.keys[slot] !== 0 && lexicon.bits[slot] & ~is.begins) {
        best = { length, valence: lexicon.valences[slot] / 30, bits: lexicon.bits[slot] }
      }
    }
    if (best.length) return best
  }
  if (bits & ~is.begins) return { length: 1, valence: lexicon.valences[alone] / 30, bits }
  if (token.kind !== 'word') return none
  const { form } = token
  let stem = stemStart
  let whole = hashStart
  let best = none
  for (let i = 0; i < form.length; i++) {
    const unit = form.charCodeAt(i)
    stem = hashStep(stem, unit)
    whole = hashStep(whole, unit)
    if (i < 2) continue
    const slot = slotOf(lexicon, keyOf(stem, id))
    if (lexicon.keys[slot] !== 0) best = { length: 1, valence: lexicon.valences[slot] / 30, bits: lexicon.bits[slot] }
    // An ending the list does not have (a plural, a case, a gender) rarely changes the feeling.
    const left = form.length - 1 - i
    if (best === none && i >= 3 && left > 0 && left <= 2) {
      const near = slotOf(lexicon, keyOf(whole, id))
      const kept = lexicon.keys[near] === 0 ? 0 : lexicon.bits[near] & (is.valued | is.urgent | is.promoter)
      if (kept) best = { length: 1, valence: (lexicon.valences[near] / 30) * 0.8, bits: kept }
    }
  }
  return best
}
