/** How far each mailbox was read: the cursor is UIDVALIDITY and UID, never a flag. */
import { type Selectable, sql } from 'kysely'
import type { Source } from '../../../shared/ledger.ts'
import type { Db } from '../../platform/db.ts'
import type { DB } from '../../platform/schema.ts'

export type Cursor = Selectable<DB['mailboxCursors']>

/** The cursor of a connection, or undefined where it was never read. */
export const findCursor = (db: Db, connectionId: string): Promise<Cursor | undefined> =>
  db.selectFrom('mailboxCursors').selectAll().where('connectionId', '=', connectionId).executeTakeFirst()

/** Begins to read a folder, or begins anew where its UIDs have changed: from after `lastUid` on. */
export async function beginAt(
  db: Db,
  connectionId: string,
  { folder, uidValidity, lastUid }: { folder: string; uidValidity: number; lastUid: number },
): Promise<void> {
  const begun = { folder, uidValidity, firstUid: lastUid + 1, lastUid, serverCount: null, keptCount: null, comparedAt: null }
  await db
    .insertInto('mailboxCursors')
    .values({ connectionId, ...begun })
    .onConflict((conflict) => conflict.column('connectionId').doUpdateSet({ ...begun, lookedAt: sql`now()` }))
    .execute()
}

/** Everything up to this UID is taken in or in quarantine. */
export async function moveTo(db: Db, connectionId: string, uid: number): Promise<void> {
  await db
    .updateTable('mailboxCursors')
    .set({ lastUid: sql`greatest(last_uid, ${uid})`, lookedAt: sql`now()` })
    .where('connectionId', '=', connectionId)
    .execute()
}

/** Those of the server's UIDs, from the beginning of our reading on, that we have nothing of; both counts are written down. */
export async function compare(db: Db, { connectionId, uidValidity, firstUid }: Cursor, onServer: number[]): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select distinct (envelope ->> 'uid')::int as uid from payloads
    where connection_id = ${connectionId} and envelope ->> 'uidValidity' = ${String(uidValidity)}`.execute(db)
  const kept = new Set(rows.map(({ uid }) => uid))
  const counted = onServer.filter((uid) => uid >= firstUid)
  const missing = counted.filter((uid) => !kept.has(uid))
  await db
    .updateTable('mailboxCursors')
    .set({ serverCount: counted.length, keptCount: counted.length - missing.length, comparedAt: sql`now()` })
    .where('connectionId', '=', connectionId)
    .execute()
  return missing
}

/** Each mailbox that was counted, as the server has it and as we have it. */
export async function mailboxSources(db: Db): Promise<Source[]> {
  const rows = await db
    .selectFrom('mailboxCursors as m')
    .innerJoin('connections as c', 'c.id', 'm.connectionId')
    .select(['c.name', 'c.address', 'm.folder', 'm.serverCount', 'm.keptCount', 'm.comparedAt'])
    .where('m.comparedAt', 'is not', null)
    .orderBy('c.createdAt')
    .execute()
  return rows.flatMap(({ name, address, folder, serverCount, keptCount, comparedAt }) =>
    comparedAt
      ? {
          connection: name || address,
          what: folder,
          days: null,
          theirs: serverCount ?? 0,
          ours: keptCount ?? 0,
          comparedAt,
          why: null,
          said: null,
        }
      : [],
  )
}
