/** Teams: groups of agents that rules route to. One of them is the default: what no rule routes goes there. */
import { sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import type { Team } from '../../shared/team.ts'
import { changed, type Db, inTransaction, isUniqueViolation, type Tx } from '../platform/db.ts'
import { conflict, notFound, refused } from '../platform/errors.ts'

const selectTeams = (db: Db) =>
  db
    .selectFrom('teams')
    .select(['id', 'name', 'isDefault'])
    .select(sql<string[]>`array(select agent_id from team_members where team_members.team_id = teams.id order by agent_id)`.as('agentIds'))

/** Every team with its members, the default one first. */
export function listTeams(db: Db): Promise<Team[]> {
  return selectTeams(db).orderBy('isDefault', 'desc').orderBy('name').execute()
}

async function getTeam(db: Db, id: string): Promise<Team> {
  const team = await selectTeams(db).where('id', '=', id).executeTakeFirst()
  if (!team) throw notFound('team')
  return team
}

/** Creates a team; the first one is the default. Throws a conflict when the name is taken. */
export function createTeam(db: Db, { name, agentIds }: { name: string; agentIds: string[] }): Promise<Team> {
  return inTransaction(db, async (tx) => {
    const teams = await lockTeams(tx)
    const isDefault = !teams.some((team) => team.isDefault)
    const { id } = await nameTaken(tx.insertInto('teams').values({ name, isDefault }).returning('id').executeTakeFirstOrThrow())
    await setMembers(tx, id, agentIds)
    changed(tx, 'team')
    return getTeam(tx, id)
  })
}

/** Renames a team, replaces its members, makes it the default in place of the one that was. */
export function changeTeam(db: Db, wish: { id: string; name?: string; agentIds?: string[]; isDefault?: true }): Promise<Team> {
  const { id, name, agentIds, isDefault } = wish
  return inTransaction(db, async (tx) => {
    const teams = await lockTeams(tx)
    if (!teams.some((team) => team.id === id)) throw notFound('team')
    if (name !== undefined) await nameTaken(tx.updateTable('teams').set({ name }).where('id', '=', id).execute())
    if (isDefault) {
      // In two steps: at no moment are there two.
      await tx.updateTable('teams').set({ isDefault: false }).where('isDefault', '=', true).where('id', '<>', id).execute()
      await tx.updateTable('teams').set({ isDefault: true }).where('id', '=', id).execute()
    }
    if (agentIds) await setMembers(tx, id, agentIds)
    changed(tx, 'team')
    return getTeam(tx, id)
  })
}

/** Removes a team; its tickets stay, without a team. Refused for the default team and for one that a rule names. */
export function removeTeam(db: Db, id: string): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const team = (await lockTeams(tx)).find((one) => one.id === id)
    if (!team) throw notFound('team')
    if (team.isDefault) throw refused(reason('default_team_stays'))
    const rule = await tx
      .selectFrom('rules')
      .select('name')
      .where(sql<boolean>`strpos(rules.actions::text || rules.filter::text, ${id}) > 0`)
      .limit(1)
      .executeTakeFirst()
    if (rule) throw refused(reason('team_in_rule', { rule: rule.name }))
    await tx.deleteFrom('teams').where('id', '=', id).execute()
    changed(tx, 'team', 'tickets')
    return { id }
  })
}

// Teams are few and change rarely: one change after the other keeps exactly one default.
const lockTeams = (tx: Tx) => tx.selectFrom('teams').select(['id', 'isDefault']).orderBy('id').forUpdate().execute()

const nameTaken = <T>(writing: Promise<T>): Promise<T> =>
  writing.catch((error) => {
    throw isUniqueViolation(error) ? conflict(reason('team_exists')) : error
  })

async function setMembers(tx: Tx, teamId: string, agentIds: string[]): Promise<void> {
  const wanted = [...new Set(agentIds)]
  const known = await tx.selectFrom('agents').select('id').where(sql<boolean>`id = any(${wanted}::uuid[])`).execute()
  if (known.length < wanted.length) throw refused(reason('person_not_on_team'))
  await tx.deleteFrom('teamMembers').where('teamId', '=', teamId).where(sql<boolean>`agent_id <> all(${wanted}::uuid[])`).execute()
  if (wanted.length > 0)
    await tx
      .insertInto('teamMembers')
      .values(wanted.map((agentId) => ({ teamId, agentId })))
      .onConflict((there) => there.doNothing())
      .execute()
}
