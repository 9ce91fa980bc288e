import { conceptsIn } from './concepts.ts'
import { denseCount, describe } from './dense.ts'
import { type Hashed, hashFeatures } from './features.ts'
import { languageBuckets, languageByScript, languageFeatures, languages, listsFor, toProbabilities } from './language.ts'
import type { Lexicon } from './lexicon.ts'
import { spansToRead } from './reading.ts'
import { hashRuns } from './runs.ts'
import { type Token, tokenise } from './tokens.ts'
import { type ListWeight, type Valences, weigh } from './valence.ts'
import type { WordTable } from './wordtable.ts'

/** What tells languages apart: `languageBuckets` × languages weights. */
export interface LanguageWeights {
  hashed: Int8Array | Float32Array
  scale: number
}

/** The languages that sentiment was learned in. */
const familiarLanguages = ['en', 'nl', 'es', 'sv', 'de', 'fr', 'it', 'pt']

/** A message made ready for judging. `hashed`, `runs` and `dense` are overwritten by the next message. */
export interface Prepared {
  text: string
  tokens: Token[]
  /** ISO 639-1, or `und` when it cannot be told. */
  language: string
  /** Whether it is in a language that was learned, or says enough without one (emoji). */
  familiar: boolean
  /** The word lists it was read with. */
  lists: ListWeight[]
  valences: Valences
  hashed: Hashed
  /** What the second learner of polarity reads. */
  runs: Hashed
  dense: Float32Array
}

const found = new Int32Array(4096)
const dense = new Float32Array(denseCount)

/** The probability of each of `languages`, from words and letters. */
function languageOf(weights: LanguageWeights, tokens: Token[]): Float32Array {
  const sums = new Float32Array(languages.length)
  const used = languageFeatures(tokens, found)
  for (let i = 0; i < used; i++) {
    const from = (found[i] & (languageBuckets - 1)) * languages.length
    for (let k = 0; k < languages.length; k++) sums[k] += weights.hashed[from + k]
  }
  toProbabilities(sums, used ? weights.scale / Math.sqrt(used) : 0)
  return sums
}

function nameOf(probabilities: Float32Array, text: string, tokens: Token[]): string {
  const script = languageByScript(text)
  if (script) return script
  let best = 0
  for (let i = 1; i < probabilities.length; i++) if (probabilities[i] > probabilities[best]) best = i
  const letters = tokens.reduce((sum, token) => sum + (token.kind === 'word' ? token.lower.length : 0), 0)
  return letters >= 3 && probabilities[best] > 0.4 ? languages[best] : 'und'
}

/** Cuts, recognises the language, looks words up and hashes: everything that judging needs. */
export function prepare(text: string, languageWeights: LanguageWeights, lexicon: Lexicon, concepts: WordTable): Prepared {
  const tokens: Token[] = []
  for (const span of spansToRead(text)) for (const token of tokenise(text, span.start, span.end)) tokens.push(token)
  const probabilities = languageOf(languageWeights, tokens)
  const lists = listsFor(probabilities)
  const valences = weigh(lexicon, tokens, lists)
  const hashed = hashFeatures(tokens, valences, conceptsIn(concepts, tokens, lists))
  describe(tokens, valences, dense)
  const language = nameOf(probabilities, text, tokens)
  const learned = familiarLanguages.reduce((sum, name) => sum + probabilities[languages.indexOf(name)], 0)
  const isLatin = language === 'und' || languages.includes(language)
  const faces = tokens.some(({ kind }, i) => (kind === 'emoji' || kind === 'emoticon') && valences.value[i] !== 0)
  const familiar = faces || (isLatin && (learned > 0.5 || tokens.length < 5))
  return { text, tokens, language, familiar, lists, valences, hashed, runs: hashRuns(tokens), dense }
}
