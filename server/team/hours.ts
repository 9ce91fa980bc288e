/** Changing business hours. Words: *hours* are a week, its holidays and a time zone; a team without its own keeps the shop's. */
import type { Hours } from '../../shared/hours.ts'
import { hoursOf, shopHours, standingAt } from '../platform/businessHours.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { writeSetting } from '../platform/settings.ts'

/** The hours, whose they are, and whether it is open now. */
export async function describeHours(db: Db, teamId: string | null) {
  const found = await hoursOf(db, teamId)
  return { ...found, now: standingAt(found.hours, new Date()) }
}

/** Sets the shop's hours, or gives a team its own; null: a team keeps the shop's again. */
export async function changeHours(tx: Tx, teamId: string | null, hours: Hours | null): Promise<void> {
  if (teamId === null) await writeSetting(tx, shopHours, hours)
  else {
    const { numUpdatedRows } = await tx
      .updateTable('teams')
      .set({ hours: hours && JSON.stringify(hours) })
      .where('id', '=', teamId)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw notFound('team')
  }
  changed(tx, 'team')
}
