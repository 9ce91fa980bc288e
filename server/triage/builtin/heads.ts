import { denseCount } from './dense.ts'
import type { Hashed } from './features.ts'

/** Several linear judgements over the same features; weights of one bucket lie side by side. */
export interface Heads {
  count: number
  buckets: number
  /** `buckets` × `count` weights, to be multiplied by the head's `scale`. */
  hashed: Int8Array | Float32Array
  scale: Float32Array
  dense: Float32Array
  bias: Float32Array
}

/** How strongly words, letters, patterns and concepts speak; each group as a whole has this length. */
const groupStrength = [0.7, 0.7, 0.6, 0.6]

const noSums = new Float32Array(denseCount)

/** The factor of each hashed feature of a group, by how many there are. */
export function groupFactor(group: number, ends: ArrayLike<number>): number {
  const size = ends[group] - (group === 0 ? 0 : ends[group - 1])
  return size > 0 ? groupStrength[group] / Math.sqrt(size) : 0
}

/** Sums the weights of a text's features into `out`, one number a head. */
export function judge(heads: Heads, features: Hashed, dense: Float32Array, out: Float32Array): void {
  const { count, hashed, scale, bias } = heads
  const mask = heads.buckets - 1
  const part = new Float64Array(count)
  for (let head = 0; head < count; head++) out[head] = bias[head]
  let at = 0
  for (let group = 0; group < 4; group++) {
    part.fill(0)
    const end = features.ends[group]
    for (; at < end; at++) {
      const from = (features.bucket[at] & mask) * count
      for (let head = 0; head < count; head++) part[head] += hashed[from + head]
    }
    const factor = groupFactor(group, features.ends)
    for (let head = 0; head < count; head++) out[head] += part[head] * factor * scale[head]
  }
  for (let i = 0; i < denseCount; i++) {
    const value = dense[i]
    if (value === 0) continue
    for (let head = 0; head < count; head++) out[head] += value * heads.dense[i * count + head]
  }
}

/** The sums of the heads of mood: two learners who err differently, added. */
export function judgeMood(model: { mood: Heads; runs: Heads }, text: { hashed: Hashed; runs: Hashed; dense: Float32Array }): Float32Array {
  const sums = new Float32Array(model.mood.count)
  judge(model.mood, text.hashed, text.dense, sums)
  const second = new Float32Array(model.runs.count)
  judge(model.runs, text.runs, noSums, second)
  for (let k = 0; k < second.length; k++) sums[k] += second[k]
  return sums
}

/** What each token adds to each head, as far as it can be told apart: for finding the words that decided. */
export function share(heads: Heads, features: Hashed, tokens: number): Float32Array {
  const { count, hashed, scale } = heads
  const mask = heads.buckets - 1
  const shares = new Float32Array(tokens * count)
  let at = 0
  for (let group = 0; group < 4; group++) {
    const factor = groupFactor(group, features.ends)
    for (; at < features.ends[group]; at++) {
      const from = (features.bucket[at] & mask) * count
      const to = features.owner[at] * count
      for (let head = 0; head < count; head++) shares[to + head] += hashed[from + head] * factor * scale[head]
    }
  }
  return shares
}
