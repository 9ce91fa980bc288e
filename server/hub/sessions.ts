/** Hub sessions: what a shopper's browser holds once the shop has vouched for them. Only a hash is kept. */
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, isPassingTrouble, type Tx } from '../platform/db.ts'
import { given } from '../platform/given.ts'
import { together } from '../platform/together.ts'
import type { ShopperCaller } from '../rpc.ts'

/** By this a hub session is told from an API key. */
const sessionPrefix = 'whs_'
const daysValid = 30

/** Begins a session of the customer. The token is known to the shopper alone from here on. */
export async function beginSession(tx: Tx, customerId: string, isVisitor = false): Promise<{ token: string; expiresAt: Date }> {
  const token = `${sessionPrefix}${randomBytes(32).toString('base64url')}`
  const expiresAt = new Date(Date.now() + daysValid * 24 * 60 * 60 * 1000)
  await tx.deleteFrom('shopperSessions').where('customerId', '=', customerId).where('expiresAt', '<', sql<Date>`now()`).execute()
  await tx
    .insertInto('shopperSessions')
    .values({ customerId, tokenHash: hashOf(token), expiresAt, isVisitor })
    .execute()
  return { token, expiresAt }
}

/** The shopper behind a hub session's token, or undefined. */
export async function findShopper(db: Db, token: string | undefined): Promise<ShopperCaller | undefined> {
  if (!token?.startsWith(sessionPrefix) || token.length > 100) return undefined
  let find = finders.get(db)
  if (!find) {
    find = together((hashes: string[]) => findAll(db, hashes), { most: 50, atOnce: 2, enough: 8, isHopeless: isPassingTrouble })
    finders.set(db, find)
  }
  return find(hashOf(token))
}

const finders = new WeakMap<Db, (hash: string) => Promise<ShopperCaller | undefined>>()

/** One question for all who ask at the same moment. */
async function findAll(db: Db, hashes: string[]): Promise<(ShopperCaller | undefined)[]> {
  const { rows } = await sql<{ place: number; id: string; name: string; value: string; isVisitor: boolean }>`
    select a.place, c.id, c.name, i.value, s.is_visitor as "isVisitor"
    from ${given('a', hashes, { hash: ['text', (hash) => hash] })}
    join shopper_sessions s on s.token_hash = a.hash and s.expires_at > now()
    join customers c on c.id = s.customer_id
    join lateral (
      -- Not by the index of kinds and values, which looks good until there are many shoppers: hence no plain comparison.
      select value from identities where customer_id = c.id and kind || '' = case when s.is_visitor then 'visitor' else 'shopper' end order by created_at limit 1
    ) i on true`.execute(db)
  const shoppers = new Map(
    rows.map(({ place, id, name, value, isVisitor }) => [
      place,
      { kind: 'shopper' as const, customerId: id, name, shopperId: value, isVisitor },
    ]),
  )
  return hashes.map((_, index) => shoppers.get(index + 1))
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')
