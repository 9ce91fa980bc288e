/** Times as people read them, by the screen's language and the browser's zone, on one clock for the whole page. */
import i18next from 'i18next'
import { useSyncExternalStore } from 'react'

/** How often the page's clock ticks, milliseconds. */
const step = 15_000
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, step)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
if (typeof document !== 'undefined')
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) tick()
  })

/** The page's clock, milliseconds; what uses it renders anew at each tick. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => now)
}

type When = string | number | Date
/** The screen's language as this browser's owner writes it: `en-GB` rather than `en`, if that is among the wishes. */
function language(): string {
  const chosen = i18next.language || 'en'
  return navigator.languages.find((wish) => wish.split('-')[0] === chosen) ?? chosen
}
/** Made once for each language and wish: making one takes longer than drawing the row it is for. */
function kept<Options extends object, Format>(make: (language: string, options: Options) => Format): (options: Options) => Format {
  const formats = new Map<string, Format>()
  return (options) => {
    const key = `${language()} ${JSON.stringify(options)}`
    const known = formats.get(key) ?? make(language(), options)
    formats.set(key, known)
    return known
  }
}
const format = kept((language, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options))
const numberFormat = kept((language, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options))
const relativeFormat = kept((language, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(language, options))

/** `14:28`, or `2:28 PM` where one writes it so. */
export const clockTime = (at: When, timeZone?: string) => format({ timeStyle: 'short', timeZone }).format(new Date(at))

/** `14:32:07` */
export const clockTimeWithSeconds = (at: When) => format({ timeStyle: 'medium' }).format(new Date(at))

/** `18 Nov`, with the year when it is another one. */
export function shortDate(at: When, timeZone?: string): string {
  const date = new Date(at)
  const isThisYear = date.getFullYear() === new Date(now).getFullYear()
  return format({ day: 'numeric', month: 'short', year: isThisYear ? undefined : 'numeric', timeZone }).format(date)
}

/** `Tuesday, 18 November 2025 at 14:28`, for tooltips. */
export const fullTime = (at: When, timeZone?: string) => format({ dateStyle: 'full', timeStyle: 'short', timeZone }).format(new Date(at))

/** `18 Nov 2025, 14:28` */
export const fullDate = (at: When) => format({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))

/** `Today 14:28`, `Yesterday 9:02`, `18 Nov 14:28`. */
export function dayAndTime(at: When): string {
  const days = Math.round((startOfDay(now) - startOfDay(new Date(at).getTime())) / 86_400_000)
  if (days !== 0 && days !== 1) return `${shortDate(at)} ${clockTime(at)}`
  const word = relativeFormat({ numeric: 'auto' }).format(-days, 'day')
  return `${word.charAt(0).toLocaleUpperCase(language())}${word.slice(1)} ${clockTime(at)}`
}
/** `Fri 27 Nov, 14:30`: for times to come. */
export const weekdayAndTime = (at: When, timeZone?: string) =>
  format({ weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZone }).format(new Date(at))

/** `in 3 days`, `in 2 hours`; milliseconds ahead, negative ones behind. */
export function ahead(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  const relative = relativeFormat({ numeric: 'always' })
  if (Math.abs(minutes) < 1) return relative.format(Math.round(milliseconds / 1000), 'second')
  if (Math.abs(minutes) < 90) return relative.format(minutes, 'minute')
  return Math.abs(minutes) < 48 * 60
    ? relative.format(Math.round(minutes / 60), 'hour')
    : relative.format(Math.round(minutes / 1440), 'day')
}
const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0)

/** How long: `4 min`, `3 hr`, `2 days`; below a minute it is `1 min`. */
export function span(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000))
  const [amount, unit] =
    minutes < 60 ? [minutes, 'minute'] : minutes < 1440 ? [Math.floor(minutes / 60), 'hour'] : [Math.floor(minutes / 1440), 'day']
  return numberFormat({ style: 'unit', unit, unitDisplay: 'short' }).format(amount)
}

/** `€ 842.00` by the screen's language. */
export const money = (amount: number, currency: string) => numberFormat({ style: 'currency', currency }).format(amount)

/** `1,204` by the screen's language. */
export const amount = (value: number, digits = 0) =>
  numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
