/** Replies that wait for their connection: none is lost, and none says that it was sent (F14). */
import { sql } from 'kysely'
import type { Db, Tx } from '../platform/db.ts'

/** What waits was tried and is queued with the reason. */
const waits = sql`m.direction = 'out' and m.state = 'queued' and m.error is not null`

/** How many replies wait, by connection. */
export async function waitingBy(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select m.connection_id as id, count(*)::int as count from messages m where m.connection_id is not null and ${waits} group by 1`.execute(
    db,
  )
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/**
 * Whatever waits for this connection is tried now, not at the end of its pause. Only jobs that nobody works on are moved, so no
 * message is under way twice.
 */
export async function tryWaitingNow(tx: Tx, connectionId: string): Promise<void> {
  await sql`
    with moved as (
      select id from graphile_worker.reschedule_jobs(array(
        select j.id from graphile_worker.jobs j join messages m on j.key = 'deliver:' || m.id where m.connection_id = ${connectionId} and ${waits}
      ), run_at => now())
    ) select pg_notify('jobs:insert', json_build_object('r', random(), 'count', count(*))::text) from moved having count(*) > 0`.execute(tx)
}
