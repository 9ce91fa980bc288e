/** What the hub says in the language of the page, and how that language says dates and money. */
import { wordsIn } from '../words.ts'
import { language, locale } from './bridge.ts'

export const words = wordsIn(language)

const hour = { hour: '2-digit', minute: '2-digit' } as const

export const dateOf = (at: string) => new Date(at).toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' })

/** "14:00" today, "Monday at 09:00" within a week, with the date beyond it. */
export function momentOf(at: string): string {
  const date = new Date(at)
  if (date.toDateString() === new Date().toDateString()) return date.toLocaleTimeString(locale, hour)
  const isNear = date.getTime() - Date.now() < 6 * 86_400_000
  return date.toLocaleString(locale, { ...(isNear ? { weekday: 'long' } : { day: 'numeric', month: 'long' }), ...hour })
}

export function moneyOf(amount: number, currency: string): string {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount)
  } catch {
    return `${amount} ${currency}`
  }
}
