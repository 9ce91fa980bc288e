/** The views of the API. */
import { conditionShapes } from '../conditions/shapes.ts'
import { inTransaction } from '../platform/db.ts'
import { agentOf, os } from '../rpc.ts'
import { arrangeViews, showColumns } from './arrange.ts'
import { countTickets } from './counts.ts'
import { filterOf } from './filterOf.ts'
import { changeView, createView, duplicateView, listViews, removeView, restoreView } from './saved.ts'
import { countsFor } from './turns.ts'

export const viewRoutes = {
  list: os.views.list.handler(async ({ context }) => ({ views: await listViews(context.platform.db, agentOf(context).agentId) })),
  counts: os.views.counts.handler(({ context }) => countsFor(context.platform.db, agentOf(context).agentId)),
  count: os.views.count.handler(async ({ context, input }) => ({
    count: await countTickets(context.platform.db, filterOf(input, input.status), agentOf(context).agentId),
  })),
  create: os.views.create.handler(({ context, input }) =>
    inTransaction(context.platform.db, (tx) => createView(tx, agentOf(context), input)),
  ),
  change: os.views.change.handler(({ context, input: { id, ...wish } }) =>
    inTransaction(context.platform.db, (tx) => changeView(tx, agentOf(context), id, wish)),
  ),
  remove: os.views.remove.handler(async ({ context, input }) => {
    await inTransaction(context.platform.db, (tx) => removeView(tx, agentOf(context), input.id))
    return { id: input.id }
  }),
  duplicate: os.views.duplicate.handler(({ context, input: { id, name } }) =>
    inTransaction(context.platform.db, (tx) => duplicateView(tx, agentOf(context), id, name)),
  ),
  restore: os.views.restore.handler(({ context, input }) =>
    inTransaction(context.platform.db, (tx) => restoreView(tx, agentOf(context), input.id)),
  ),
  arrange: os.views.arrange.handler(async ({ context, input }) => ({
    ids: await inTransaction(context.platform.db, (tx) => arrangeViews(tx, agentOf(context).agentId, input.ids)),
  })),
  show: os.views.show.handler(async ({ context, input: { id, columns } }) => {
    await inTransaction(context.platform.db, (tx) => showColumns(tx, agentOf(context).agentId, id, columns))
    return { columns }
  }),
  conditions: os.views.conditions.handler(async ({ context }) => ({ conditions: await conditionShapes(context.platform.db) })),
}
