import { tagsNamed, withTag } from '../conditions/tagsNamed.ts'
import { changed, type Tx } from '../platform/db.ts'
import { actionsWithTag, tagsOfActions } from '../tickets/retag.ts'

/** Lets the rules follow when a tag becomes another. Answers how many named it. */
export async function retagRules(tx: Tx, from: string, into: string): Promise<number> {
  const rows = await tx.selectFrom('rules').select(['id', 'filter', 'actions']).forUpdate().execute()
  const named = rows.flatMap(({ id, filter, actions }) => {
    const isNamed = tagsNamed(filter).includes(from) || tagsOfActions(actions).includes(from)
    return isNamed ? [{ id, filter: withTag(filter, from, into), actions: actionsWithTag(actions, from, into) }] : []
  })
  for (const { id, filter, actions } of named)
    await tx
      .updateTable('rules')
      .set({ filter: JSON.stringify(filter), actions: JSON.stringify(actions), updatedAt: new Date() })
      .where('id', '=', id)
      .execute()
  if (named.length > 0) changed(tx, 'rules')
  return named.length
}
