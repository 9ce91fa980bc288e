import { logit, sigmoid } from '../mood.ts'
import { describeSpam } from '../tagwords.ts'
import { fitSigmoid } from './calibrate.ts'
import type { Example } from './example.ts'
import type { Row } from './learn.ts'
import { tagKeys } from './tags.ts'

const weights: Record<string, [clean: number, spam: number]> = {
  own: [1, 8],
  sms: [0.7, 1],
  spamassassin: [0.7, 1],
  xlmt: [0.2, 0],
}

/** Says what an example teaches of spam; nothing when it is not known. */
export function spamRow(example: Example, row: Row, tagDense: Float32Array): Row | undefined {
  if (example.spam === undefined) return undefined
  const [clean, spam] = weights[example.set] ?? [0.4, 0]
  const weight = example.spam ? spam : clean
  const dense = describeSpam(row.dense, tagDense, tagKeys.length)
  return weight ? { ...row, dense, target: Float32Array.of(example.spam ? 1 : 0), weight: Float32Array.of(weight) } : undefined
}

/** From the sums on rows kept apart: probabilities, and the threshold from which hardly a clean message is flagged. */
export function calibrateSpam(points: { sum: number; example: Example }[]) {
  const spams = points.filter(({ example }) => example.spam).length
  const cleans = points.length - spams
  const { slope, offset } = fitSigmoid(
    points.map(({ sum, example }) => ({ sum, right: example.spam === true, weight: example.spam ? Math.min(3, cleans / spams) : 1 })),
  )
  const sorted = points
    .map(({ sum, example }) => ({ probability: sigmoid(sum * slope + offset), spam: example.spam === true, set: example.set }))
    .sort((one, other) => other.probability - one.probability)
  const questions = sorted.filter(({ spam, set }) => !spam && set !== 'spamassassin' && set !== 'sms').length
  let threshold = 0.99
  let [hits, wrong, wrongQuestions] = [0, 0, 0]
  for (const [i, point] of sorted.entries()) {
    if (point.spam) hits++
    else wrong++
    if (!point.spam && point.set !== 'spamassassin' && point.set !== 'sms') wrongQuestions++
    // Stricter than what is promised (0.99 and 0.2 %), since other people's mail is harder than these rows.
    if (wrong / (hits + wrong) <= 0.005 && wrongQuestions / questions <= 0.0005) {
      threshold = (point.probability + (sorted[i + 1]?.probability ?? 0)) / 2
    }
  }
  // A few hundred rows know little of the rarest mistakes: a step further on the safe side.
  return { slope, offset, threshold: Math.max(0.6, sigmoid(logit(threshold) + 1.5)) }
}
