import { logit, sigmoid } from '../mood.ts'
import { describeSpam } from '../tagwords.ts'
import type { Calibration } from '../weights.ts'
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

interface Point {
  sum: number
  /** Whether it has more than forty words. */
  long: boolean
  example: Example
}

/**
 * The threshold from which hardly a clean message is flagged, on rows kept apart: stricter than what is promised (0.99 and
 * 0.2 %), since other people's mail is harder, and a step further, since a few hundred rows know little of the rarest mistakes.
 */
function thresholdOf(points: { probability: number; example: Example }[], step: number): number {
  const sorted = points.sort((one, other) => other.probability - one.probability)
  const isQuestion = ({ spam, set }: Example) => !spam && set !== 'spamassassin' && set !== 'sms'
  const questions = Math.max(1, sorted.filter(({ example }) => isQuestion(example)).length)
  let threshold = 0.99
  let [hits, wrong, wrongQuestions] = [0, 0, 0]
  for (const [i, { probability, example }] of sorted.entries()) {
    if (example.spam) hits++
    else wrong++
    if (isQuestion(example)) wrongQuestions++
    if (wrong / (hits + wrong) <= 0.005 && wrongQuestions / questions <= 0.0005) {
      threshold = (probability + (sorted[i + 1]?.probability ?? 0)) / 2
    }
  }
  return Math.max(0.6, sigmoid(logit(threshold) + step))
}

/** From the sums on rows kept apart: probabilities, and the thresholds of short texts and of long ones, whose letters to many look like advertising. */
export function calibrateSpam(points: Point[]): Calibration['spam'] {
  const spams = points.filter(({ example }) => example.spam).length
  const cleans = points.length - spams
  const { slope, offset } = fitSigmoid(
    points.map(({ sum, example }) => ({ sum, right: example.spam === true, weight: example.spam ? Math.min(3, cleans / spams) : 1 })),
  )
  const of = (wanted: boolean, step: number) =>
    thresholdOf(
      points.flatMap(({ sum, long, example }) => (long === wanted ? [{ probability: sigmoid(sum * slope + offset), example }] : [])),
      step,
    )
  return { slope, offset, short: of(false, 1), long: of(true, 1.5) }
}
