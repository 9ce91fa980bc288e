/**
 * The times that a filter can name. A day: `2026-11-20`, `today`, `yesterday`, `tomorrow`; a moment: `2026-11-20T09:30` on the
 * shop's clock, or with `Z` in UTC; and so long before or after now: `-7d`, `+2h` (minutes, hours, days, weeks).
 */

export type FilterTime =
  | { kind: 'day'; day: string }
  | { kind: 'near'; days: -1 | 0 | 1 }
  | { kind: 'moment'; at: string; isUtc: boolean }
  | { kind: 'away'; minutes: number }

const nearDays = { yesterday: -1, today: 0, tomorrow: 1 } as const
const minutesOf = { m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60 } as const

/** Reads a time out of a filter; undefined when it is none. */
export function readTime(text: string): FilterTime | undefined {
  if (text === 'yesterday' || text === 'today' || text === 'tomorrow') return { kind: 'near', days: nearDays[text] }
  const away = /^([+-])(\d{1,6})([mhdw])$/.exec(text)
  if (away) return { kind: 'away', minutes: (away[1] === '-' ? -1 : 1) * Number(away[2]) * minutesOf[away[3] as keyof typeof minutesOf] }
  const parts = /^(\d{4}-\d\d-\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(Z)?)?$/.exec(text)
  const day = parts?.[1]
  if (!parts || day === undefined || !isDay(day)) return undefined
  if (parts[2] === undefined) return { kind: 'day', day }
  return { kind: 'moment', at: `${day} ${parts[2]}:${parts[3]}`, isUtc: parts[4] !== undefined }
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !text.startsWith('0000') && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Does this time name a whole day, and not a moment in it? */
export const isWholeDay = (time: FilterTime): boolean => time.kind === 'day' || time.kind === 'near'
