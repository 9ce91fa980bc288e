import type { Heads } from '../heads.ts'

/** Averages models that learned the same in another order. */
export function average(models: Heads[]): Heads {
  const [first, ...others] = models
  for (const part of ['hashed', 'dense', 'bias'] as const) {
    for (const other of others) for (let i = 0; i < first[part].length; i++) first[part][i] += other[part][i]
    for (let i = 0; i < first[part].length; i++) first[part][i] /= models.length
  }
  return first
}

function clipped(values: Float32Array, from: number, step: number): number {
  const sizes: number[] = []
  for (let i = from; i < values.length; i += step) if (values[i] !== 0) sizes.push(Math.abs(values[i]))
  sizes.sort((one, other) => one - other)
  return sizes[Math.floor(sizes.length * 0.9999)] || 1
}

/** One byte a weight; the few largest are cut so that the many small ones keep their difference. */
export function quantise(heads: Heads): Heads {
  const { count } = heads
  const values = Float32Array.from(heads.hashed)
  const hashed = new Int8Array(values.length)
  const scale = new Float32Array(count)
  for (let head = 0; head < count; head++) {
    const step = clipped(values, head, count) / 127
    scale[head] = step * heads.scale[head]
    for (let i = head; i < values.length; i += count) {
      hashed[i] = Math.max(-127, Math.min(127, Math.round(values[i] / step)))
    }
  }
  return { ...heads, hashed, scale }
}

/** The same for weights that share one scale. */
export function quantiseEvenly(values: Float32Array): { hashed: Int8Array; scale: number } {
  const step = clipped(values, 0, 1) / 127
  return { hashed: Int8Array.from(values, (value) => Math.max(-127, Math.min(127, Math.round(value / step)))), scale: step }
}
