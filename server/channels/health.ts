/** How each connection does: written with what comes and goes, and told to admins when one stops working (F14). */
import { sql } from 'kysely'
import { changed, type Tx } from '../platform/db.ts'

/** Something came in by it; `isTest`: the vendor's test button. */
export async function cameIn(tx: Tx, connectionId: string, isTest = false): Promise<void> {
  // A burst writes this row once a second, not with every message.
  const { numAffectedRows = 0n } = await sql`
    insert into connection_health as h (connection_id, last_in_at, last_test_at) values (${connectionId}, now(), ${isTest ? sql`now()` : null})
    on conflict (connection_id) do update set last_in_at = now(), last_test_at = coalesce(excluded.last_test_at, h.last_test_at)
    where h.last_in_at is null or h.last_in_at < now() - interval '1 second' or excluded.last_test_at is not null`.execute(tx)
  if (numAffectedRows > 0n) changed(tx, 'connections')
}

/** Something went out by it: it works. */
export async function wentOut(tx: Tx, connectionId: string): Promise<void> {
  const { numAffectedRows = 0n } = await sql`
    insert into connection_health as h (connection_id, last_out_at) values (${connectionId}, now())
    on conflict (connection_id) do update set last_out_at = now(), broken_at = null
    where h.last_out_at is null or h.last_out_at < now() - interval '1 second' or h.broken_at is not null`.execute(tx)
  if (numAffectedRows > 0n) changed(tx, 'connections')
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
  const { rows } = await sql<{ isNews: boolean }>`
    with before as (select broken_at from connection_health where connection_id = ${connectionId} for update), written as (
      insert into connection_health (connection_id, failed_at, failure, broken_at) values (${connectionId}, now(), ${words}, now())
      on conflict (connection_id) do update set failed_at = now(), failure = ${words}, broken_at = coalesce(connection_health.broken_at, now())
      returning 1
    ) select not exists (select from before where broken_at is not null) as "isNews" from written`.execute(tx)
  changed(tx, 'connections')
  return rows[0]?.isNews ?? false
}

/** It was asked and works, until `expiresAt` where the vendor says. */
export async function works(tx: Tx, connectionId: string, expiresAt: Date | null): Promise<void> {
  await sql`
    insert into connection_health (connection_id, expires_at) values (${connectionId}, ${expiresAt})
    on conflict (connection_id) do update set broken_at = null, expires_at = ${expiresAt}`.execute(tx)
  changed(tx, 'connections')
}
