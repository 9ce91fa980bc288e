/** A filter as the builder handles it: groups of tests, taken apart and put together without ever changing the old one. */
import type { Filter, FilterValue, Operator, Test } from '../../shared/filter.ts'

export type Group = { all: Filter[] } | { any: Filter[] }

/** A single test, and no group of them. */
export const isTest = (filter: Filter): filter is Test => 'field' in filter
/** How the parts of a group go together. */
export const joinOf = (group: Group): 'all' | 'any' => ('all' in group ? 'all' : 'any')
/** What stands in a group. */
export const partsOf = (group: Group): Filter[] => ('all' in group ? group.all : group.any)
/** A group of these parts. */
export const groupOf = (join: 'all' | 'any', parts: Filter[]): Group => (join === 'all' ? { all: parts } : { any: parts })

/** The builder always shows a group on top; a lone test becomes a group of one. */
export const asGroup = (filter: Filter): Group => (isTest(filter) ? { all: [filter] } : filter)

/** The same group with one part replaced, or taken out when `part` is undefined. */
export function withPart(group: Group, index: number, part: Filter | undefined): Group {
  const parts = partsOf(group).flatMap((old, at) => (at === index ? (part ? [part] : []) : [old]))
  return groupOf(joinOf(group), parts)
}

/** The same group with one part more. */
export const withMore = (group: Group, part: Filter): Group => groupOf(joinOf(group), [...partsOf(group), part])

/** The operator asks for nothing to compare with. */
export const takesNoValue = (operator: Operator): boolean => operator === 'is_empty' || operator === 'is_not_empty'

const hasValue = (value: FilterValue | undefined): boolean => {
  if (Array.isArray(value)) return value.length > 0
  if (typeof value === 'string') return value.trim() !== ''
  return value !== undefined && value !== null
}

/** Has this test everything it needs to be asked? */
const isComplete = (test: Test): boolean => {
  if (test.operator === 'between') return Array.isArray(test.value) && test.value.length === 2 && test.value.every((one) => one !== '')
  return takesNoValue(test.operator) || hasValue(test.value)
}

/** The filter without its unfinished tests and empty groups: what can be asked while somebody is still building it. */
export function finished(filter: Filter): Filter {
  return onlyFinished(filter) ?? { all: [] }
}
function onlyFinished(filter: Filter): Filter | undefined {
  if (isTest(filter)) return isComplete(filter) ? filter : undefined
  const parts = partsOf(filter).flatMap((part) => onlyFinished(part) ?? [])
  return parts.length > 0 ? groupOf(joinOf(filter), parts) : undefined
}

/** Does it let every ticket pass? */
export const isEverything = (filter: Filter): boolean => !isTest(filter) && 'all' in filter && filter.all.every(isEverything)

/** Both at once, without needless nesting. */
export function both(one: Filter, other: Filter): Filter {
  if (isEverything(one)) return other
  if (isEverything(other)) return one
  const parts = (filter: Filter) => ('all' in filter ? filter.all : [filter])
  return { all: [...parts(one), ...parts(other)] }
}

/** The filter without its tests of one field at the top, so that another answer for that field can take their place. */
export function withoutField(filter: Filter, field: string): Filter {
  if (isTest(filter)) return filter.field === field ? { all: [] } : filter
  if ('any' in filter) return filter
  return { all: filter.all.filter((part) => !(isTest(part) && part.field === field)) }
}

/** Does one of its tests at the top ask about this field? */
export const asksFor = (filter: Filter, field: string): boolean =>
  isTest(filter) ? filter.field === field : 'all' in filter && filter.all.some((part) => isTest(part) && part.field === field)

/** The same filter without needless groups and lists of one: the form in which it is written as text, and compared. */
export function simplest(filter: Filter): Filter {
  if (isTest(filter)) {
    const { field, operator, value } = filter
    if (value === undefined) return { field, operator }
    return { field, operator, value: Array.isArray(value) && value.length === 1 && value[0] !== undefined ? value[0] : value }
  }
  const join = joinOf(filter)
  const parts = partsOf(filter).flatMap((part) => {
    const inner = simplest(part)
    if (isTest(inner) || joinOf(inner) !== join) return [inner]
    return partsOf(inner)
  })
  const [only] = parts
  return parts.length === 1 && only ? only : groupOf(join, parts)
}

/** Two filters that ask the same in the same order. */
export const isSame = (one: Filter, other: Filter): boolean => JSON.stringify(simplest(one)) === JSON.stringify(simplest(other))

/** Is what stands in an address a filter? The server checks fields and values; this only looks at the shape. */
export function isFilter(value: unknown, depth = 0): value is Filter {
  if (typeof value !== 'object' || value === null || depth > 4) return false
  if ('field' in value) return typeof value.field === 'string' && 'operator' in value && typeof value.operator === 'string'
  const parts = 'all' in value ? value.all : 'any' in value ? value.any : undefined
  return Array.isArray(parts) && parts.length <= 50 && parts.every((part) => isFilter(part, depth + 1))
}
