/** The words that a list was asked for, out of its filter: what is marked in rows and messages. */
import type { Filter } from '../../shared/filter.ts'

/** Everything that the filter looks for in what was said; empty where it looks for nothing. */
export function wordsOfFilter(filter: Filter | undefined): string {
  if (!filter) return ''
  if ('all' in filter) return filter.all.map(wordsOfFilter).filter(Boolean).join(' ')
  if ('any' in filter) return filter.any.map(wordsOfFilter).filter(Boolean).join(' ')
  if (filter.field !== 'words' || filter.operator !== 'match') return ''
  return [filter.value].flat().map(String).join(' ')
}

/** A filter for words. */
export const forWords = (value: string): Filter => ({ all: [{ field: 'words', operator: 'match', value }] })
