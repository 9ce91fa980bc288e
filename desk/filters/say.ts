/** Filters in words, by the screen's language; what has no translation is called what the server calls it. */
import i18next from 'i18next'
import type { Filter, FilterValue, Test } from '../../shared/filter.ts'
import type { Condition } from '../api.ts'
import { wordOr } from '../i18n.ts'
import { isTest, joinOf, partsOf, takesNoValue } from './tree.ts'

/** The parts of a sentence such as "Sentiment is **Urgent or Negative**". */
export interface Said {
  field: string
  operator: string
  value: string
}

export const groupName = (group: string) => wordOr(`filter.group.${group.toLowerCase()}`, group)
export const fieldName = (condition: Condition) => wordOr(`filter.field.${condition.field}`, condition.label)
/** What a field is called where its group is not named beside it. */
export const shortName = (condition: Condition) => wordOr(`filter.short.${condition.field}`, fieldName(condition))

/** What one of the choices is called. */
export function choiceName(condition: Condition, value: string): string {
  const label = condition.choices?.find((choice) => choice.value === value)?.label ?? value
  if (value === 'me' || value === 'none' || value === 'not_scored') return wordOr(`filter.choice.${value}`, label)
  if (condition.field === 'language')
    return new Intl.DisplayNames(i18next.language, { type: 'language', fallback: 'none' }).of(value) ?? label
  return wordOr(`${condition.field}.${value}`, label)
}

export const unitName = (condition: Condition) => (condition.unit ? wordOr(`filter.unit.${condition.unit}`, condition.unit) : '')

function valueInWords(value: FilterValue | undefined, condition: Condition): string {
  const list = (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null && one !== '')
  if (list.length === 0) return '…'
  const names = list.map((one) => {
    if (typeof one === 'boolean') return i18next.t(one ? 'filter.yes' : 'filter.no')
    if (condition.kind === 'choice') return choiceName(condition, String(one))
    if (typeof one === 'number') return `${one.toLocaleString(i18next.language)} ${unitName(condition)}`.trim()
    return `“${one}”`
  })
  return new Intl.ListFormat(i18next.language, { type: 'disjunction' }).format(names)
}

/** One test in words. */
export function sayTest(test: Test, conditions: Condition[]): Said {
  const condition = conditions.find(({ field }) => field === test.field)
  if (!condition) return { field: test.field, operator: test.operator, value: String(test.value ?? '') }
  const operator = i18next.t(`filter.operator.${test.operator}`)
  return { field: shortName(condition), operator, value: takesNoValue(test.operator) ? '' : valueInWords(test.value, condition) }
}

/** A whole filter on one line, for rules and the like. */
export function sayFilter(filter: Filter, conditions: Condition[]): string {
  if (isTest(filter)) {
    const { field, operator, value } = sayTest(filter, conditions)
    return `${field} ${operator} ${value}`.trim()
  }
  const parts = partsOf(filter).map((part) => (isTest(part) ? sayFilter(part, conditions) : `(${sayFilter(part, conditions)})`))
  if (parts.length === 0) return i18next.t('filter.everything')
  return parts.join(` ${i18next.t(joinOf(filter) === 'all' ? 'filter.and' : 'filter.or')} `)
}
