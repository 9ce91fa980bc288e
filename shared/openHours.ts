/** Reckoning with business hours. Pure, and by the wall clock of their time zone: daylight saving moves what it moves there. */
import { Temporal } from 'temporal-polyfill'
import type { Hours, Range } from './hours.ts'

/** From, inclusive, until, exclusive; milliseconds. */
interface Span {
  from: number
  until: number
}

/** How far ahead an opening is looked for: whoever is closed for more than a year has closed. Days. */
const farthest = 400

/** The ranges of a day: those of a holiday, else of its weekday. A date of one year goes before a yearly one. */
function rangesOn(hours: Hours, day: Temporal.PlainDate): Range[] {
  const text = day.toString()
  const holiday =
    hours.holidays.find(({ date, isYearly }) => !isYearly && date === text) ??
    hours.holidays.find(({ date, isYearly }) => isYearly && date.slice(5) === text.slice(5))
  return holiday ? holiday.ranges : (hours.week[day.dayOfWeek - 1] ?? [])
}

/** What a day opens: a range that ends at or before its beginning ends on the next day. */
function spansOf(hours: Hours, day: Temporal.PlainDate): Span[] {
  const at = (date: Temporal.PlainDate, clock: string) =>
    date.toZonedDateTime({ timeZone: hours.timeZone, plainTime: Temporal.PlainTime.from(clock) }).epochMilliseconds
  return rangesOn(hours, day)
    .map(({ from, until }) => ({ from: at(day, from), until: at(until > from ? day : day.add({ days: 1 }), until) }))
    .filter((span) => span.until > span.from)
}

const dayOf = (hours: Hours, at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(hours.timeZone).toPlainDate()

/** The open times that touch what lies between two moments, joined where they touch each other, in order. */
function spansBetween(hours: Hours, from: number, until: number): Span[] {
  const spans: Span[] = []
  const last = dayOf(hours, until)
  // A day before: its last range may pass midnight.
  for (let day = dayOf(hours, from).subtract({ days: 1 }); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    spans.push(...spansOf(hours, day))
  spans.sort((a, b) => a.from - b.from)
  const joined: Span[] = []
  for (const span of spans) {
    const before = joined.at(-1)
    if (before && span.from <= before.until) before.until = Math.max(before.until, span.until)
    else joined.push({ ...span })
  }
  return joined
}

const day = 86_400_000

/** Is it open at a moment? */
export const isOpen = (hours: Hours, at: Date): boolean =>
  spansBetween(hours, at.getTime(), at.getTime()).some(({ from, until }) => from <= at.getTime() && at.getTime() < until)

/** When it opens next: `at` itself while it is open, undefined when it never does. */
export function nextOpening(hours: Hours, at: Date): Date | undefined {
  const now = at.getTime()
  for (let step = 1; step <= farthest; step *= 4) {
    const span = spansBetween(hours, now, now + step * day).find(({ until }) => until > now)
    if (span) return new Date(Math.max(span.from, now))
  }
  return undefined
}

/** When it closes next: undefined while it is closed, or when it never closes. */
export function nextClosing(hours: Hours, at: Date): Date | undefined {
  const now = at.getTime()
  for (let step = 1; step <= farthest; step *= 4) {
    const until = now + step * day
    const span = spansBetween(hours, now, until).find((one) => one.from <= now && now < one.until)
    if (!span) return undefined
    if (span.until < until) return new Date(span.until)
  }
  return undefined
}

/** How much of the time between two moments was open, in minutes; negative when the second is the earlier. */
export function businessMinutesBetween(hours: Hours, a: Date, b: Date): number {
  if (b < a) return 0 - businessMinutesBetween(hours, b, a)
  const [from, until] = [a.getTime(), b.getTime()]
  const open = spansBetween(hours, from, until).reduce(
    (sum, span) => sum + Math.max(0, Math.min(span.until, until) - Math.max(span.from, from)),
    0,
  )
  return open / 60_000
}
