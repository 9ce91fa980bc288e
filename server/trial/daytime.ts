/** Believable hours: nobody answers mails at four in the morning. */

const day = 24 * 60 * 60 * 1000
const opens = 8 / 24
const hours = 10 / 24

/**
 * Lays the hours of each day before today between eight and six, in order; today's stay as they are, so that what is an
 * hour old is. Milliseconds since 1970.
 */
export function inDaytime(at: number, now: number, timeZone: string): number {
  const shift = offsetOf(at, timeZone)
  const midnight = Math.floor((at + shift) / day) * day
  if (midnight === Math.floor((now + shift) / day) * day) return at
  return midnight + day * opens + (at + shift - midnight) * hours - shift
}

const clocks: Record<string, Intl.DateTimeFormat> = {}

/** How far the zone's clocks are ahead of UTC then. */
function offsetOf(at: number, timeZone: string): number {
  clocks[timeZone] ??= new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const parts = clocks[timeZone].format(at)
  return Date.parse(`${parts.replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000
}
