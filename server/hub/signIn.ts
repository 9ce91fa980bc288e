/** From the shop's signed word to a customer of ours and a hub session. */
import { sql } from 'kysely'
import { recognise } from '../customers/recognise.ts'
import { inTransaction, type Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { openAttempts } from '../team/attempts.ts'
import { readIdentity, type SignedShopper } from './identity.ts'
import { tooMuch, unauthorizedBecause } from './refusals.ts'
import { hubSecrets } from './secret.ts'
import { beginSession } from './sessions.ts'

const signingIn = openAttempts({ burst: 30, everySeconds: 4 })

/** Of one address, behind which there may be an office or a school: forged tokens cost us something too. */
const signingInFrom = openAttempts({ burst: 120, everySeconds: 0.5 })

/** Signs a shopper in. Refuses a token that the shop did not sign or that was used before, and whoever does nothing but sign in. */
export async function signIn(platform: Platform, ip: string, identity: string) {
  const waitFrom = signingInFrom.take([ip])
  if (waitFrom > 0) throw tooMuch('Too many sign-ins come from here; please wait a moment.', waitFrom)
  const shopper = await readIdentity(identity, { secrets: await hubSecrets(platform), audience: platform.publicUrl })
  const wait = signingIn.take([shopper.shopperId])
  if (wait > 0) throw tooMuch('Too many sign-ins; please wait a moment.', wait)
  return inTransaction(platform.db, async (tx) => {
    await useOnce(tx, shopper)
    const { id, name } = await findOrCreate(tx, shopper)
    return { ...(await beginSession(tx, id)), shopper: { id, name } }
  })
}

/** A token that names itself (jti) opens one session: whoever has copied it comes too late. */
async function useOnce(tx: Tx, { tokenId, expiresAt }: SignedShopper): Promise<void> {
  if (tokenId === null) return
  await sql`delete from shopper_tokens where jti in (select jti from shopper_tokens where expires_at < now() limit 100 for update skip locked)`.execute(
    tx,
  )
  const { rows } = await sql`
    insert into shopper_tokens (jti, expires_at) values (${tokenId}, ${expiresAt}) on conflict do nothing returning jti`.execute(tx)
  if (rows.length === 0) throw unauthorizedBecause('replayed', 'This shopper token was used before; each is for one sign-in.')
}

async function findOrCreate(tx: Tx, shopper: SignedShopper): Promise<{ id: string; name: string }> {
  // Two tabs of a newcomer sign in at the same instant: one after the other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`shopper:${shopper.shopperId}`}, 0))`.execute(tx)
  const from = { kind: 'shopper' as const, value: shopper.shopperId, name: shopper.name, isVerified: true }
  if (!(await isKnown(tx, shopper.shopperId)) && shopper.email) await joinByEmail(tx, shopper.shopperId, shopper.email)
  const { customerId } = await recognise(tx, from)
  if (shopper.email)
    await tx
      .insertInto('identities')
      .values({ customerId, kind: 'email', value: shopper.email, isVerified: true })
      .onConflict((conflict) => conflict.columns(['kind', 'value']).doNothing())
      .execute()
  return tx
    .updateTable('customers')
    .set({ name: sql`case when name = '' then ${shopper.name} else name end`, email: sql`coalesce(email, ${shopper.email})` })
    .where('id', '=', customerId)
    .returning(['id', 'name'])
    .executeTakeFirstOrThrow()
}

async function isKnown(tx: Tx, shopperId: string): Promise<boolean> {
  const row = await tx.selectFrom('identities').select('id').where('kind', '=', 'shopper').where('value', '=', shopperId).executeTakeFirst()
  return row !== undefined
}

/**
 * The shop has signed that this address is the shopper's, so whoever wrote to us from it is the same person. Not so when
 * that customer has another account in the shop: two accounts never read each other's chats.
 */
async function joinByEmail(tx: Tx, shopperId: string, email: string): Promise<void> {
  const known = await tx
    .selectFrom('identities')
    .select(['id', 'customerId'])
    .where('kind', '=', 'email')
    .where('value', '=', email)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!known) return
  const other = await tx
    .selectFrom('identities')
    .select('id')
    .where('customerId', '=', known.customerId)
    .where('kind', '=', 'shopper')
    .executeTakeFirst()
  if (other) return
  await tx.insertInto('identities').values({ customerId: known.customerId, kind: 'shopper', value: shopperId, isVerified: true }).execute()
  await tx.updateTable('identities').set({ isVerified: true }).where('id', '=', known.id).execute()
}
