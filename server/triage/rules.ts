/** Routing rules: reading, making, changing and moving them. They stand in order; the first that matches wins. */
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { reason } from '../../shared/refusals.ts'
import type { Rule, RuleEditors } from '../../shared/triage.ts'
import type { Role } from '../../shared/words.ts'
import { checkFilter } from '../conditions/check.ts'
import { changed, type Db, type Tx } from '../platform/db.ts'
import { forbidden, notFound, refused } from '../platform/errors.ts'
import type { Rules } from '../platform/schema.ts'
import { readSetting, type Setting } from '../platform/settings.ts'
import { checkActions } from '../tickets/actions.ts'

/** D2: everyone may edit rules, unless an account keeps that to managers. */
export const ruleEditors: Setting<{ editors: RuleEditors }> = {
  key: 'rules',
  shape: z.object({ editors: z.enum(['everyone', 'managers']) }),
  initial: { editors: 'everyone' },
}

/** Refuses an agent where the account keeps rules to managers. */
export async function checkEditor(db: Db, caller: { role: Role }): Promise<void> {
  if (caller.role !== 'agent') return
  const { editors } = await readSetting(db, ruleEditors)
  if (editors === 'managers') throw forbidden(reason('rules_by_managers'))
}

type NewRule = Pick<Rule, 'name' | 'filter' | 'actions' | 'isEnabled'>

const ruleOf = (row: Selectable<Rules>): Rule => ({
  id: row.id,
  name: row.name,
  filter: row.filter,
  actions: row.actions,
  isEnabled: row.isEnabled,
  position: row.position,
})

/** Every rule in order. */
export async function listRules(db: Db): Promise<Rule[]> {
  return (await db.selectFrom('rules').selectAll().orderBy('position').orderBy('id').execute()).map(ruleOf)
}

/** Adds a rule at the end. */
export async function createRule(tx: Tx, createdBy: string | null, rule: NewRule): Promise<Rule> {
  await refuseUnfit(tx, rule)
  const last = await lockOrder(tx)
  const row = await tx
    .insertInto('rules')
    .values({ ...rule, filter: JSON.stringify(rule.filter), actions: JSON.stringify(rule.actions), createdBy, position: last.length })
    .returningAll()
    .executeTakeFirstOrThrow()
  changed(tx, 'rules')
  return ruleOf(row)
}

/** Changes a rule; a position moves it there and the others up or down. */
export async function changeRule(tx: Tx, id: string, { position, ...wish }: Partial<NewRule> & { position?: number }): Promise<Rule> {
  const order = await lockOrder(tx)
  if (!order.includes(id)) throw notFound('rule')
  await refuseUnfit(tx, wish)
  const { filter, actions, ...rest } = wish
  await tx
    .updateTable('rules')
    .set({
      ...rest,
      ...(filter && { filter: JSON.stringify(filter) }),
      ...(actions && { actions: JSON.stringify(actions) }),
      updatedAt: new Date(),
    })
    .where('id', '=', id)
    .execute()
  if (position !== undefined) await renumber(tx, order.filter((other) => other !== id).toSpliced(position, 0, id))
  changed(tx, 'rules')
  return ruleOf(await tx.selectFrom('rules').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
}

/** Deletes a rule. What it did to tickets stays. */
export async function removeRule(tx: Tx, id: string): Promise<void> {
  const order = await lockOrder(tx)
  if (!order.includes(id)) throw notFound('rule')
  await tx.deleteFrom('rules').where('id', '=', id).execute()
  await renumber(
    tx,
    order.filter((other) => other !== id),
  )
  changed(tx, 'rules')
}

/** The ids in order, held until the transaction ends: two who move rules at once would otherwise number them alike. */
async function lockOrder(tx: Tx): Promise<string[]> {
  await sql`lock table rules in share row exclusive mode`.execute(tx)
  return (await tx.selectFrom('rules').select('id').orderBy('position').orderBy('id').execute()).map(({ id }) => id)
}

const renumber = (tx: Tx, order: string[]) =>
  sql`update rules set position = wished.place - 1 from unnest(${order}::uuid[]) with ordinality as wished (id, place)
    where rules.id = wished.id and rules.position <> wished.place - 1`.execute(tx)

async function refuseUnfit(tx: Tx, { filter, actions }: Partial<NewRule>): Promise<void> {
  const problem = (filter && checkFilter(filter, { forRule: true })) ?? (actions && (await checkActions(tx, actions)))
  if (problem) throw refused(problem)
}
