/** A filter written as text, so that `readFilter` reads the very same filter. */
import type { ConditionShape, Filter, Test } from './filter.ts'
import { writeTest } from './filterTextValues.ts'
import { tokensOf, wordsValue, written } from './filterTokens.ts'

/** Writes a filter as text, in the words of these conditions. A condition that there is not is written by its key. */
export function printFilter(filter: Filter, conditions: ConditionShape[]): string {
  if ('field' in filter) return printTest(filter, conditions, true)
  const parts = 'all' in filter ? filter.all : filter.any
  const inside = printParts(filter, conditions)
  return parts.length > 1 || ('all' in filter && parts.length === 0) ? inside : `(${inside})`
}

function printParts(group: Exclude<Filter, Test>, conditions: ConditionShape[]): string {
  if ('any' in group) {
    const said = group.any.map((part) => printPart(part, conditions, true))
    return said.length > 1 ? said.join(' OR ') : ['OR', ...said].join(' ')
  }
  // Bare words side by side are one search: only the first may stand without its field's name.
  let mayBeBare = true
  const said = group.all.map((part) => {
    const text = printPart(part, conditions, mayBeBare)
    if ('field' in part && part.operator === 'match' && text !== printPart(part, conditions, false)) mayBeBare = false
    return text
  })
  return said.join(' ')
}

const printPart = (part: Filter, conditions: ConditionShape[], mayBeBare: boolean): string =>
  'field' in part ? printTest(part, conditions, mayBeBare) : `(${printParts(part, conditions)})`

function printTest(test: Test, conditions: ConditionShape[], mayBeBare: boolean): string {
  const { field, operator, value } = test
  const shape = conditions.find((condition) => condition.field === field)
  if (!shape) return `${field}:${written(Array.isArray(value) ? value.join(',') : String(value ?? ''))}`
  const isNot = operator === 'is_not' || operator === 'not_contains' || operator === 'not_match'
  const sign = isNot ? '-' : ''
  if ((operator === 'match' || operator === 'not_match') && typeof value === 'string' && (mayBeBare || isNot)) {
    const { tokens, openQuotes } = tokensOf(value)
    const words = tokens.flatMap((token) => (token.kind === 'word' && !token.isNegated ? [token] : []))
    const isPlain = openQuotes.length === 0 && words.length === tokens.length && words.length > 0 && wordsValue(words) === value
    const isFirstSearch = conditions.find(({ operators }) => operators.includes('match'))?.field === field
    if (isPlain && isFirstSearch && (words.length === 1 || !isNot)) return `${sign}${value}`
  }
  const text = writeTest(shape, test)
  return operator === 'is_not_empty' ? text.replace(/^no:/, 'has:') : `${sign}${text}`
}
