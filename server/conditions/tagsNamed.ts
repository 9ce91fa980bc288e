/** The tags that a filter names, and the same filter with one of them become another. */
import type { Filter, FilterValue } from '../../shared/filter.ts'

/** Every tag that a filter names. */
export function tagsNamed(filter: Filter): string[] {
  if ('all' in filter) return filter.all.flatMap(tagsNamed)
  if ('any' in filter) return filter.any.flatMap(tagsNamed)
  return filter.field === 'tag' ? listed(filter.value) : []
}

/** The filter with another tag in the place of one. */
export function withTag(filter: Filter, from: string, into: string): Filter {
  if ('all' in filter) return { all: filter.all.map((one) => withTag(one, from, into)) }
  if ('any' in filter) return { any: filter.any.map((one) => withTag(one, from, into)) }
  if (filter.field !== 'tag' || !listed(filter.value).includes(from)) return filter
  return { ...filter, value: Array.isArray(filter.value) ? instead(listed(filter.value), from, into) : into }
}

/** A list with another word in the place of one, each only once. */
export const instead = (words: string[], from: string, into: string): string[] => [
  ...new Set(words.map((word) => (word === from ? into : word))),
]

const listed = (value: FilterValue | undefined): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String)
