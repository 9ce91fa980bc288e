/** The shop's name, the language of our own letters and reasons, and the time zone of times in mails. */
import { reason } from '../../shared/refusals.ts'
import type { Db } from './db.ts'
import { refused } from './errors.ts'
import { readSetting, shop, writeSetting } from './settings.ts'

type Shop = (typeof shop)['initial']

/** As the settings page shows it. */
export async function describeShop(db: Db): Promise<Shop & { isSet: boolean }> {
  const row = await db.selectFrom('settings').select('key').where('key', '=', shop.key).executeTakeFirst()
  return { ...(await readSetting(db, shop)), isSet: row !== undefined }
}

/** Changes it; refuses a time zone that this machine does not know, since every mail is dated by it. */
export async function changeShop(db: Db, wish: Shop): Promise<Shop & { isSet: boolean }> {
  if (!isTimeZone(wish.timeZone)) throw refused(reason('time_zone_unknown', { timeZone: wish.timeZone }))
  await writeSetting(db, shop, wish)
  return describeShop(db)
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
