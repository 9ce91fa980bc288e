import { denseCount } from '../dense.ts'
import { groupFactor, type Heads } from '../heads.ts'

/** One encoded message: features, and per head what is to be learned (NaN: nothing) and how much it counts. */
export interface Row {
  bucket: Int32Array
  ends: Int32Array
  dense: Float32Array
  target: Float32Array
  weight: Float32Array
}

/** How a head learns: heads of one `softmax` are classes of one choice; `value` is a number between -1 and 1. */
export type HeadKind = 'softmax' | 'yes' | 'value'

export interface LearnOptions {
  kinds: HeadKind[]
  buckets: number
  epochs: number
  rate: number
  denseRate: number
  /** Pull towards zero of the weights a row touches. */
  decay: number
  /** The share of features left out at random each time: words that are not relied on teach the others. */
  dropout: number
  /** How often a row is shown without its words and letters, so that what holds for every vocabulary is learned too. */
  wordless: number
  seed: number
}

/** A small reproducible random generator, numbers from 0 to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 4294967296
  }
}

function slopes(kinds: HeadKind[], sums: Float64Array, row: Row, out: Float64Array): void {
  let top = -1e9
  for (let k = 0; k < kinds.length; k++) if (kinds[k] === 'softmax' && sums[k] > top) top = sums[k]
  let total = 0
  for (let k = 0; k < kinds.length; k++) if (kinds[k] === 'softmax') total += Math.exp(sums[k] - top)
  for (let k = 0; k < kinds.length; k++) {
    const wanted = row.target[k]
    if (Number.isNaN(wanted)) {
      out[k] = 0
      continue
    }
    const kind = kinds[k]
    if (kind === 'softmax') out[k] = (Math.exp(sums[k] - top) / total - wanted) * row.weight[k]
    else if (kind === 'yes') out[k] = (1 / (1 + Math.exp(-sums[k])) - wanted) * row.weight[k]
    else out[k] = Math.max(-1, Math.min(1, sums[k] - wanted)) * row.weight[k]
  }
}

/** Learns all heads at once by AdaGrad; the same rows and seed give the same weights. The later half of the passes is averaged. */
export function learn(rows: Row[], options: LearnOptions): Heads {
  const { kinds, buckets, rate, denseRate, decay, dropout, wordless } = options
  const count = kinds.length
  const mask = buckets - 1
  const weights = new Float32Array(buckets * count)
  const squares = new Float32Array(buckets * count).fill(0.02)
  const mean = new Float32Array(buckets * count)
  const dense = new Float32Array((denseCount + 1) * count)
  const denseSquares = new Float32Array((denseCount + 1) * count).fill(1)
  const denseMean = new Float32Array((denseCount + 1) * count)
  const random = randomFrom(options.seed)
  const order = rows.map((_, i) => i)
  const sums = new Float64Array(count)
  const slope = new Float64Array(count)
  let averaged = 0
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const other = Math.floor(random() * (i + 1))
      const kept = order[i]
      order[i] = order[other]
      order[other] = kept
    }
    const pace = 1 - (0.7 * epoch) / options.epochs
    for (const index of order) {
      const row = rows[index]
      const seed = (random() * 0xffffffff) >>> 0
      const limit = dropout * 4294967296
      const firstGroup = random() < wordless ? 2 : 0
      for (let k = 0; k < count; k++) sums[k] = dense[denseCount * count + k]
      let noise = seed | 1
      let at = firstGroup === 0 ? 0 : row.ends[1]
      for (let group = firstGroup; group < 4; group++) {
        const factor = groupFactor(group, row.ends) / (1 - dropout)
        for (; at < row.ends[group]; at++) {
          noise ^= noise << 13
          noise ^= noise >>> 17
          noise ^= noise << 5
          if (noise >>> 0 < limit) continue
          const from = (row.bucket[at] & mask) * count
          for (let k = 0; k < count; k++) sums[k] += weights[from + k] * factor
        }
      }
      for (let i = 0; i < denseCount; i++) {
        const value = row.dense[i]
        if (value !== 0) for (let k = 0; k < count; k++) sums[k] += value * dense[i * count + k]
      }
      slopes(kinds, sums, row, slope)
      noise = seed | 1
      at = firstGroup === 0 ? 0 : row.ends[1]
      for (let group = firstGroup; group < 4; group++) {
        const factor = groupFactor(group, row.ends) / (1 - dropout)
        for (; at < row.ends[group]; at++) {
          noise ^= noise << 13
          noise ^= noise >>> 17
          noise ^= noise << 5
          if (noise >>> 0 < limit) continue
          const from = (row.bucket[at] & mask) * count
          for (let k = 0; k < count; k++) {
            if (slope[k] === 0) continue
            const gradient = slope[k] * factor + decay * weights[from + k]
            squares[from + k] += gradient * gradient
            weights[from + k] -= (rate * pace * gradient) / Math.sqrt(squares[from + k])
          }
        }
      }
      for (let i = 0; i <= denseCount; i++) {
        const value = i === denseCount ? 1 : row.dense[i]
        if (value === 0) continue
        for (let k = 0; k < count; k++) {
          const gradient = slope[k] * value + 0.00001 * dense[i * count + k]
          denseSquares[i * count + k] += gradient * gradient
          dense[i * count + k] -= (denseRate * pace * gradient) / Math.sqrt(denseSquares[i * count + k])
        }
      }
    }
    if (epoch >= options.epochs / 2) {
      averaged++
      for (let i = 0; i < weights.length; i++) mean[i] += (weights[i] - mean[i]) / averaged
      for (let i = 0; i < dense.length; i++) denseMean[i] += (dense[i] - denseMean[i]) / averaged
    }
  }
  return {
    count,
    buckets,
    hashed: mean,
    scale: new Float32Array(count).fill(1),
    dense: denseMean.slice(0, denseCount * count),
    bias: denseMean.slice(denseCount * count),
  }
}
