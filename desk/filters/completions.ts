/** What can follow in the text of a filter: names of fields, and the values of the field before the caret. */
import type { ConditionShape } from '../../shared/filter.ts'
import { writeTest } from '../../shared/filterTextValues.ts'
import { tokensOf } from '../../shared/filterTokens.ts'

interface Completion {
  /** What is put in place of what was typed. */
  insert: string
  label: string
}
export interface Completions {
  /** Where in the text what was typed so far begins. */
  from: number
  options: Completion[]
}

/** How many are offered at once. */
const most = 12
const presences = ['is', 'no', 'has']
const examples: Partial<Record<ConditionShape['kind'], string[]>> = {
  yes_no: ['yes', 'no'],
  time: ['today', 'yesterday', '>-1d', '>-7d', '<-30d'],
  duration: ['>1h', '>1d', '<2h', '>7d'],
}
const valueAt = /(?:^|[\s(])-?([A-Za-z]\w*):(=?(?:(?:"(?:[^"\\]|\\.)*"|[^\s"(),]+),)*)("?)([^"(),]*)$/
const fieldAt = /(?:^|[\s(])-?([A-Za-z]\w*)?$/

/** What fits at the caret; `nameOf` says what a field is called on the screen. */
export function completionsAt(
  text: string,
  caret: number,
  conditions: ConditionShape[],
  nameOf: (condition: ConditionShape) => string,
): Completions | undefined {
  const before = text.slice(0, caret)
  const { tokens, openQuotes } = tokensOf(before)
  if (openQuotes.length > 0 && tokens.at(-1)?.kind === 'word') return undefined
  const value = valueAt.exec(before)
  if (value && (value[3] || !/\s/.test(value[4] ?? ''))) {
    const typed = value[4] ?? ''
    const from = caret - typed.length - (value[3]?.length ?? 0)
    return {
      from,
      options: writtenValues(value[1]?.toLowerCase() ?? '', conditions, nameOf)
        .filter(fits(typed))
        .slice(0, most),
    }
  }
  const field = fieldAt.exec(before)
  if (!field) return undefined
  const typed = field[1] ?? ''
  const fields = conditions.map((condition) => ({ insert: `${condition.field}:`, label: nameOf(condition) }))
  const options = [...fields, ...presences.map((word) => ({ insert: `${word}:`, label: '' }))]
  return { from: caret - typed.length, options: options.filter(fits(typed)).slice(0, typed === '' ? undefined : most) }
}

const fits =
  (typed: string) =>
  ({ insert, label }: Completion): boolean => {
    const low = typed.toLowerCase()
    // What is typed whole needs no completion.
    return insert !== typed && (insert.replace(/^"/, '').toLowerCase().startsWith(low) || ` ${label.toLowerCase()}`.includes(` ${low}`))
  }

/** What can stand after the colon of a field, as it is written. */
export function writtenValues(field: string, conditions: ConditionShape[], nameOf: (condition: ConditionShape) => string): Completion[] {
  if (field === 'is') {
    const statuses = conditions.find((condition) => condition.field === 'status')?.choices ?? []
    const flags = conditions.filter(({ kind }) => kind === 'yes_no').map((flag) => ({ insert: flag.field, label: nameOf(flag) }))
    return [...statuses.map(({ value, label }) => ({ insert: value, label })), ...flags]
  }
  if (presences.includes(field))
    return conditions
      .filter(
        ({ operators, kind, choices }) =>
          operators.includes('is_empty') || kind === 'yes_no' || choices?.some(({ value }) => value === 'none'),
      )
      .map((condition) => ({ insert: condition.field, label: nameOf(condition) }))
  const condition = conditions.find((one) => one.field === field)
  if (!condition) return []
  if (condition.kind !== 'choice') return (examples[condition.kind] ?? []).map((insert) => ({ insert, label: '' }))
  return (condition.choices ?? [])
    .filter(({ isPast }) => !isPast)
    .map(({ value, label }) => ({ insert: writeTest(condition, { field, operator: 'is', value }).slice(field.length + 1), label }))
}
