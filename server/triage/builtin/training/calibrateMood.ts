import { chooseLabel } from '../mood.ts'
import type { Calibration } from '../weights.ts'
import { bestThreshold, fitConfidence, fitSigmoid, fitTemperature } from './calibrate.ts'
import type { Example } from './example.ts'
import { hasMood, polarities } from './mood.ts'

interface Judged {
  example: Example
  /** The sums of the heads of mood, in the order of `moodHeads`. */
  sums: Float32Array
}

/** Finds on rows that were not learned from how far the sums of mood are to be believed. */
export function calibrateMood(kept: Judged[]): Omit<Calibration, 'spam' | 'tagThresholds'> {
  const rows = kept.filter(({ example }) => hasMood(example))
  const own = rows.filter(({ example }) => example.set === 'own')
  // Tweets are harder than our own messages: as much of both keeps the model from believing itself too much.
  const weightOf = ({ example }: Judged) => (example.set === 'own' ? 1 : own.length / Math.max(1, rows.length - own.length))
  const polarity = fitTemperature(
    rows.map((row) => ({
      sums: [...row.sums.slice(0, 3)],
      right: polarities.indexOf(row.example.polarity ?? ''),
      weight: weightOf(row),
    })),
  )
  const urgent = fitSigmoid(own.map((row) => ({ sum: row.sums[3], right: row.example.urgent === true })))
  const promoter = fitSigmoid(
    own.filter(({ example }) => example.polarity === 'positive').map((row) => ({ sum: row.sums[4], right: row.example.promoter === true })),
  )
  const probability = (row: Judged) => 1 / (1 + Math.exp(-(row.sums[3] * urgent.slope + urgent.offset)))
  // A cry for help that is missed costs more than a look too many, but no alarm is called that is likelier to be none.
  const threshold = bestThreshold(
    own.map((row) => ({ probability: probability(row), right: row.example.urgent === true })),
    1.2,
  )
  let over = 0
  let under = 0
  for (const row of own) {
    over += row.sums[5] * (((row.example.score ?? 5) - 5) / 5)
    under += row.sums[5] ** 2
  }
  const calibration: Calibration = {
    polarity,
    urgent: { ...urgent, threshold: Math.min(0.55, Math.max(0.5, threshold)) },
    promoter,
    confidence: { slope: 1, offset: 0 },
    score: Math.min(1.5, Math.max(1, over / under)),
    spam: { slope: 1, offset: 0, short: 0.9, long: 0.9 },
    tagThresholds: [],
  }
  calibration.confidence = fitConfidence(
    rows.map((row) => {
      const chosen = chooseLabel(row.sums, calibration)
      const simple = chosen.label === 'promoter' ? 'positive' : chosen.label === 'urgent' ? 'negative' : chosen.label
      const right = row.example.label ? chosen.label === row.example.label : simple === row.example.polarity
      return { probability: chosen.probability, right, weight: weightOf(row) }
    }),
  )
  return calibration
}
