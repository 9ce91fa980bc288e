/** API keys: programs that act as the agent who made the key, with that agent's role and no more. */
import type { ApiKey } from '../../shared/team.ts'
import { changed, type Db, inTransaction } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import type { Auth } from './auth.ts'
import type { AgentCaller } from './caller.ts'

/** Everybody's keys, newest first, without their secret. `lastUsedAt` is true to the minute. */
export async function listApiKeys(db: Db): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('apiKeys')
    .select(['id', 'name', 'start', 'agentId', 'createdAt', 'lastRequest as lastUsedAt'])
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, name: row.name ?? '', start: row.start ?? '' }))
}

/** Makes a key; this answer is the only place where it is ever seen. */
export async function createApiKey(auth: Auth, caller: AgentCaller, name: string): Promise<ApiKey & { key: string }> {
  const { id, key, start, createdAt } = await auth.library.api.createApiKey({ body: { name, userId: caller.agentId } })
  await inTransaction(auth.db, async (tx) => changed(tx, 'team'))
  return { id, name, key, start: start ?? '', agentId: caller.agentId, createdAt, lastUsedAt: null }
}

/** Revokes a key; it stops working at once. */
export async function revokeApiKey(auth: Auth, id: string): Promise<{ id: string }> {
  const gone = await inTransaction(auth.db, async (tx) => {
    const row = await tx.deleteFrom('apiKeys').where('id', '=', id).returning('agentId').executeTakeFirst()
    if (!row) throw notFound('API key')
    changed(tx, 'team')
    return row
  })
  auth.remembered.forget(gone.agentId)
  return { id }
}
