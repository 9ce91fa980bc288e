/** Reads a time that somebody wrote in words: "friday 14:30", "over 2 uur", "mañana a las 9", "om 3 dagar". */
import { casual, GB } from 'chrono-node/en'
import type { ScreenLanguage } from '../../shared/words.ts'
import { inEnglish } from './said.ts'
import { momentOf, wallAt } from './zone.ts'

export interface Where {
  now: Date
  timeZone: string
  language: ScreenLanguage
  /** Writes the month before the day, as in the United States. */
  isMonthFirst?: boolean
}

/** A day without an hour is meant for the morning. */
const morning = 9
const idle = /^(?:at|on|the|by|until|till|,|\s)*$/

/** The moment that is meant; undefined where not every word is understood, so that half a phrase never counts as the whole. */
export function readWhen(phrase: string, { now, timeZone, language, isMonthFirst = false }: Where): Date | undefined {
  const text = inEnglish(phrase, language)
  const here = wallAt(now, timeZone)
  const reference = { instant: now, timezone: here.offsetNanoseconds / 60e9 }
  const [found, ...more] = (isMonthFirst ? casual : GB).parse(text, reference, { forwardDate: true })
  if (!found || more.length > 0 || found.end) return undefined
  if (!idle.test(text.slice(0, found.index)) || !idle.test(text.slice(found.index + found.text.length))) return undefined
  const { start } = found
  const hasHour = start.isCertain('hour')
  // "in 2 hours" is as much later, whatever the clock does meanwhile.
  if (hasHour && start.isCertain('timezoneOffset')) return start.date()
  const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute') => start.get(name) ?? 0
  const wall = { year: part('year'), month: part('month'), day: part('day') }
  return momentOf({ ...wall, hour: hasHour ? part('hour') : morning, minute: hasHour ? part('minute') : 0 }, timeZone)
}
