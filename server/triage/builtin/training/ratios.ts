import { denseCount } from '../dense.ts'
import { groupFactor, type Heads } from '../heads.ts'
import { runBuckets } from '../runs.ts'
import { randomFrom } from './learn.ts'

/** The runs of one text and which of the three polarities it has. */
export interface RunRow {
  bucket: Int32Array
  right: number
}

const passes = 4
const rate = 0.1
const decay = 0.0005
/** How far the counts alone are believed, before anything is learned from mistakes. */
const belief = 0.3
/** How much its sums count beside those of the first learner. */
const share = 0.35
const classes = [0, 1, 2]

/** How much likelier each bucket is in texts of one polarity than in the others (logarithm), from counts. */
function ratiosOf(rows: RunRow[]): Float32Array {
  const counts = new Float32Array(runBuckets * 3)
  const totals = [0, 0, 0]
  for (const { bucket, right } of rows) {
    for (const at of bucket) counts[at * 3 + right]++
    totals[right] += bucket.length
  }
  const all = totals[0] + totals[1] + totals[2]
  const ratios = new Float32Array(runBuckets * 3)
  for (let at = 0; at < runBuckets; at++) {
    const sum = counts[at * 3] + counts[at * 3 + 1] + counts[at * 3 + 2]
    if (sum === 0) continue
    for (const k of classes) {
      const own = counts[at * 3 + k]
      ratios[at * 3 + k] = Math.log((own + 0.5) / totals[k] / ((sum - own + 1) / (all - totals[k])))
    }
  }
  return ratios
}

/**
 * Learns polarity another way than `learn`: features count by how much likelier they are in one polarity than in the
 * others, and AdaGrad only corrects that. Alone it is worse; its mistakes are others, so that both together are better.
 */
export function learnRatios(rows: RunRow[], seed: number): Heads {
  const ratios = ratiosOf(rows)
  const change = new Float32Array(runBuckets * 3)
  const squares = new Float32Array(runBuckets * 3).fill(0.01)
  const bias = new Float32Array(3)
  const random = randomFrom(seed)
  const order = rows.map((_, i) => i)
  const sums = new Float64Array(3)
  for (let pass = 0; pass < passes; pass++) {
    for (let i = order.length - 1; i > 0; i--) {
      const other = Math.floor(random() * (i + 1))
      const kept = order[i]
      order[i] = order[other]
      order[other] = kept
    }
    const pace = rate * (1 - pass / (passes + 1))
    for (const index of order) {
      const { bucket, right } = rows[index]
      const factor = 1 / Math.sqrt(Math.max(1, bucket.length))
      for (const k of classes) sums[k] = bias[k]
      for (const at of bucket) for (const k of classes) sums[k] += (change[at * 3 + k] + belief) * ratios[at * 3 + k] * factor
      const top = Math.max(...sums)
      const total = sums.reduce((sum, value) => sum + Math.exp(value - top), 0)
      for (const k of classes) {
        const slope = Math.exp(sums[k] - top) / total - (k === right ? 1 : 0)
        bias[k] -= 0.01 * slope
        for (const at of bucket) {
          const i = at * 3 + k
          const gradient = slope * ratios[i] * factor + decay * change[i]
          squares[i] += gradient * gradient
          change[i] -= (pace * gradient) / Math.sqrt(squares[i])
        }
      }
    }
  }
  return {
    count: 3,
    buckets: runBuckets,
    hashed: ratios.map((ratio, i) => (change[i] + belief) * ratio),
    // What reads them gives the group a strength, which is taken out here.
    scale: new Float32Array(3).fill(share / groupFactor(0, [1])),
    dense: new Float32Array(denseCount * 3),
    bias: bias.map((value) => value * share),
  }
}
