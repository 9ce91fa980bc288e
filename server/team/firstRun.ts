/** The first start: an installation without an owner asks whoever comes first to become it. */

import { sql } from 'kysely'
import { z } from 'zod'
import { reason } from '../../shared/refusals.ts'
import { Role } from '../../shared/words.ts'
import { type Db, inTransaction } from '../platform/db.ts'
import { conflict } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, type Setting, shop } from '../platform/settings.ts'
import type { Auth } from './auth.ts'
import { join } from './join.ts'

export interface DemoSignIn {
  name: string
  email: string
  password: string
  role: Role
}

/** The demo's agents, as its start page shows them; written by whoever fills the demo. */
export const demoSignIns: Setting<{ signIns: DemoSignIn[] }> = {
  key: 'demo',
  shape: z.object({ signIns: z.array(z.object({ name: z.string(), email: z.string(), password: z.string(), role: Role })) }),
  initial: { signIns: [] },
}

/** Has this installation an owner? There is never none again: the last active owner stays. */
export async function hasOwner(db: Db): Promise<boolean> {
  return Boolean(await db.selectFrom('agents').select('id').where('role', '=', 'owner').limit(1).executeTakeFirst())
}

/** What the first page needs to know before anyone signed in. Passwords are told of the demo only. */
export async function readStart({ db, config }: Pick<Platform, 'db' | 'config'>) {
  const { signIns } = config.isDemo ? await readSetting(db, demoSignIns) : demoSignIns.initial
  return { hasOwner: await hasOwner(db), isDemo: config.isDemo, demoSignIns: signIns }
}

/** Makes the first owner; a conflict once there is one, also for the slower of two at the same moment. */
export async function createOwner(
  { db }: Pick<Platform, 'db'>,
  auth: Auth,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<{ id: string }> {
  const tooLate = () => conflict(reason('owner_exists'))
  // Before the password is hashed, so that asking in vain costs nothing.
  if (await hasOwner(db)) throw tooLate()
  const passwordHash = await auth.hashPassword(password)
  return inTransaction(db, async (tx) => {
    await sql`lock table agents in share row exclusive mode`.execute(tx)
    if (await hasOwner(tx)) throw tooLate()
    const { language } = await readSetting(tx, shop)
    return { id: await join(tx, { name, email, passwordHash, role: 'owner', language }) }
  })
}
