/** The business hours of the shop and of its teams; how they are reckoned with stands in shared/openHours.ts. */
import { Hours } from '../../shared/hours.ts'
import { isOpen, nextClosing, nextOpening } from '../../shared/openHours.ts'
import type { Db } from './db.ts'
import { readSetting, type Setting, shop } from './settings.ts'

/** The shop's own; null until somebody has set them: then it is Monday to Friday, nine to half past five. */
export const shopHours: Setting<Hours | null> = { key: 'hours', shape: Hours.nullable(), initial: null }

const officeDay = [{ from: '09:00', until: '17:30' }]

/** The hours of a team, or of the shop where it has none or none is named; `isOwn`: somebody has set them for just that. */
export async function hoursOf(db: Db, teamId: string | null): Promise<{ hours: Hours; isOwn: boolean }> {
  if (teamId !== null) {
    const team = await db.selectFrom('teams').select('hours').where('id', '=', teamId).executeTakeFirst()
    const own = Hours.safeParse(team?.hours)
    if (own.success) return { hours: own.data, isOwn: true }
  }
  const set = await readSetting(db, shopHours)
  if (set) return { hours: set, isOwn: teamId === null }
  const { timeZone } = await readSetting(db, shop)
  return { hours: { timeZone, week: [officeDay, officeDay, officeDay, officeDay, officeDay, [], []], holidays: [] }, isOwn: false }
}

/** Is it open, until when, and when again. */
export function standingAt(hours: Hours, at: Date): { isOpen: boolean; closesAt: Date | null; opensAt: Date | null } {
  const isNow = isOpen(hours, at)
  return { isOpen: isNow, closesAt: (isNow && nextClosing(hours, at)) || null, opensAt: isNow ? null : (nextOpening(hours, at) ?? null) }
}
