/** Quiet hours: when somebody wants neither push nor mail. */
import { Temporal } from 'temporal-polyfill'

/** When the quiet hours end that run at `at`; undefined where none do. They may pass midnight; equal times mean all day. */
export function quietUntil(at: Date, quiet: { from: string; until: string } | null, timeZone: string): Date | undefined {
  if (!quiet) return undefined
  const now = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
  const time = now.toPlainTime()
  const from = Temporal.PlainTime.from(quiet.from)
  const until = Temporal.PlainTime.from(quiet.until)
  const isAfterFrom = Temporal.PlainTime.compare(time, from) >= 0
  const isBeforeUntil = Temporal.PlainTime.compare(time, until) < 0
  const isOvernight = Temporal.PlainTime.compare(from, until) >= 0
  if (isOvernight ? !isAfterFrom && !isBeforeUntil : !isAfterFrom || !isBeforeUntil) return undefined
  const day = isOvernight && isAfterFrom ? now.add({ days: 1 }) : now
  return new Date(day.withPlainTime(until).epochMilliseconds)
}
