/** Access that ends is renewed before it does, where the vendor lets one; where that does not work, admins hear of the end in time. */
import { changed, inTransaction } from '../platform/db.ts'
import { messageOf } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { Channel } from './channel.ts'
import { type Connected, connectedOf } from './connected.ts'

/** So long before its end, or where that is not known, it is renewed, in milliseconds. */
const early = 30 * 86_400_000

/** Renews the connection's secrets where it is time; those before stay beside them, as after a change by hand. */
export async function renew(platform: Platform, connection: Connected, { form }: Channel): Promise<void> {
  if (!form?.renew) return
  const { db, secrets: keys, log } = platform
  const health = await db.selectFrom('connectionHealth').select('expiresAt').where('connectionId', '=', connection.id).executeTakeFirst()
  if (health?.expiresAt && health.expiresAt.getTime() - Date.now() > early) return
  try {
    const { secrets, expiresAt } = await form.renew(platform, connection)
    await inTransaction(db, async (tx) => {
      const row = await tx.selectFrom('connections').selectAll().where('id', '=', connection.id).forUpdate().executeTakeFirst()
      // Whoever has set another one meanwhile knows better.
      const isSame = (key: string) => row && connectedOf(platform, row).secret(key) === connection.secret(key)
      if (!row || !Object.keys(secrets).every(isSame)) return
      const fresh = Object.entries(secrets).map(([key, secret]) => [key, [keys.seal(secret), ...(row.secrets[key] ?? [])].slice(0, 2)])
      await tx
        .updateTable('connections')
        .set({ secrets: JSON.stringify({ ...row.secrets, ...Object.fromEntries(fresh) }) })
        .where('id', '=', connection.id)
        .execute()
      await tx.updateTable('connectionHealth').set({ expiresAt }).where('connectionId', '=', connection.id).execute()
      changed(tx, 'connections')
    })
  } catch (error) {
    log.warn(
      { connectionId: connection.id, error: messageOf(error) },
      'the access of a connection could not be renewed; it is tried again tomorrow',
    )
  }
}
