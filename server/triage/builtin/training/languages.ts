import { languageBuckets, languageFeatures, languages } from '../language.ts'
import type { LanguageWeights } from '../prepare.ts'
import { spansToRead } from '../reading.ts'
import { tokenise } from '../tokens.ts'
import type { Example } from './example.ts'
import { randomFrom } from './learn.ts'

/** Learns to tell languages apart; every language counts the same however many examples it has. */
export function learnLanguages(examples: Example[]): LanguageWeights {
  const rows: { found: Int32Array; language: number; weight: number }[] = []
  const room = new Int32Array(4096)
  const counts = new Float64Array(languages.length)
  for (const example of examples) {
    const language = languages.indexOf(example.language ?? '')
    if (language < 0) continue
    const tokens = spansToRead(example.text).flatMap((span) => tokenise(example.text, span.start, span.end))
    const used = languageFeatures(tokens, room)
    if (used < 8) continue
    rows.push({ found: room.slice(0, used), language, weight: 1 })
    counts[language]++
  }
  for (const row of rows) row.weight = Math.min(12, Math.sqrt(800 / counts[row.language]))
  const count = languages.length
  const weights = new Float32Array(languageBuckets * count)
  const squares = new Float32Array(languageBuckets * count).fill(0.05)
  const random = randomFrom(11)
  const sums = new Float64Array(count)
  for (let epoch = 0; epoch < 6; epoch++) {
    for (let step = 0; step < rows.length; step++) {
      const row = rows[Math.floor(random() * rows.length)]
      // Half of the time only a short piece is shown, since customers write short messages too.
      const size = random() < 0.5 ? row.found.length : Math.min(row.found.length, 10 + Math.floor(random() * 60))
      const from = Math.floor(random() * (row.found.length - size + 1))
      const factor = 4 / Math.sqrt(size)
      sums.fill(0)
      for (let i = from; i < from + size; i++) {
        const base = row.found[i] * count
        for (let k = 0; k < count; k++) sums[k] += weights[base + k] * factor
      }
      let top = -1e9
      for (let k = 0; k < count; k++) if (sums[k] > top) top = sums[k]
      let total = 0
      for (let k = 0; k < count; k++) total += Math.exp(sums[k] - top)
      for (let k = 0; k < count; k++) {
        const slope = (Math.exp(sums[k] - top) / total - (k === row.language ? 1 : 0)) * row.weight * factor
        if (Math.abs(slope) < 1e-6) continue
        for (let i = from; i < from + size; i++) {
          const at = row.found[i] * count + k
          squares[at] += slope * slope
          weights[at] -= (0.12 * slope) / Math.sqrt(squares[at])
        }
      }
    }
  }
  return { hashed: weights, scale: 4 }
}
