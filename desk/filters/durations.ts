/** Durations as people count them: the server knows one unit for each condition, the screen shows the largest that fits. */
import type { FilterValue } from '../../shared/filter.ts'
import type { Condition } from '../api.ts'

export interface DurationUnit {
  name: 'minutes' | 'hours' | 'days'
  /** How many of the condition's own unit it is. */
  size: number
}

const inMinutes: DurationUnit[] = [
  { name: 'days', size: 1440 },
  { name: 'hours', size: 60 },
  { name: 'minutes', size: 1 },
]

/** The units in which a condition can be asked, the largest first; none where it is not about a duration. */
export function unitsOf({ unit }: Pick<Condition, 'unit'>): DurationUnit[] {
  if (unit === 'minutes') return inMinutes
  if (unit === 'hours') return inMinutes.filter(({ size }) => size >= 60).map(({ name, size }) => ({ name, size: size / 60 }))
  return []
}

/** The largest unit of which the value is a whole number, else the smallest. */
export function bestUnit(units: DurationUnit[], value: FilterValue | undefined): DurationUnit | undefined {
  const fits = typeof value === 'number' && value > 0 ? units.find(({ size }) => value % size === 0) : undefined
  return fits ?? units.at(-1)
}

/** So many of the condition's own unit, counted in another. */
export const inUnits = (value: number, unit: DurationUnit): number => value / unit.size
