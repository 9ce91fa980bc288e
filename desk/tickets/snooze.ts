/** When a snoozed ticket comes back: the times on offer, in the agent's own time zone. */

export interface Preset {
  key: 'hour' | 'evening' | 'tomorrow' | 'monday'
  until: Date
}

const at = (day: Date, plusDays: number, hour: number) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + plusDays, hour)

/** The presets that make sense now: no evening when it is nearly over, no Monday that is already "tomorrow". */
export function snoozePresets(now: Date): Preset[] {
  const toMonday = (8 - now.getDay()) % 7 || 7
  const presets: Preset[] = [{ key: 'hour', until: new Date(now.getTime() + 3_600_000) }]
  if (now.getHours() < 16) presets.push({ key: 'evening', until: at(now, 0, 18) })
  presets.push({ key: 'tomorrow', until: at(now, 1, 9) })
  if (toMonday > 1) presets.push({ key: 'monday', until: at(now, toMonday, 9) })
  return presets
}

/** A local time as a `datetime-local` field takes it. */
export function localInput(time: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`
}
