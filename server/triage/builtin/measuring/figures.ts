/** A share as it is written in the tables. */
export const three = (share: number): string => share.toFixed(3)

/** Share of right answers and the mean F1 of the classes that occur. */
export function figures(right: string[], given: string[]): { accuracy: number; macroF1: number } {
  const classes = [...new Set(right)]
  let hits = 0
  for (let i = 0; i < right.length; i++) if (right[i] === given[i]) hits++
  let sum = 0
  for (const name of classes) {
    let both = 0
    let either = 0
    for (let i = 0; i < right.length; i++) {
      if (right[i] === name && given[i] === name) both++
      if (right[i] === name) either++
      if (given[i] === name) either++
    }
    sum += either ? (2 * both) / either : 0
  }
  return { accuracy: hits / right.length, macroF1: sum / classes.length }
}

/** How far stated confidence is from the share of right answers, over ten equal steps (expected calibration error). */
export function calibrationError(answers: { confidence: number; right: boolean }[]): number {
  const steps = Array.from({ length: 10 }, () => ({ count: 0, stated: 0, right: 0 }))
  for (const { confidence, right } of answers) {
    const step = steps[Math.min(9, Math.floor(confidence * 10))]
    step.count++
    step.stated += confidence
    if (right) step.right++
  }
  return steps.reduce((sum, { stated, right }) => sum + Math.abs(stated - right), 0) / answers.length
}

/** The best that one sum and two thresholds can do on these very rows: thresholds are tried until macro-F1 is best. */
export function tunedThresholds(sums: number[], right: string[], twoWay: boolean): { accuracy: number; macroF1: number } {
  const sorted = [...sums].sort((one, other) => one - other)
  const cuts = [...new Set(Array.from({ length: 41 }, (_, i) => sorted[Math.floor((i / 40) * (sorted.length - 1))]))]
  let best = { accuracy: 0, macroF1: 0 }
  for (const low of cuts) {
    for (const high of cuts) {
      if (high < low || (twoWay && high !== low)) continue
      const given = sums.map((sum) => (sum > high ? 'positive' : sum < low || twoWay ? 'negative' : 'neutral'))
      const found = figures(right, given)
      if (found.macroF1 > best.macroF1) best = found
    }
  }
  return best
}
