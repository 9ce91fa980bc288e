/** How each connection does: written with what comes and goes, and told to admins when one stops working (F14). */
import { sql } from 'kysely'
import { changed, type Tx } from '../platform/db.ts'
import { given } from '../platform/given.ts'
import { tryWaitingNow } from './waiting.ts'

/** Something came in by these, one after the other; `isTest`: the vendor's test button. */
export async function cameIn(tx: Tx, came: { connectionId: string; isTest: boolean }[]): Promise<void> {
  if (came.length === 0) return
  const ids = [...new Set(came.map(({ connectionId }) => connectionId))]
  // A burst writes a row once a second, not with every message; and only who writes it holds it, all in one order.
  const { rows } = await sql`
    insert into connection_health as h (connection_id, last_in_at, last_test_at)
    select a.id, now(), case when a.is_test then now() end from ${given('a', ids, {
      id: ['uuid', (id) => id],
      is_test: ['boolean', (id) => came.some(({ connectionId, isTest }) => isTest && connectionId === id)],
    })}
    where a.is_test or not exists (select from connection_health f where f.connection_id = a.id and f.last_in_at > now() - interval '1 second')
    order by a.id
    on conflict (connection_id) do update set last_in_at = now(), last_test_at = coalesce(excluded.last_test_at, h.last_test_at)
    where h.last_in_at is null or h.last_in_at < now() - interval '1 second' or excluded.last_test_at is not null
    returning h.connection_id`.execute(tx)
  if (rows.length > 0) changed(tx, 'connections')
}

/** Something went out by it: it works, unless only its way in can break; and what waited for that follows at once. */
export async function wentOut(tx: Tx, connectionId: string, breaksOnlyIn = false): Promise<void> {
  const { rows } = await sql<{ wasBroken: boolean }>`
    with before as (select broken_at from connection_health where connection_id = ${connectionId}), written as (
      insert into connection_health as h (connection_id, last_out_at) values (${connectionId}, now())
      on conflict (connection_id) do update set last_out_at = now(), broken_at = case when ${breaksOnlyIn} then h.broken_at end
      where h.last_out_at is null or h.last_out_at < now() - interval '1 second' or (h.broken_at is not null and not ${breaksOnlyIn})
      returning 1
    ) select exists (select from before where broken_at is not null) as "wasBroken" from written`.execute(tx)
  if (rows.length > 0) changed(tx, 'connections')
  if (rows[0]?.wasBroken && !breaksOnlyIn) await tryWaitingNow(tx, connectionId)
}

/** A message could not go out, in the vendor's words. */
export async function failed(tx: Tx, connectionId: string, words: string): Promise<void> {
  await sql`
    insert into connection_health (connection_id, failed_at, failure) values (${connectionId}, now(), ${words})
    on conflict (connection_id) do update set failed_at = now(), failure = ${words}`.execute(tx)
  changed(tx, 'connections')
}

/** Nothing goes by it until somebody acts. True when that is news: then admins are to be told. */
export async function broke(tx: Tx, connectionId: string, words: string): Promise<boolean> {
  await sql`insert into connection_health (connection_id) values (${connectionId}) on conflict do nothing`.execute(tx)
  const before = await tx
    .selectFrom('connectionHealth')
    .select('brokenAt')
    .where('connectionId', '=', connectionId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await sql`
    update connection_health set failed_at = now(), failure = ${words}, broken_at = coalesce(broken_at, now())
    where connection_id = ${connectionId}`.execute(tx)
  changed(tx, 'connections')
  return before.brokenAt === null
}

/** It was asked and works; what waited goes out. `expiresAt`: until then; null: for ever; undefined: the vendor does not say. */
export async function works(tx: Tx, connectionId: string, expiresAt?: Date | null): Promise<void> {
  await sql`
    insert into connection_health as h (connection_id, expires_at, checked_at) values (${connectionId}, ${expiresAt ?? null}, now())
    on conflict (connection_id) do update set broken_at = null, checked_at = now(),
      expires_at = ${expiresAt === undefined ? sql`h.expires_at` : sql`excluded.expires_at`}`.execute(tx)
  await tryWaitingNow(tx, connectionId)
  changed(tx, 'connections')
}

/** Somebody acted on it, and may have mended it: what waits tries anew, and says whether it is so. Until when a new secret holds is not known. */
export async function mayWorkAgain(tx: Tx, connectionId: string, hasNewSecrets = false): Promise<void> {
  await tx
    .updateTable('connectionHealth')
    .set({ brokenAt: null, ...(hasNewSecrets && { expiresAt: null }) })
    .where('connectionId', '=', connectionId)
    .execute()
  await tryWaitingNow(tx, connectionId)
}

/** A call of its webhook was refused, and why: whoever connects it learns that calls do come. Written once a second at most. */
export async function refusedCall(tx: Tx, connectionId: string, words: string): Promise<void> {
  const { numAffectedRows = 0n } = await sql`
    insert into connection_health as h (connection_id, refused_at, refusal) values (${connectionId}, now(), ${words})
    on conflict (connection_id) do update set refused_at = now(), refusal = excluded.refusal
    where h.refused_at is null or h.refused_at < now() - interval '1 second'`.execute(tx)
  if (numAffectedRows > 0n) changed(tx, 'connections')
}
