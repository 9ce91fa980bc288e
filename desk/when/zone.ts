/** Wall clocks and moments, in whatever time zone an agent works. Loaded with the menus that need it, never at first. */
import { Temporal } from 'temporal-polyfill'

/** What a wall clock and a calendar show. */
export interface Wall {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

/** What the clock on the wall shows at a moment. */
export const wallAt = (at: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)

/**
 * The moment at which the clock shows this. A time that daylight saving leaves out is as much later as the gap is wide; of
 * one that comes twice the first counts. Undefined: there is no such day.
 */
export function momentOf(wall: Wall, timeZone: string): Date | undefined {
  try {
    const zoned = Temporal.PlainDateTime.from(wall, { overflow: 'reject' }).toZonedDateTime(timeZone, { disambiguation: 'compatible' })
    return new Date(zoned.epochMilliseconds)
  } catch {
    return undefined
  }
}

/** `2031-05-07T11:15`, as a `datetime-local` field takes and gives it. */
export const wallText = (at: Date, timeZone: string): string => wallAt(at, timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })

/** The moment behind such a text. */
export function momentOfText(text: string, timeZone: string): Date | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text)?.slice(1).map(Number)
  if (!parts) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts
  return momentOf({ year, month, day, hour, minute }, timeZone)
}
