/** Times as phones and mail programs show them. */
import { language } from '../words.ts'

/** A time of today, or a date. */
export function timeOf(text: string): string {
  const at = new Date(text)
  const isToday = at.toDateString() === new Date().toDateString()
  return isToday ? hourOf(text) : at.toLocaleDateString(language, { weekday: 'short', day: 'numeric', month: 'short' })
}

export const hourOf = (text: string): string => new Date(text).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })

/** What the phone's own clock says. */
export const clock = (): string => hourOf(new Date().toISOString())
