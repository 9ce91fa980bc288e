/** The secret with which the shop's server signs its shoppers' tokens. The first one follows from the installation's key. */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, type Setting, writeSetting } from '../platform/settings.ts'

/** The one that was made in place of the first, sealed. */
const renewedSecret: Setting<{ sealed: string | null }> = {
  key: 'hub_secret',
  shape: z.object({ sealed: z.string().nullable() }),
  initial: { sealed: null },
}

/** The secret that counts now: 32 bytes, base64url; its text is the key. */
export async function hubSecret({ db, secrets }: Pick<Platform, 'db' | 'secrets'>): Promise<string> {
  const { sealed } = await readSetting(db, renewedSecret)
  return sealed === null ? secrets.derive('hub') : secrets.open(sealed)
}

/** Makes a new one. Whoever had the old one could be any shopper, so every session that began by it ends too. */
export async function renewHubSecret({ db, secrets }: Pick<Platform, 'db' | 'secrets'>): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await inTransaction(db, async (tx) => {
    await writeSetting(tx, renewedSecret, { sealed: secrets.seal(secret) })
    await tx.deleteFrom('shopperSessions').execute()
  })
  return secret
}
