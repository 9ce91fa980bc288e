/** Who takes tickets now: an agent who is online gets new ones by round robin, one who is away gets none. */
import { changed, type Db, inTransaction, type Tx } from '../platform/db.ts'
import { addJob } from '../platform/jobs.ts'

export type AvailabilityKey = 'online' | 'away'

/**
 * Sets whether an agent takes tickets. This is the only place where an agent comes online; what came in while nobody was
 * there is then handed out (F22).
 */
export async function setAvailability(tx: Tx, agentId: string, availability: AvailabilityKey): Promise<void> {
  const updated = await tx
    .updateTable('agents')
    .set({ availability, updatedAt: new Date() })
    .where('id', '=', agentId)
    .where('availability', '<>', availability)
    .returning('id')
    .executeTakeFirst()
  if (!updated) return
  changed(tx, 'team')
  if (availability === 'online') await addJob(tx, 'drain', {}, { jobKey: 'drain' })
}

/** An agent whose last session ended is away. */
export async function leave(db: Db, agentId: string): Promise<void> {
  const session = await db
    .selectFrom('sessions')
    .select('id')
    .where('agentId', '=', agentId)
    .where('expiresAt', '>', new Date())
    .limit(1)
    .executeTakeFirst()
  if (!session) await inTransaction(db, (tx) => setAvailability(tx, agentId, 'away'))
}
