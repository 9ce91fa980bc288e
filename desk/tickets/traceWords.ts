/** A routing rule's tests, said in words: what was wanted, and what the ticket had. */
import type { TFunction } from 'i18next'
import type { FilterValue, Operator } from '../../shared/filter.ts'
import type { Condition } from '../api.ts'
import { sayTest } from '../filters/say.ts'
import type { Trace } from './shapes.ts'

export type TraceTest = Trace['tried'][number]['tests'][number]

/** `Sentiment is Urgent or Negative`, and what it was: `Neutral`. A field that no longer exists is named by its key. */
export function testWords(test: TraceTest, conditions: Condition[], t: TFunction): { wanted: string; actual: string } {
  const said = (value: unknown) =>
    sayTest({ field: test.field, operator: test.operator as Operator, value: value as FilterValue }, conditions)
  const { field, operator, value } = said(test.value)
  const { actual } = test
  const isNothing = actual === null || actual === undefined || actual === '' || (Array.isArray(actual) && actual.length === 0)
  const had = Array.isArray(actual)
    ? actual.map((one) => sayTest({ field: test.field, operator: 'is', value: one }, conditions).value).join(', ')
    : sayTest({ field: test.field, operator: 'is', value: actual as FilterValue }, conditions).value
  return { wanted: [field, operator, value].filter(Boolean).join(' '), actual: isNothing ? t('ticket.trace.nothing') : had }
}
