/** Everyone on the team: what each may see of the others, and who may change whom. */
import { type Expression, sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import type { Agent, Me } from '../../shared/team.ts'
import { Role, ScreenLanguage } from '../../shared/words.ts'
import { changed, type Db, inTransaction, type Tx } from '../platform/db.ts'
import { forbidden, notFound, refused } from '../platform/errors.ts'
import type { Platform } from '../platform/platform.ts'
import type { Auth } from './auth.ts'
import { type AvailabilityKey, setAvailability } from './availability.ts'
import type { AgentCaller } from './caller.ts'
import { isAtLeast } from './ranks.ts'

const teamIdsOf = (agentId: Expression<string>) =>
  sql<string[]>`array(select team_id from team_members where team_members.agent_id = ${agentId} order by team_id)`

const selectAgents = (db: Db) =>
  db
    .selectFrom('agents')
    .select(['id', 'name', 'email', 'role', 'availability', 'language', 'timeZone', 'deactivatedAt', 'twoFactorEnabled'])
    .select(({ ref }) => teamIdsOf(ref('agents.id')).as('teamIds'))

type Row = Awaited<ReturnType<ReturnType<typeof selectAgents>['executeTakeFirstOrThrow']>>

const toAgent = ({ deactivatedAt, twoFactorEnabled, ...row }: Row): Agent => ({
  ...row,
  role: Role.parse(row.role),
  availability: row.availability === 'online' ? 'online' : 'away',
  language: ScreenLanguage.catch('en').parse(row.language),
  isActive: !deactivatedAt,
  hasTwoFactor: twoFactorEnabled,
})

/** Everyone, by name; those who were deactivated too, because old tickets name them. */
export async function listAgents(db: Db): Promise<Agent[]> {
  return (await selectAgents(db).orderBy('name').orderBy('id').execute()).map(toAgent)
}

/** One agent; throws not-found. */
async function getAgent(db: Db, id: string): Promise<Agent> {
  const row = await selectAgents(db).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('agent')
  return toAgent(row)
}

/** Oneself; throws not-found. */
export async function getMe(db: Db, id: string): Promise<Me> {
  const own = await db.selectFrom('agents').select('hasUnreadNotices').where('id', '=', id).executeTakeFirst()
  if (!own) throw notFound('agent')
  return { ...(await getAgent(db, id)), ...own }
}

/** Changes what is an agent's own: name, language, time zone, whether new tickets come, whether unread ones are counted. */
export async function changeMe(
  { db }: Pick<Platform, 'db'>,
  auth: Auth,
  agentId: string,
  {
    availability,
    ...wish
  }: { name?: string; language?: ScreenLanguage; timeZone?: string; availability?: AvailabilityKey; hasUnreadNotices?: boolean },
): Promise<Me> {
  await inTransaction(db, async (tx) => {
    if (availability) await setAvailability(tx, agentId, availability)
    if (Object.values(wish).every((value) => value === undefined)) return
    await tx
      .updateTable('agents')
      .set({ ...wish, updatedAt: new Date() })
      .where('id', '=', agentId)
      .execute()
    changed(tx, 'team')
  })
  auth.remembered.forget(agentId)
  return getMe(db, agentId)
}

export interface AgentWish {
  id: string
  role?: Role
  isActive?: boolean
  /** Turns two-factor off for a colleague who lost the device. */
  hasTwoFactor?: false
}

/**
 * Changes a colleague's role or access. Nobody changes somebody above themselves or gives a role above their own, and
 * the last active owner stays. Whoever is deactivated is out at once: sessions, keys and live connections.
 */
export async function changeAgent(
  { db, live }: Pick<Platform, 'db' | 'live'>,
  auth: Auth,
  caller: AgentCaller,
  wish: AgentWish,
): Promise<Agent> {
  await inTransaction(db, async (tx) => {
    await checkWish(tx, caller, wish)
    const { id, role, isActive, hasTwoFactor } = wish
    await tx
      .updateTable('agents')
      .set({
        updatedAt: new Date(),
        ...(role && { role }),
        ...(hasTwoFactor === false && { twoFactorEnabled: false }),
        ...(isActive === true && { deactivatedAt: null }),
        ...(isActive === false && { deactivatedAt: sql<Date>`coalesce(deactivated_at, now())`, availability: 'away' }),
      })
      .where('id', '=', id)
      .execute()
    if (hasTwoFactor === false) await tx.deleteFrom('twoFactors').where('agentId', '=', id).execute()
    if (isActive !== undefined) await tx.deleteFrom('sessions').where('agentId', '=', id).execute()
    changed(tx, 'team')
  })
  auth.remembered.forget(wish.id)
  if (wish.isActive === false) live.disconnectAgent(wish.id)
  return getAgent(db, wish.id)
}

async function checkWish(tx: Tx, caller: AgentCaller, { id, role, isActive, hasTwoFactor }: AgentWish): Promise<void> {
  // Locks every owner, so that two owners who demote each other at the same moment do not both succeed. The caller's
  // role is read anew as well: it may have changed since the request came in.
  const rows = await tx
    .selectFrom('agents')
    .select(['id', 'role', 'deactivatedAt'])
    .where((where) => where.or([where('id', 'in', [id, caller.agentId]), where('role', '=', 'owner')]))
    .orderBy('id')
    .forUpdate()
    .execute()
  const people = rows.map((row) => ({ ...row, role: Role.parse(row.role) }))
  const me = people.find((agent) => agent.id === caller.agentId && !agent.deactivatedAt)
  const target = people.find((agent) => agent.id === id)
  if (!me) throw forbidden()
  if (!target) throw notFound('agent')
  if (!isAtLeast(me.role, 'admin')) throw forbidden()
  if (!isAtLeast(me.role, target.role)) throw forbidden(reason('only_owner_changes'))
  if (role && !isAtLeast(me.role, role)) throw forbidden(reason('only_owner_makes'))
  if (hasTwoFactor === false && id === me.id) throw refused(reason('two_factor_own'))
  const losesOwner = target.role === 'owner' && !target.deactivatedAt && (isActive === false || (role !== undefined && role !== 'owner'))
  if (losesOwner && !people.some((other) => other.id !== id && other.role === 'owner' && !other.deactivatedAt))
    throw refused(reason('last_owner'))
}
