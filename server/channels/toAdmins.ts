/** Letters about a connection to those who can act on it: owners and admins, each in their own language. */
import type { ScreenLanguage } from '../../shared/words.ts'
import type { Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, shop } from '../platform/settings.ts'

/** What every such letter says. */
export interface AboutConnection {
  /** How the team calls the connection. */
  what: string
  shopName: string
  /** Its page in the settings. */
  link: string
}

export interface Letter {
  subject: string
  text: string
}

/** Writes to each of them; a connection that is gone is no longer written about. */
export async function writeToAdmins(
  tx: Tx,
  { publicUrl }: Pick<Platform, 'publicUrl'>,
  connectionId: string,
  letterOf: (about: AboutConnection, language: ScreenLanguage) => Letter,
): Promise<void> {
  const connection = await tx.selectFrom('connections').select(['name', 'address']).where('id', '=', connectionId).executeTakeFirst()
  if (!connection) return
  const { name: shopName } = await readSetting(tx, shop)
  const about = { what: connection.name || connection.address, shopName, link: `${publicUrl}/desk/settings/channels` }
  const admins = await tx
    .selectFrom('agents')
    .select(['email', 'language'])
    .where('role', 'in', ['owner', 'admin'])
    .where('deactivatedAt', 'is', null)
    .execute()
  for (const { email: to, language } of admins) await addJob(tx, 'mail', { to, ...letterOf(about, language) })
}
