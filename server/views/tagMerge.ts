/** Making one tag of two. It stands here because views, too, name tags. */

import { sql } from 'kysely'
import { reason } from '../../shared/refusals.ts'
import type { TagFollowers } from '../../shared/tags.ts'
import type { Tag } from '../../shared/triage.ts'
import { tagsNamed, withTag } from '../conditions/tagsNamed.ts'
import { changed, inTransaction, type Tx } from '../platform/db.ts'
import { notFound, refused } from '../platform/errors.ts'
import { os } from '../rpc.ts'
import { actorOf } from '../tickets/procedures.ts'
import { retagMacros, retagTickets } from '../tickets/retag.ts'
import type { Actor } from '../tickets/timeline.ts'
import { retagRules } from '../triage/retagRules.ts'
import { absorbTag } from '../triage/tags.ts'
import { tagFollowers } from '../triage/tagUsage.ts'

/** Makes the tag `from` the tag `into`: whatever has or names it follows, its words go over, and it is gone. */
export async function mergeTags(tx: Tx, from: string, into: string, actor: Actor): Promise<TagFollowers & { tag: Tag }> {
  if (from === into) throw refused(reason('tag_merge_itself'))
  const { rows } = await sql<{ key: string; name: string }>`
    select key, name from tags where key = any(${[from, into]}::text[]) order by key for update`.execute(tx)
  const source = rows.find(({ key }) => key === from)
  if (!source || rows.length < 2) throw notFound('tag')
  const tickets = await retagTickets(tx, from, into, actor)
  const rules = await retagRules(tx, from, into)
  const macros = await retagMacros(tx, from, into)
  const views = await retagViews(tx, from, into)
  const tag = await absorbTag(tx, from, into)
  const after = JSON.stringify({ merged: source.name, tickets, rules, macros, views })
  await sql`select audit_write('changed', 'tag', ${into}, ${tag.name}, '{}', ${after}::jsonb)`.execute(tx)
  return { tickets, rules, macros, views, tag }
}

async function retagViews(tx: Tx, from: string, into: string): Promise<number> {
  // Deleted ones too: a deletion can be undone.
  const rows = await tx.selectFrom('views').select(['id', 'filter', 'deletedAt']).forUpdate().execute()
  const named = rows.filter(({ filter }) => tagsNamed(filter).includes(from))
  for (const { id, filter } of named)
    await tx
      .updateTable('views')
      .set({ filter: JSON.stringify(withTag(filter, from, into)), updatedAt: new Date() })
      .where('id', '=', id)
      .execute()
  if (named.length > 0) changed(tx, 'views')
  return named.filter(({ deletedAt }) => deletedAt === null).length
}

export const tagMergeRoutes = {
  followers: os.tags.followers.handler(({ context, input }) => tagFollowers(context.platform.db, input.key)),
  merge: os.tags.merge.handler(({ context, input }) =>
    inTransaction(context.platform.db, (tx) => mergeTags(tx, input.key, input.into, actorOf(context))),
  ),
}
