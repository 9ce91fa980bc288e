/** The secret with which the shop's server signs its shoppers' tokens. The first one follows from the installation's key. */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Db, inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, type Setting, writeSetting } from '../platform/settings.ts'

/** The one that was made in place of the first, sealed, and the one before it while that is still taken. */
const renewedSecret: Setting<{ sealed: string | null; before?: { sealed: string | null; until: string } | null }> = {
  key: 'hub_secret',
  shape: z.object({
    sealed: z.string().nullable(),
    before: z.object({ sealed: z.string().nullable(), until: z.string() }).nullish(),
  }),
  initial: { sealed: null },
}

/** So long does the shop have to give its server the new one, in milliseconds. */
const overlap = 24 * 60 * 60 * 1000

type Has = Pick<Platform, 'db' | 'secrets'>

/** The secret that counts now: 32 bytes, base64url; its text is the key. */
export async function hubSecret(platform: Has): Promise<string> {
  return (await hubSecrets(platform))[0]
}

/** The secret that counts now, and the one before it while that is still taken. */
export async function hubSecrets({ db, secrets }: Has): Promise<[string, ...string[]]> {
  const { sealed, before } = await readSetting(db, renewedSecret)
  const opened = (one: string | null) => (one === null ? secrets.derive('hub') : secrets.open(one))
  return [opened(sealed), ...(before && Date.parse(before.until) > Date.now() ? [opened(before.sealed)] : [])]
}

/** Until when the secret before the last one is taken; null: it is not. */
export async function oldSecretUntil(db: Db): Promise<Date | null> {
  const { before } = await readSetting(db, renewedSecret)
  return before && Date.parse(before.until) > Date.now() ? new Date(before.until) : null
}

/**
 * Makes a new one. The old one is taken for a day more, so that the shop's server can be changed over in peace; where it got out,
 * `endsSessions`: whoever had it could be any shopper, so it ends at once and with it every session that began by it.
 */
export async function renewHubSecret({ db, secrets }: Has, { endsSessions }: { endsSessions: boolean }): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await inTransaction(db, async (tx) => {
    const { sealed } = await readSetting(tx, renewedSecret)
    const before = endsSessions ? null : { sealed, until: new Date(Date.now() + overlap).toISOString() }
    await writeSetting(tx, renewedSecret, { sealed: secrets.seal(secret), before })
    if (endsSessions) await tx.deleteFrom('shopperSessions').execute()
  })
  return secret
}
