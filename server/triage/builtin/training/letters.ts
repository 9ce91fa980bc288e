import { eachPair, letterKinds, letterStep } from '../letters.ts'
import { spansToRead } from '../reading.ts'
import { type Token, tokenise } from '../tokens.ts'
import type { Example } from './example.ts'

function tokensOf(text: string): Token[] {
  return spansToRead(text).flatMap(({ start, end }) => tokenise(text, start, end))
}

/** How unlikely it is that one letter follows another, by all languages alike: minus the logarithm, in steps. */
export function learnLetters(examples: Example[]): Uint8Array {
  const languages = new Map<string, Float64Array>()
  for (const { text, language = '' } of examples) {
    const counts = languages.get(language) ?? new Float64Array(letterKinds * letterKinds)
    languages.set(language, counts)
    eachPair(tokensOf(text), (before, after) => counts[before * letterKinds + after]++)
  }
  const unlikely = new Uint8Array(letterKinds * letterKinds)
  for (let before = 0; before < letterKinds; before++) {
    const shares = new Float64Array(letterKinds)
    for (const counts of languages.values()) {
      const row = counts.subarray(before * letterKinds, (before + 1) * letterKinds)
      const total = row.reduce((sum, count) => sum + count, 0)
      for (let after = 0; after < letterKinds; after++) shares[after] += (row[after] + 0.5) / (total + 0.5 * letterKinds) / languages.size
    }
    for (let after = 0; after < letterKinds; after++) {
      unlikely[before * letterKinds + after] = Math.min(255, Math.round(-Math.log(shares[after]) / letterStep))
    }
  }
  return unlikely
}
