/** Agents made by the operator's environment (OWNER_EMAIL, OWNER_PASSWORD) and by the demo. */
import type { Role, ScreenLanguage } from '../../shared/words.ts'
import { inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import type { Auth } from './auth.ts'
import type { AvailabilityKey } from './availability.ts'
import { join } from './join.ts'

/** Makes an agent who can sign in at once; returns the id. Throws a conflict when the address is taken. */
export async function createAgent(
  platform: Pick<Platform, 'db'>,
  auth: Auth,
  agent: { name: string; email: string; password: string; role: Role; availability?: AvailabilityKey; language?: ScreenLanguage },
): Promise<string> {
  const { password, ...rest } = agent
  const passwordHash = await auth.hashPassword(password)
  return inTransaction(platform.db, (tx) => join(tx, { ...rest, passwordHash }))
}
