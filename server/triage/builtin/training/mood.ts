import { moodless } from '../dense.ts'
import type { Example } from './example.ts'
import type { HeadKind, Row } from './learn.ts'

/** How each of the heads of mood learns, in the order of `moodHeads`. */
export const moodKinds: HeadKind[] = ['softmax', 'softmax', 'softmax', 'yes', 'yes', 'value']

const guess = { negative: -0.5, neutral: 0, positive: 0.5 }

/** Says what is to be learned of an example's mood; nothing when it teaches nothing of it. */
export function moodRow(example: Example, row: Row): Row | undefined {
  const { polarity, weight } = example
  if (weight <= 0 || !polarity) return undefined
  const target = new Float32Array(6).fill(Number.NaN)
  const weights = new Float32Array(6).fill(weight)
  target[0] = polarity === 'negative' ? 1 : 0
  target[1] = polarity === 'neutral' ? 1 : 0
  target[2] = polarity === 'positive' ? 1 : 0
  if (example.urgent !== undefined) target[3] = example.urgent ? 1 : 0
  else {
    target[3] = 0
    weights[3] = 0.15 * weight
  }
  if (example.promoter !== undefined) target[4] = example.promoter ? 1 : 0
  else if (polarity !== 'positive') {
    target[4] = 0
    weights[4] = 0.2 * weight
  }
  target[5] = example.score === undefined ? guess[polarity] : (example.score - 5) / 5
  if (example.set !== 'own') weights[5] = 0.5 * weight
  if (example.set === 'own' || example.set === 'xlmt') return { ...row, target, weight: weights }
  const dense = row.dense.slice()
  dense[moodless] = 1
  return { ...row, dense, target, weight: weights }
}

/** The share of each polarity in rows, by weight. */
function sharesOf(rows: Row[]): number[] {
  const sums = [0, 1, 2].map((k) => rows.reduce((sum, row) => sum + (row.target[k] || 0) * row.weight[k], 0))
  const all = sums.reduce((sum, part) => sum + part, 0)
  return sums.map((sum) => sum / all)
}

/**
 * What to add to the polarity sums so that they expect the moods of shops' mail rather than of everything that was
 * learned from, of which a third of each polarity was drawn on purpose. Half of the way: ours is not everybody's mail.
 */
export function expectation(own: Row[], all: Row[]): number[] {
  const wanted = sharesOf(own)
  return sharesOf(all).map((share, k) => 0.5 * Math.log(wanted[k] / share))
}
