/** Filters in words, by the screen's language; what has no translation is called what the server calls it. */
import i18next from 'i18next'
import type { Filter, Operator, Test } from '../../shared/filter.ts'
import { readTime } from '../../shared/filterTimes.ts'
import type { Condition } from '../api.ts'
import { wordOr } from '../i18n.ts'
import { fullDate, shortDate } from '../time.ts'
import { isGone } from './choices.ts'
import { bestUnit, inUnits, unitsOf } from './durations.ts'
import { isTest, joinOf, partsOf, takesNoValue } from './tree.ts'

/** The parts of a sentence such as "Sentiment is **Urgent or Negative**". */
export interface Said {
  field: string
  operator: string
  value: string
}

/** What a group of fields is called; what the server calls it where we have no word. */
export const groupName = (group: string) => wordOr(`filter.group.${group.toLowerCase()}`, group)
/** What a field is called, in the same way. */
export const fieldName = (condition: Condition) => wordOr(`filter.field.${condition.field}`, condition.label)
/** What a field is called where its group is not named beside it. */
export const shortName = (condition: Condition) => wordOr(`filter.short.${condition.field}`, fieldName(condition))

/** How a comparison is said: a time is after where a number is above. */
export function operatorName(condition: Condition, operator: Operator): string {
  const said = i18next.t(`filter.operator.${operator}`)
  if (condition.kind === 'time') return wordOr(`filter.timeOperator.${operator}`, said)
  return condition.kind === 'duration' ? wordOr(`filter.durationOperator.${operator}`, said) : said
}

/** What one of the choices is called; something that is gone says so. */
export function choiceName(condition: Condition, value: string): string {
  if (isGone(condition, value)) {
    if (condition.field === 'tag') return i18next.t('filter.goneTag', { value })
    if (condition.field === 'assignee') return i18next.t('filter.goneAgent')
    return condition.field === 'team' ? i18next.t('filter.goneTeam') : i18next.t('filter.gone', { value })
  }
  const label = condition.choices?.find((choice) => choice.value === value)?.label ?? value
  if (value === 'me' || value === 'mine' || value === 'none' || value === 'not_scored') return wordOr(`filter.choice.${value}`, label)
  if (condition.field === 'language')
    return new Intl.DisplayNames(i18next.language, { type: 'language', fallback: 'none' }).of(value) ?? label
  return wordOr(`${condition.field}.${value}`, label)
}

const unitName = (condition: Condition) => (condition.unit ? wordOr(`filter.unit.${condition.unit}`, condition.unit) : '')

/** `7 days ago`, `today`, `20 Nov 2026`. */
function timeInWords(text: string): string {
  const time = readTime(text)
  if (!time) return Number.isNaN(Date.parse(text)) ? text : fullDate(text)
  if (time.kind === 'near') return i18next.t(`filter.time.${text}`)
  if (time.kind === 'day') return shortDate(`${time.day}T12:00`)
  if (time.kind === 'moment') return fullDate(`${time.at.replace(' ', 'T')}${time.isUtc ? 'Z' : ''}`)
  const units = [
    ['day', 1440],
    ['hour', 60],
    ['minute', 1],
  ] as const
  const [unit, size] = units.find(([, minutes]) => time.minutes % minutes === 0) ?? units[2]
  return new Intl.RelativeTimeFormat(i18next.language, { numeric: 'always' }).format(time.minutes / size, unit)
}

/** `3 days`, `90 minutes`: by the largest unit of which it is a whole number. */
function numberInWords(value: number, condition: Condition): string {
  const unit = bestUnit(unitsOf(condition), value)
  if (!unit) return `${value.toLocaleString(i18next.language)} ${unitName(condition)}`.trim()
  const style = { style: 'unit', unit: unit.name.slice(0, -1), unitDisplay: 'long' } as const
  return new Intl.NumberFormat(i18next.language, style).format(inUnits(value, unit))
}

function valueInWords({ value, operator }: Pick<Test, 'value' | 'operator'>, condition: Condition): string {
  const list = (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null && one !== '')
  if (list.length === 0) return '…'
  const names = list.map((one) => {
    if (typeof one === 'boolean') return i18next.t(one ? 'filter.yes' : 'filter.no')
    if (condition.kind === 'choice') return choiceName(condition, String(one))
    if (condition.kind === 'time') return timeInWords(String(one))
    if (typeof one === 'number') return numberInWords(one, condition)
    // A phrase that was looked for has its own signs.
    return `“${String(one).replace(/^"(.*)"$/, '$1')}”`
  })
  return new Intl.ListFormat(i18next.language, { type: operator === 'between' ? 'conjunction' : 'disjunction' }).format(names)
}

/** One test in words. */
export function sayTest(test: Test, conditions: Condition[]): Said {
  const condition = conditions.find(({ field }) => field === test.field)
  if (!condition) return { field: test.field, operator: test.operator, value: String(test.value ?? '') }
  const operator = operatorName(condition, test.operator)
  return { field: shortName(condition), operator, value: takesNoValue(test.operator) ? '' : valueInWords(test, condition) }
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
