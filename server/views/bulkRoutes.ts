/** Bulk changes over the API. They stand here because "all that the list shows" is what a view says. */

import { type RawBuilder, sql } from 'kysely'
import type { Chosen } from '../../shared/bulk.ts'
import { everything } from '../../shared/filter.ts'
import { reason } from '../../shared/refusals.ts'
import { checkFilter } from '../conditions/check.ts'
import { where } from '../conditions/where.ts'
import { type Db, inTransaction } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { agentOf, type CallContext, os } from '../rpc.ts'
import { cancelBulk, itemsOf, listBulk, startBulk, undoBulkRun } from '../tickets/bulk.ts'
import { filterOf } from './filterOf.ts'
import { getView } from './saved.ts'

const actorOf = (context: CallContext) => {
  const { agentId, name, by } = agentOf(context)
  return { kind: by === 'api-key' ? ('api' as const) : ('agent' as const), id: agentId, name }
}

/** The chosen tickets as a question for their ids. */
async function idsOf(db: Db, agentId: string, chosen: Chosen): Promise<RawBuilder<unknown>> {
  if ('ids' in chosen) return sql`select t.id from tickets t where t.id = any(${chosen.ids}::uuid[])`
  const view = chosen.view === undefined ? undefined : await getView(db, chosen.view, agentId)
  const asked = { all: [view?.filter ?? everything, chosen.filter ?? everything] }
  const problem = checkFilter(asked)
  if (problem) throw refused(problem)
  return sql`select t.id from tickets t where ${where(filterOf({ filter: asked }, chosen.status), { agentId })} and t.id <> all(${chosen.except}::uuid[])`
}

export const bulkRoutes = {
  start: os.bulk.start.handler(async ({ context, input }) => {
    const actor = actorOf(context)
    const { change } = input
    if ('status' in change && change.status === 'snoozed' && !(change.snoozedUntil && change.snoozedUntil.getTime() > Date.now()))
      throw refused(reason('snooze_in_past'))
    const ids = await idsOf(context.platform.db, actor.id, input.chosen)
    return inTransaction(context.platform.db, (tx) => startBulk(tx, actor, change, ids))
  }),
  count: os.bulk.count.handler(async ({ context, input }) => {
    const { db } = context.platform
    const ids = await idsOf(db, agentOf(context).agentId, input.chosen)
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from (${ids}) chosen`.execute(db)
    return { count: rows[0]?.count ?? 0 }
  }),
  list: os.bulk.list.handler(async ({ context }) => ({ runs: await listBulk(context.platform.db, agentOf(context).agentId) })),
  items: os.bulk.items.handler(({ context, input }) =>
    itemsOf(context.platform.db, agentOf(context).agentId, input.id, input.state, input.after),
  ),
  cancel: os.bulk.cancel.handler(({ context, input }) =>
    inTransaction(context.platform.db, (tx) => cancelBulk(tx, agentOf(context).agentId, input.id)),
  ),
  undo: os.bulk.undo.handler(({ context, input }) =>
    inTransaction(context.platform.db, (tx) => undoBulkRun(tx, actorOf(context), input.id)),
  ),
}
