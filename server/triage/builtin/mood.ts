import type { Calibration } from './weights.ts'

export type SentimentLabel = 'urgent' | 'negative' | 'neutral' | 'positive' | 'promoter'

/** The judgements of mood, in the order of the model's heads. */
export const moodHeads = { negative: 0, neutral: 1, positive: 2, urgent: 3, promoter: 4, score: 5 }

/** What the sums of the heads mean. */
export interface Mood {
  /** The likeliest label, sure or not. */
  label: SentimentLabel
  /** The share of such answers that are right, 0 to 1. */
  confidence: number
  /** Probabilities of bad, indifferent and good, urgency aside. */
  polarity: [number, number, number]
  urgent: number
  promoter: number
  /** 0.0 to 10.0, from a head of its own. */
  score: number
}

/** Below this the answer is more likely wrong than right, and is not given. */
export const sureFrom = 0.5

/** The logistic function: from a sum to a probability. */
export function sigmoid(sum: number): number {
  return 1 / (1 + Math.exp(-sum))
}

/** The inverse of `sigmoid`, kept finite. */
export function logit(probability: number): number {
  const inside = Math.min(0.9999, Math.max(0.0001, probability))
  return Math.log(inside / (1 - inside))
}

/** The likeliest label and its probability before it is checked against how often such answers are right. */
export function chooseLabel(sums: Float32Array, calibration: Calibration): Omit<Mood, 'confidence' | 'score'> & { probability: number } {
  const [badSum, coolSum, goodSum] = sums
  const scale = calibration.polarity
  const top = Math.max(badSum, coolSum, goodSum) * scale
  const bad = Math.exp(badSum * scale - top)
  const cool = Math.exp(coolSum * scale - top)
  const good = Math.exp(goodSum * scale - top)
  const total = bad + cool + good
  const polarity: [number, number, number] = [bad / total, cool / total, good / total]
  const urgent = sigmoid(sums[3] * calibration.urgent.slope + calibration.urgent.offset)
  const promoter = sigmoid(sums[4] * calibration.promoter.slope + calibration.promoter.offset)
  const common = { polarity, urgent, promoter }
  const { threshold } = calibration.urgent
  // The threshold is low on purpose; what passes it is meant to be shown, so its scale begins above one half.
  if (urgent >= threshold) return { ...common, label: 'urgent', probability: 0.55 + (0.45 * (urgent - threshold)) / (1 - threshold) }
  if (polarity[2] >= polarity[0] && polarity[2] >= polarity[1]) {
    // A promoter is delighted too: where only the step between the two is in doubt, the smaller word is right.
    if (promoter > 0.5) return { ...common, label: 'promoter', probability: Math.min(polarity[2], promoter) }
    return { ...common, label: 'positive', probability: polarity[2] * (1 - urgent) }
  }
  if (polarity[0] >= polarity[1]) return { ...common, label: 'negative', probability: polarity[0] * (1 - urgent) }
  return { ...common, label: 'neutral', probability: polarity[1] * (1 - urgent) }
}

/** Turns the sums of the heads into a label, a confidence and a score. In a language that was never learned nothing is sure. */
export function moodOf(sums: Float32Array, calibration: Calibration, familiar: boolean): Mood {
  const { probability, ...chosen } = chooseLabel(sums, calibration)
  const known = sigmoid(logit(probability) * calibration.confidence.slope + calibration.confidence.offset)
  const confidence = familiar ? known : 0.45 * known
  let score = 5 + 5 * sums[moodHeads.score] * calibration.score
  // The score has its own head; only where both are sure must they not contradict each other on one screen.
  if (confidence >= sureFrom) {
    if (chosen.label === 'negative') score = Math.min(score, 4.4)
    if (chosen.label === 'neutral') score = Math.min(6, Math.max(4, score))
    if (chosen.label === 'positive') score = Math.max(score, 5.6)
    if (chosen.label === 'promoter') score = Math.max(score, 7.5)
  }
  return { ...chosen, confidence, score: Math.round(Math.min(10, Math.max(0, score)) * 10) / 10 }
}
