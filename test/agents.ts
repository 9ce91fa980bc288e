/** Agents and teams for tests. */
import { randomUUID } from 'node:crypto'
import { type Db, inTransaction } from '../server/platform/db.ts'
import type { Auth } from '../server/team/auth.ts'
import { join } from '../server/team/join.ts'
import type { Role } from '../shared/words.ts'

/** Makes an agent without a password. */
export async function makeAgent(
  db: Db,
  fields: { name?: string; role?: string; availability?: string } = {},
): Promise<{ agentId: string; name: string }> {
  const name = fields.name ?? 'Maja Jansson'
  const { id } = await db
    .insertInto('agents')
    .values({ name, email: `${randomUUID()}@shop.example`, role: fields.role ?? 'agent', availability: fields.availability ?? 'away' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { agentId: id, name }
}

const hashes = new Map<string, string>()

/** Makes one who can sign in; returns the id. A password is hashed once for all who have it: that takes a tenth of a second. */
export async function makeSignIn(
  db: Db,
  auth: Auth,
  agent: { name: string; email: string; password: string; role: Role },
): Promise<string> {
  const { password, ...rest } = agent
  const passwordHash = hashes.get(password) ?? (await auth.hashPassword(password))
  hashes.set(password, passwordHash)
  return inTransaction(db, (tx) => join(tx, { ...rest, passwordHash }))
}
