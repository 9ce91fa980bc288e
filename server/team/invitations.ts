/** Invitations: a link by mail that works once, for a week. Only its hash is kept. */

import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import type { Invitation } from '../../shared/team.ts'
import { Role } from '../../shared/words.ts'
import { changed, type Db, inTransaction } from '../platform/db.ts'
import { conflict, forbidden, notFound } from '../platform/errors.ts'
import { addJob } from '../platform/jobs.ts'
import type { Platform } from '../platform/platform.ts'
import { readSetting, shop } from '../platform/settings.ts'
import type { Auth } from './auth.ts'
import type { AgentCaller } from './caller.ts'
import { join, plainAddress } from './join.ts'
import { invitationMail } from './mails.ts'
import { isAtLeast } from './ranks.ts'

const columns = ['id', 'email', 'role', 'createdAt', 'expiresAt'] as const
const toInvitation = (row: Omit<Invitation, 'role'> & { role: string }): Invitation => ({ ...row, role: Role.parse(row.role) })
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Those not yet accepted, newest first; expired ones too, so that they can be sent again. */
export async function listInvitations(db: Db): Promise<Invitation[]> {
  const rows = await db.selectFrom('invitations').select(columns).where('acceptedAt', 'is', null).orderBy('createdAt', 'desc').execute()
  return rows.map(toInvitation)
}

/** Invites an address by mail; an older invitation to it stops working. */
export async function invite(
  { db, publicUrl }: Pick<Platform, 'db' | 'publicUrl'>,
  caller: AgentCaller,
  wish: { email: string; role: Exclude<Role, 'owner'> },
): Promise<Invitation> {
  const email = plainAddress(wish.email)
  if (!isAtLeast(caller.role, wish.role)) throw forbidden(reason('invite_above'))
  const token = randomBytes(32).toString('base64url')
  return inTransaction(db, async (tx) => {
    const there = await tx.selectFrom('agents').select('deactivatedAt').where('email', '=', email).executeTakeFirst()
    if (there) throw conflict(reason(there.deactivatedAt ? 'invite_deactivated' : 'invite_on_team'))
    const values = {
      role: wish.role,
      tokenHash: hashOf(token),
      invitedBy: caller.agentId,
      createdAt: sql<Date>`now()`,
      expiresAt: sql<Date>`now() + interval '7 days'`,
    }
    const invitation = await tx
      .insertInto('invitations')
      .values({ email, ...values })
      .onConflict((open) => open.column('email').where('acceptedAt', 'is', null).doUpdateSet(values))
      .returning(columns)
      .executeTakeFirstOrThrow()
    const { language, name } = await readSetting(tx, shop)
    // A mail still waiting for the older invitation is replaced too: its link is dead.
    await addJob(
      tx,
      'mail',
      { to: email, ...invitationMail(language, name, `${publicUrl}/desk/invitation/${token}`) },
      { jobKey: `invitation:${email}` },
    )
    changed(tx, 'team')
    return toInvitation(invitation)
  })
}

/** Takes an invitation back: its link stops working. */
export function revokeInvitation(db: Db, id: string): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const gone = await tx.deleteFrom('invitations').where('id', '=', id).where('acceptedAt', 'is', null).returning('id').executeTakeFirst()
    if (!gone) throw notFound('invitation')
    changed(tx, 'team')
    return gone
  })
}

const openOnes = (db: Db, token: string) =>
  db
    .selectFrom('invitations')
    .select(columns)
    .where('tokenHash', '=', hashOf(token))
    .where('acceptedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)

/** What a link is for. A link that is used, expired, taken back or invented is not found, whichever it is. */
export async function getInvitation(db: Db, token: string): Promise<{ email: string; role: Role }> {
  const invitation = await openOnes(db, token).executeTakeFirst()
  if (!invitation) throw notFound('invitation')
  const { email, role } = toInvitation(invitation)
  return { email, role }
}

/** Makes the invited person an agent with the chosen password; of two at the same moment, one succeeds. */
export async function acceptInvitation(
  { db }: Pick<Platform, 'db'>,
  auth: Auth,
  { token, name, password }: { token: string; name: string; password: string },
): Promise<{ id: string; email: string }> {
  // Before the password is hashed, so that invented links cost nothing.
  await getInvitation(db, token)
  const passwordHash = await auth.hashPassword(password)
  return inTransaction(db, async (tx) => {
    const invitation = await openOnes(tx, token).forUpdate().executeTakeFirst()
    if (!invitation) throw notFound('invitation')
    const { language } = await readSetting(tx, shop)
    const { email, role } = toInvitation(invitation)
    const id = await join(tx, { name, email, role, passwordHash, language })
    await tx.updateTable('invitations').set({ acceptedAt: new Date() }).where('id', '=', invitation.id).execute()
    return { id, email }
  })
}
