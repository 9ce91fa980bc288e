import { sigmoid } from '../mood.ts'
import { bestThreshold } from './calibrate.ts'
import type { Example } from './example.ts'
import type { Row } from './learn.ts'

/** The tags that the examples are labelled with. */
export const tagKeys = [
  'shipping',
  'returns',
  'refund',
  'exchange',
  'order-change',
  'cancellation',
  'product-question',
  'damaged',
  'wrong-item',
  'missing-item',
  'sizing',
  'stock',
  'payment',
  'invoice',
  'discount',
  'account',
  'subscription',
  'warranty',
  'safety',
  'fraud',
  'feedback',
]

/** Says what an example teaches of tags; nothing when it has none on record. */
export function tagRow(example: Example, row: Row, dense: Float32Array): Row | undefined {
  const { tags } = example
  if (!tags || (example.set !== 'own' && tags.length === 0)) return undefined
  const weight = example.set === 'own' ? 1 : example.set === 'bitext' ? 0.03 : 0.04
  return {
    ...row,
    dense,
    target: Float32Array.from(tagKeys, (key) => (tags.includes(key) ? 1 : 0)),
    weight: new Float32Array(tagKeys.length).fill(weight),
  }
}

/** The threshold of each tag by the rows kept apart, drawn towards the common one where a tag is rare. */
export function tagThresholds(rows: { sums: Float32Array; example: Example }[]): number[] {
  const points = tagKeys.map((key, i) =>
    rows.map(({ sums, example }) => ({ probability: sigmoid(sums[i]), right: example.tags?.includes(key) === true })),
  )
  const common = bestThreshold(points.flat())
  return points.map((of) => {
    const count = of.filter(({ right }) => right).length
    const share = count / (count + 25)
    return bestThreshold(of) * share + common * (1 - share)
  })
}
