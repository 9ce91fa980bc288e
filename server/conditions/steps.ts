/** Ranges of numbers by steps: the index of the kinds holds the step in which a ticket's number lies (migrations/0033_speed_of_kinds.sql). */
import { type RawBuilder, sql } from 'kysely'
import type { Test } from '../../shared/filter.ts'
import { listOf } from './kinds.ts'

/**
 * Step n goes from the bound before it (and it is in it) to its own; the last one has no end. Bounds are where people ask from or
 * up to: what lies in a step and not in the range is read in vain.
 */
interface Steps {
  bounds: readonly number[]
  of: RawBuilder<number>
}

const steps: Record<string, Steps> = {
  score: { bounds: [1, 2, 3, 4, 5, 6, 7, 8, 9], of: sql`ticket_score_step(t.sentiment_score)` },
  order_value: {
    bounds: [10, 20, 30, 50, 75, 100, 150, 200, 250, 300, 400, 500, 750, 1000, 2000, 5000],
    of: sql`ticket_value_step(t.order_value)`,
  },
}

/** More steps are most of all tickets, and asking for each takes longer than meeting them on the way. */
const mostSteps = 8

/** Does the number lie in the steps of the range that a test asks for? Undefined where the steps say too little: it lies within one, or nearly everywhere. */
export function isInSteps(test: Test): RawBuilder<boolean> | undefined {
  const known = steps[test.field]
  const [first, last] = (known && rangeOf(test, known.bounds)) ?? []
  if (!known || first === undefined || last === undefined || last - first + 1 > mostSteps) return undefined
  const asked = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return sql`${known.of} = any(${asked}::int[])`
}

/** The first and the last step of a range, of which one at least is wholly in it. */
function rangeOf(test: Test, bounds: readonly number[]): [number, number] | undefined {
  const stepOf = (number: number) => bounds.filter((bound) => bound <= number).length
  const [least = Number.NaN, most = Number.NaN] = listOf(test).map(Number)
  if (test.operator === 'above') return [stepOf(least), bounds.length]
  // What is below a bound does not reach into the step that begins there.
  if (test.operator === 'below') return stepOf(least) === 0 ? undefined : [0, bounds.includes(least) ? stepOf(least) - 1 : stepOf(least)]
  return test.operator === 'between' && stepOf(most) - stepOf(least) > 1 ? [stepOf(least), stepOf(most)] : undefined
}
