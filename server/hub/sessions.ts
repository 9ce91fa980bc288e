/** Hub sessions: what a shopper's browser holds once the shop has vouched for them. Only a hash is kept. */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../platform/db.ts'
import type { ShopperCaller } from '../rpc.ts'

/** By this a hub session is told from an API key. */
const sessionPrefix = 'whs_'
const daysValid = 30

/** Begins a session of the customer. The token is known to the shopper alone from here on. */
export async function beginSession(tx: Tx, customerId: string): Promise<{ token: string; expiresAt: Date }> {
  const token = `${sessionPrefix}${randomBytes(32).toString('base64url')}`
  const expiresAt = new Date(Date.now() + daysValid * 24 * 60 * 60 * 1000)
  await tx.deleteFrom('shopperSessions').where('customerId', '=', customerId).where('expiresAt', '<', sql<Date>`now()`).execute()
  await tx
    .insertInto('shopperSessions')
    .values({ customerId, tokenHash: hashOf(token), expiresAt })
    .execute()
  return { token, expiresAt }
}

/** The shopper behind a hub session's token, or undefined. */
export async function findShopper(db: Db, token: string | undefined): Promise<ShopperCaller | undefined> {
  if (!token?.startsWith(sessionPrefix) || token.length > 100) return undefined
  const row = await db
    .selectFrom('shopperSessions as s')
    .innerJoin('customers as c', 'c.id', 's.customerId')
    .innerJoin('identities as i', 'i.customerId', 'c.id')
    .select(['c.id', 'c.name', 'i.value'])
    .where('s.tokenHash', '=', hashOf(token))
    .where('s.expiresAt', '>', sql<Date>`now()`)
    .where('i.kind', '=', 'shopper')
    .orderBy('i.createdAt')
    .limit(1)
    .executeTakeFirst()
  return row && { kind: 'shopper', customerId: row.id, name: row.name, shopperId: row.value }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')
