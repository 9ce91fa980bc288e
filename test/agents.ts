/** Agents and teams for tests that are not about signing in. */
import { randomUUID } from 'node:crypto'
import type { Db } from '../server/platform/db.ts'

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
