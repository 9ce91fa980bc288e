/** The times on offer for "later": only those that make sense now, each another one. */
import { wallAt } from './zone.ts'

export interface Preset {
  key: 'hour' | 'today' | 'tonight' | 'tomorrow' | 'threeDays' | 'monday' | 'week' | 'month'
  until: Date
}

/** When a working day begins, and when its evening does. */
const morning = 9
const evening = 19

/** The presets at a moment, by the clock of the agent. */
export function presetsAt(now: Date, timeZone: string): Preset[] {
  const here = wallAt(now, timeZone)
  const on = (days: number, hour: number) => here.startOfDay().add({ days }).withPlainTime({ hour })
  const toMonday = (8 - here.dayOfWeek) % 7 || 7
  const later = here.add({ hours: 3 }).round({ smallestUnit: 'hour', roundingMode: 'floor' })
  const wished: [Preset['key'], typeof here, boolean?][] = [
    ['hour', here.add({ hours: 1 })],
    ['today', later, later.hour <= evening - 1 && later.dayOfYear === here.dayOfYear],
    ['tonight', on(0, evening), here.hour < evening - 1],
    ['tomorrow', on(1, morning)],
    ['threeDays', on(3, morning)],
    ['monday', on(toMonday, morning)],
    ['week', on(7, morning)],
    ['month', on(0, morning).add({ months: 1 })],
  ]
  const seen = new Set<number>()
  return wished.flatMap(([key, at, fits = true]) => {
    if (!fits || seen.has(at.epochMilliseconds)) return []
    seen.add(at.epochMilliseconds)
    return [{ key, until: new Date(at.epochMilliseconds) }]
  })
}
