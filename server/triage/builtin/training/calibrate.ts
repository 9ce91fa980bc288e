import { logit, sigmoid } from '../mood.ts'

export interface Point {
  sum: number
  right: boolean
  weight?: number
}

/** Fits probability = sigmoid(slope × sum + offset) to what was right (Platt), by Newton's method with a little damping. */
export function fitSigmoid(points: Point[]): { slope: number; offset: number } {
  let slope = 1
  let offset = 0
  for (let step = 0; step < 60; step++) {
    let [g0, g1, h00, h01, h11] = [0.1 * (slope - 1), 0.01 * offset, 0.1, 0, 0.01]
    for (const { sum, right, weight = 1 } of points) {
      const p = sigmoid(slope * sum + offset)
      const slack = (p - (right ? 1 : 0)) * weight
      const curve = Math.max(1e-6, p * (1 - p)) * weight
      g0 += slack * sum
      g1 += slack
      h00 += curve * sum * sum
      h01 += curve * sum
      h11 += curve
    }
    const det = h00 * h11 - h01 * h01
    slope -= 0.7 * ((h11 * g0 - h01 * g1) / det)
    offset -= 0.7 * ((h00 * g1 - h01 * g0) / det)
  }
  return { slope, offset }
}

/** The same for probabilities instead of sums. */
export function fitConfidence(points: { probability: number; right: boolean; weight?: number }[]): { slope: number; offset: number } {
  return fitSigmoid(points.map(({ probability, ...rest }) => ({ ...rest, sum: logit(probability) })))
}

/** The factor of three-way sums that makes the right answers likeliest. */
export function fitTemperature(rows: { sums: number[]; right: number; weight: number }[]): number {
  let best = 1
  let least = Number.POSITIVE_INFINITY
  for (let scale = 0.3; scale < 4; scale *= 1.03) {
    let loss = 0
    for (const { sums, right, weight } of rows) {
      const top = Math.max(...sums) * scale
      const total = sums.reduce((all, sum) => all + Math.exp(sum * scale - top), 0)
      loss -= weight * (sums[right] * scale - top - Math.log(total))
    }
    if (loss < least) {
      least = loss
      best = scale
    }
  }
  return best
}

/** The threshold with the best F1; with `recall` above 1 a missed one counts that much more than a false one (F-beta). */
export function bestThreshold(points: { probability: number; right: boolean }[], recall: number = 1): number {
  const square = recall * recall
  const sorted = [...points].sort((one, other) => other.probability - one.probability)
  const all = sorted.filter((point) => point.right).length
  let hits = 0
  let best = 0
  let threshold = 0.5
  sorted.forEach((point, i) => {
    if (point.right) hits++
    const found = ((1 + square) * hits) / (i + 1 + square * all)
    if (found > best) {
      best = found
      threshold = (point.probability + (sorted[i + 1]?.probability ?? 0)) / 2
    }
  })
  return threshold
}
