/** Does a filter make sense? Asked when one is saved, and again before it becomes SQL. */

import type { Filter, Test } from '../../shared/filter.ts'
import { readTime } from '../../shared/filterTimes.ts'
import { type Reason, reason } from '../../shared/refusals.ts'
import type { Condition } from './condition.ts'
import { conditions } from './fields.ts'

const mostTests = 200

/**
 * The first thing wrong with a filter, or undefined. `forRule`: nobody asks then, so what
 * depends on the asking agent is refused.
 */
export function checkFilter(filter: Filter, { forRule = false } = {}): Reason | undefined {
  const tests = testsOf(filter)
  if (tests.length > mostTests) return reason('filter_too_long', { most: mostTests, count: tests.length })
  for (const test of tests) {
    const problem = checkTest(test, forRule)
    if (problem) return problem
  }
  return undefined
}

/** Every test of a filter, in reading order. */
export function testsOf(filter: Filter): Test[] {
  if ('all' in filter) return filter.all.flatMap(testsOf)
  if ('any' in filter) return filter.any.flatMap(testsOf)
  return [filter]
}

function checkTest({ field, operator, value }: Test, forRule: boolean): Reason | undefined {
  const condition = conditions.get(field)
  if (!condition) return reason('filter_unknown', { field })
  const asked = { field, name: `${condition.group}: ${condition.label}`, operator }
  if (!condition.operators.includes(operator)) return reason('filter_operator', asked)
  const values = Array.isArray(value) ? value : [value]
  if (forRule && (condition.needsAgent || (condition.ownWord && values.includes(condition.ownWord))))
    return reason('filter_asks_viewer', asked)
  if (operator === 'is_empty' || operator === 'is_not_empty')
    return value === undefined || value === null ? undefined : reason('filter_no_value', asked)
  if (condition.kind === 'yes_no') return typeof value === 'boolean' ? undefined : reason('filter_yes_no', asked)
  if (values.length === 0) return reason('filter_needs_value', asked)
  if (Array.isArray(value) && (operator === 'above' || operator === 'below')) return reason('filter_one_value', asked)
  if (operator === 'between' && !(Array.isArray(value) && value.length === 2)) return reason('filter_two_values', asked)
  for (const one of values) {
    const why = refuse(condition, one)
    if (why) return reason('filter_value', { ...asked, value: one === undefined || one === null ? 'the value' : JSON.stringify(one), why })
  }
  return undefined
}

function refuse(condition: Condition, value: unknown): string | undefined {
  if (condition.kind === 'choice' || condition.kind === 'text' || condition.kind === 'time') {
    if (typeof value !== 'string') return 'is not text'
    if (value.includes('\0') || !value.isWellFormed()) return 'holds characters that no text has'
    if (condition.kind === 'time' && !readTime(value)) return 'is neither a day, a time, nor one such as -7d or today'
    if (condition.choices && !condition.choices.some((choice) => choice.value === value)) return 'is not one of its choices'
    return condition.refuse?.(value)
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 1e15) return 'is not a number'
  return condition.refuse?.(value)
}
