/**
 * Who acts, for the audit log. The door of the API says it once around a procedure that changes something; each transaction
 * begun within tells the database, whose triggers write the log (migrations/0007_team.sql).
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { sql, type Transaction } from 'kysely'
import type { DB } from './schema.ts'

export interface Acting {
  kind: 'agent' | 'api' | 'system' | 'silent'
  id?: string
  name?: string
  address?: string
}

const acting = new AsyncLocalStorage<Acting>()

/** Does something in somebody's name. */
export const actAs = <T>(who: Acting, work: () => T): T => acting.run(who, work)

/** Tells a transaction who acts in it; where nobody is named, it is Warmline itself, and nothing is asked of the database. */
export async function nameActor(tx: Transaction<DB>, who = acting.getStore()): Promise<void> {
  if (who) await sql`select set_config('warmline.actor', ${JSON.stringify(who)}, true)`.execute(tx)
}
