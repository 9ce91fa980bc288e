/** What the hub says in the language of the page, and how that language says dates and money. */
import { isSameClock } from '../../shared/clock.ts'
import { wordsIn } from '../words.ts'
import { language, locale, timeZone } from './bridge.ts'

const againMilliseconds = 3000

/** Where they cannot be had, since the server was renewed just now say, the page begins anew. */
export const words = await wordsIn(language).catch(() => new Promise<never>(() => setTimeout(() => location.reload(), againMilliseconds)))

const hour = { hour: '2-digit', minute: '2-digit' } as const

export const dateOf = (at: string) => new Date(at).toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' })

/**
 * "14:00" today, "Monday at 09:00" within a week, with the date beyond it: by the shopper's clock, which is named where the shop's
 * shows another time.
 */
export function momentOf(at: string, shopTimeZone: string): string {
  const date = new Date(at)
  const zone = isSameClock(timeZone, shopTimeZone, date) ? {} : ({ timeZoneName: 'short' } as const)
  if (date.toDateString() === new Date().toDateString()) return date.toLocaleTimeString(locale, { ...hour, ...zone })
  const isNear = date.getTime() - Date.now() < 6 * 86_400_000
  return date.toLocaleString(locale, { ...(isNear ? { weekday: 'long' } : { day: 'numeric', month: 'long' }), ...hour, ...zone })
}

export function moneyOf(amount: number, currency: string): string {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount)
  } catch {
    return `${amount} ${currency}`
  }
}
