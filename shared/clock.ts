/** Times of two places. */

/** Do clocks in these two time zones (IANA) show the same at this moment? One that is not known shows another. */
export function isSameClock(one: string, other: string, at: Date): boolean {
  const clock = (timeZone: string) => new Intl.DateTimeFormat('en', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at)
  try {
    return one === other || clock(one) === clock(other)
  } catch {
    return false
  }
}

/** The time zone as it was named, where it is one. */
export function knownTimeZone(named: string | undefined): string | null {
  try {
    return named ? new Intl.DateTimeFormat('en', { timeZone: named }).resolvedOptions().timeZone : null
  } catch {
    return null
  }
}
