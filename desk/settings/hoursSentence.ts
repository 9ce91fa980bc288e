import type { TFunction } from 'i18next'
import type { Hours } from '../../shared/hours.ts'
import { isOpen, nextClosing, nextOpening } from '../../shared/openHours.ts'

const week = 7 * 86_400_000

/** `Open now, closes at 17:30`, `Opens Monday 9:00`: what some hours mean at a moment, by the clock of their own zone. */
export function hoursSentence(hours: Hours, at: Date, language: string, t: TFunction): string {
  if (hours.week.flat().some(({ from, until }) => !from || !until)) return t('hours.unfinished')
  const { timeZone } = hours
  const said = (when: Date): string => {
    const isToday = when.toLocaleDateString('en', { timeZone }) === at.toLocaleDateString('en', { timeZone })
    const isSoon = when.getTime() - at.getTime() < week
    const time = when.toLocaleTimeString(language, { timeZone, timeStyle: 'short' })
    if (isToday) return time
    const day = when.toLocaleDateString(language, { timeZone, ...(isSoon ? { weekday: 'long' } : { day: 'numeric', month: 'long' }) })
    return `${day} ${time}`
  }
  if (isOpen(hours, at)) {
    const closes = nextClosing(hours, at)
    return closes ? t('hours.openUntil', { time: said(closes) }) : t('hours.alwaysOpen')
  }
  const opens = nextOpening(hours, at)
  return opens ? t('hours.opens', { time: said(opens) }) : t('hours.neverOpen')
}
