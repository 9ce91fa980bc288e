/** May we write to a number, and for what? The newest word on each kind counts; the earlier ones are its history. */
import { sql } from 'kysely'
import type { Db, Tx } from '../platform/db.ts'

export type ConsentKind = 'marketing' | 'transactional'

export interface NewConsent {
  identityId: string
  kind: ConsentKind
  isGiven: boolean
  source: 'keyword' | 'agent' | 'api' | 'vendor' | 'import'
  /** The word, the vendor's code, the form. */
  said: string
  actorId?: string | null
  at?: Date
}

/** Writes it down; what is so already is not said again. True when it is news. */
export async function recordConsent(tx: Tx, consent: NewConsent): Promise<boolean> {
  const { identityId, kind, isGiven, source, said, actorId = null, at = new Date() } = consent
  const { numAffectedRows = 0n } = await sql`
    insert into consents (identity_id, kind, is_given, source, said, actor_id, at)
    select ${identityId}::uuid, ${kind}, ${isGiven}::boolean, ${source}, ${said}, ${actorId}::uuid, ${at}::timestamptz
    where ${isGiven}::boolean is distinct from (
      select c.is_given from consents c where c.identity_id = ${identityId}::uuid and c.kind = ${kind} order by c.at desc, c.id desc limit 1)`.execute(
    tx,
  )
  return numAffectedRows > 0n
}

/** What an identity allows now; a kind that is missing was never asked. */
export async function consentsOf(db: Db, identityId: string | null): Promise<Partial<Record<ConsentKind, boolean>>> {
  if (!identityId) return {}
  const rows = await db
    .selectFrom('consents')
    .distinctOn('kind')
    .select(['kind', 'isGiven'])
    .where('identityId', '=', identityId)
    .orderBy('kind')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return Object.fromEntries(rows.map(({ kind, isGiven }) => [kind, isGiven]))
}

/** When an identity last withdrew what it does not allow now; null: it has withdrawn nothing. */
export async function optedOutAt(db: Db, identityId: string | null): Promise<Date | null> {
  if (!identityId) return null
  const { rows } = await sql<{ at: Date | null }>`
    select max(at) filter (where not is_given) as at from (
      select distinct on (kind) is_given, at from consents where identity_id = ${identityId} order by kind, at desc, id desc
    ) newest`.execute(db)
  return rows[0]?.at ?? null
}
