import { moodless } from '../dense.ts'
import type { Example } from './example.ts'
import type { HeadKind, Row } from './learn.ts'

/** How each of the heads of mood learns, in the order of `moodHeads`. */
export const moodKinds: HeadKind[] = ['softmax', 'softmax', 'softmax', 'yes', 'yes', 'value']

/** The three polarities, in the order of their heads. */
export const polarities = ['negative', 'neutral', 'positive']

/** Whether somebody showed a mood in it, rather than asked a question that was collected for want of one. */
export function hasMood({ set, polarity }: Example): boolean {
  return polarity !== undefined && (set === 'own' || set === 'xlmt')
}

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

/** Says what is to be learned of an example's urgency alone. */
export function urgencyRow({ urgent, weight }: Example, row: Row): Row {
  const target = new Float32Array(6).fill(Number.NaN)
  target[3] = urgent ? 1 : 0
  return { ...row, target, weight: new Float32Array(6).fill(weight) }
}
