/** The words that a test of a condition can name: those on offer, and those that it still names though they are gone. */
import type { FilterValue, Test } from '../../shared/filter.ts'
import type { Condition } from '../api.ts'

/** The value of a test as a list of words. */
export const valuesOf = (value: FilterValue | undefined): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String)

/** Is this a word for something that no longer exists, such as a deleted tag? */
export const isGone = (condition: Condition, value: string): boolean =>
  condition.unlisted?.means === 'gone' && !condition.choices?.some((choice) => choice.value === value)

/** Does the test name something that no longer exists? */
export const namesGone = (condition: Condition, { value }: Test): boolean =>
  condition.kind === 'choice' && valuesOf(value).some((one) => isGone(condition, one))

/** What the builder offers: the present choices, and whatever the test names besides, so that it can be taken out. */
export function offered(condition: Condition, chosen: string[]): string[] {
  const choices = condition.choices ?? []
  const present = choices.filter(({ value, isPast }) => !isPast || chosen.includes(value)).map(({ value }) => value)
  return [...present, ...chosen.filter((value) => !choices.some((choice) => choice.value === value))]
}
