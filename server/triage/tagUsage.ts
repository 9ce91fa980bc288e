/** How much each tag is used. */
import { sql } from 'kysely'
import type { Filter } from '../../shared/filter.ts'
import type { TagFollowers, TagUsage } from '../../shared/tags.ts'
import type { ActionCall } from '../../shared/triage.ts'
import { tagsNamed } from '../conditions/tagsNamed.ts'
import type { Db } from '../platform/db.ts'
import { tagsOfActions } from '../tickets/retag.ts'

const recentDays = 90

/** Every tag that a ticket of the last days has, or that a rule, a macro or a view names. */
export async function tagUsage(db: Db): Promise<TagUsage[]> {
  const { rows } = await sql<{ key: string; count: number }>`
    select tag as key, count(*)::int as count from tickets t, unnest(t.tags) tag
    where t.created_at > now() - ${recentDays} * interval '1 day' group by 1`.execute(db)
  const tickets = new Map(rows.map(({ key, count }) => [key, count]))
  const [rules, macros, views] = await naming(db)
  const known = await db.selectFrom('tags').select('key').execute()
  return known
    .map(({ key }) => ({
      key,
      tickets: tickets.get(key) ?? 0,
      rules: rules.get(key) ?? 0,
      macros: macros.get(key) ?? 0,
      views: views.get(key) ?? 0,
    }))
    .filter((one) => one.tickets + one.rules + one.macros + one.views > 0)
}

/** What has this tag or names it: of tickets all, however old. */
export async function tagFollowers(db: Db, key: string): Promise<TagFollowers> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from tickets where tags && array[${key}]::text[]`.execute(db)
  const [rules, macros, views] = await naming(db)
  return { tickets: rows[0]?.count ?? 0, rules: rules.get(key) ?? 0, macros: macros.get(key) ?? 0, views: views.get(key) ?? 0 }
}

/** How many rules, macros and views name each tag. */
async function naming(db: Db): Promise<[Map<string, number>, Map<string, number>, Map<string, number>]> {
  const rules = await db.selectFrom('rules').select(['filter', 'actions']).execute()
  const macros = await db.selectFrom('macros').select('actions').execute()
  const views = await db.selectFrom('views').select('filter').where('deletedAt', 'is', null).execute()
  const filtered = (filter: unknown) => tagsNamed(filter as Filter)
  const acted = (actions: unknown) => tagsOfActions(actions as ActionCall[])
  return [
    counted(rules.map(({ filter, actions }) => [...filtered(filter), ...acted(actions)])),
    counted(macros.map(({ actions }) => acted(actions))),
    counted(views.map(({ filter }) => filtered(filter))),
  ]
}

function counted(lists: string[][]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const list of lists) for (const key of new Set(list)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
