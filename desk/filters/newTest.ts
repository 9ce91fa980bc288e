import type { Operator, Test } from '../../shared/filter.ts'
import type { Condition } from '../api.ts'
import { takesNoValue } from './tree.ts'

/** A test of a condition that still waits for its value; a yes-or-no one begins with yes. */
export function newTest(condition: Condition): Test {
  const operator = condition.operators[0] ?? 'is'
  if (condition.kind === 'yes_no') return { field: condition.field, operator, value: true }
  return condition.kind === 'choice' ? { field: condition.field, operator, value: [] } : { field: condition.field, operator }
}

/** The same test asked by another operator; a value that makes no sense with it is dropped. */
export function withOperator(test: Test, operator: Operator): Test {
  if (takesNoValue(operator)) return { field: test.field, operator }
  const first = Array.isArray(test.value) ? test.value[0] : test.value
  if (operator === 'between')
    return { ...test, operator, value: typeof first === 'string' || typeof first === 'number' ? [first, ''] : ['', ''] }
  return test.operator === 'between' ? { ...test, operator, value: first } : { ...test, operator }
}
