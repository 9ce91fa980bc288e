/** One test in the text of a filter: what is written after the colon, by the kind of its condition; read and written. */
import type { ConditionShape, Operator, Test } from './filter.ts'
import { readTime } from './filterTimes.ts'
import { type Comparison, type Item, type Place, written } from './filterTokens.ts'

/** What is wrong with a text, and where. `isGone`: it names something that no longer exists, and is a filter all the same. */
export interface TextProblem extends Place {
  code:
    | 'unknownField'
    | 'unknownValue'
    | 'ambiguousValue'
    | 'gone'
    | 'noValue'
    | 'notSo'
    | 'notNegatable'
    | 'notEmptiable'
    | 'notNumber'
    | 'notDuration'
    | 'notTime'
    | 'notYesNo'
    | 'openQuote'
    | 'openBracket'
    | 'closeBracket'
    | 'emptySide'
    | 'tooDeep'
  name?: string
  /** Of which condition it is not a value. */
  field?: string
  isGone?: boolean
}

type Shape = Pick<ConditionShape, 'field' | 'kind' | 'operators' | 'choices' | 'unlisted' | 'unit'>
type Tell = (code: TextProblem['code'], place: Place, name?: string, field?: string) => undefined

const number = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i
const yes = ['yes', 'true']
const no = ['no', 'false']
/** How many of a duration's own unit the letter behind a number is. */
const letters: Record<string, Record<string, number>> = { minutes: { m: 1, h: 60, d: 1440, w: 10_080 }, hours: { h: 1, d: 24, w: 168 } }

/** Which choice a word means: its key, its name, or something accepted beside the choices; several where names are shared. */
function choicesMeant(shape: Shape, text: string): string[] {
  const choices = shape.choices ?? []
  const low = text.toLowerCase()
  if (choices.some(({ value }) => value === text)) return [text]
  const byKey = choices.filter(({ value }) => value.toLowerCase() === low)
  const found = byKey.length > 0 ? byKey : choices.filter(({ label }) => label.toLowerCase() === low)
  if (found.length > 0) return found.map(({ value }) => value)
  return shape.unlisted && new RegExp(shape.unlisted.pattern, 'u').test(text) ? [text] : []
}

/** Reads a test; tells what is wrong and returns undefined when it is none. */
export function readTest(
  shape: Shape,
  { comparison, items, isList, ...place }: Place & { comparison: Comparison; items: Item[]; isList: boolean },
  tell: Tell,
): Test | undefined {
  const [first] = items
  if (!first) return tell('noValue', place, shape.field)
  const range = shape.kind !== 'choice' && shape.kind !== 'text' && !first.isQuoted && !comparison ? first.text.split('..') : []
  const isRange = range.length === 2 && items.length === 1
  const parts = isRange ? range.map((text) => ({ ...first, text })) : items
  const values = parts.map((item) => readValue(shape, item, comparison, tell))
  if (values.includes(undefined)) return undefined
  const known = values.flatMap((value) => value ?? [])
  const operator = operatorOf(shape, comparison, isRange)
  const takesOne = operator === 'above' || operator === 'below'
  if (!operator || !shape.operators.includes(operator) || (takesOne && (isList || items.length > 1)))
    return tell('notSo', place, shape.field)
  if (shape.kind === 'yes_no') return { field: shape.field, operator, value: yes.includes(String(known[0])) }
  return { field: shape.field, operator, value: isList || isRange ? known : (known[0] ?? '') }
}

function operatorOf({ kind, operators }: Shape, comparison: Comparison, isRange: boolean): Operator | undefined {
  if (isRange) return 'between'
  if (comparison === '>') return 'above'
  if (comparison === '<') return 'below'
  if (kind !== 'text' || comparison === '=') return 'is'
  return operators.includes('match') ? 'match' : 'contains'
}

function readValue(shape: Shape, item: Item, comparison: Comparison, tell: Tell): string | number | undefined {
  const { kind, field, unit } = shape
  const { text } = item
  if (kind === 'text') return text
  if (kind === 'time') return readTime(text) ? text : tell('notTime', item, text)
  if (kind === 'yes_no') return [...yes, ...no].includes(text.toLowerCase()) ? text.toLowerCase() : tell('notYesNo', item, field)
  if (kind === 'duration') {
    const parts = /^(\d+(?:\.\d+)?(?:e[+-]?\d+)?)([mhdw])$/.exec(text)
    const size = letters[unit ?? 'minutes']?.[parts?.[2] ?? '']
    if (size === undefined) return tell('notDuration', item, text)
    return Number(parts?.[1]) * size
  }
  if (kind === 'choice') {
    const meant = comparison === '=' ? [text] : choicesMeant(shape, text)
    if (meant.length > 1) return tell('ambiguousValue', item, text)
    const [value] = meant
    const isListed = shape.choices?.some((choice) => choice.value === value)
    const isAccepted = value !== undefined && shape.unlisted !== undefined && new RegExp(shape.unlisted.pattern, 'u').test(value)
    if (value === undefined || !(isListed || isAccepted)) return tell('unknownValue', item, text, field)
    if (!isListed && shape.unlisted?.means === 'gone') tell('gone', item, text)
    return value
  }
  return number.test(text) ? Number(text) : tell('notNumber', item, text)
}

/** What is written for a test's operator and value, without the sign of negation: `subject:="New lamp"`. */
export function writeTest(shape: Shape, { field, operator, value }: Test): string {
  if (operator === 'is_empty' || operator === 'is_not_empty') return `no:${field}`
  if (shape.kind === 'yes_no') return `${field}:${value === false ? 'no' : 'yes'}`
  const list = (Array.isArray(value) ? value : [value]).flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [one] : []))
  if (operator === 'between') return `${field}:${list.map((one) => writeValue(shape, one)).join('..')}`
  const isExact = shape.kind === 'choice' && list.some((one) => !isSafe(shape, nameOf(shape, String(one)), String(one)))
  const sign =
    operator === 'above' ? '>' : operator === 'below' ? '<' : isExact || (shape.kind === 'text' && /^is/.test(operator)) ? '=' : ''
  const said = list.map((one) => (isExact ? written(String(one)) : writeValue(shape, one)))
  return `${field}:${sign}${said.join(',')}${Array.isArray(value) && list.length === 1 ? ',' : ''}`
}

const isSafe = (shape: Shape, name: string, value: string) => {
  const meant = choicesMeant(shape, name)
  return meant.length === 1 && meant[0] === value
}

/** Keys are written as they are; of what has only a number for a key, the name, where that is nobody else's. */
function nameOf(shape: Shape, value: string): string {
  const label = shape.choices?.find((choice) => choice.value === value)?.label
  return label !== undefined && /^[0-9a-f]{8}-/i.test(value) && isSafe(shape, label, value) ? label : value
}

function writeValue(shape: Shape, value: string | number): string {
  if (shape.kind === 'choice') return written(nameOf(shape, String(value)))
  if (shape.kind !== 'duration' || typeof value !== 'number') return typeof value === 'number' ? String(value) : written(value)
  const sizes = letters[shape.unit ?? 'minutes'] ?? {}
  const letter = ['d', 'h', 'm'].find((one) => sizes[one] !== undefined && value > 0 && value % (sizes[one] ?? 1) === 0)
  const own = shape.unit === 'hours' ? 'h' : 'm'
  return letter ? `${value / (sizes[letter] ?? 1)}${letter}` : `${value}${own}`
}
