/** Search over the API. It stands here because it shows what a list shows: spam stays out, as of every view. */

import { everything } from '../../shared/filter.ts'
import { wantedOf } from '../../shared/searchWords.ts'
import { findCustomers, findOrders } from '../customers/find.ts'
import { agentOf, mapped } from '../rpc.ts'
import { searchTickets } from '../tickets/search.ts'
import { pendingMessages } from '../tickets/searchIndex.ts'
import { filterOf } from './filterOf.ts'

const others = 5

export const searchRoutes = {
  find: mapped.search.find.handler(async ({ context, input }) => {
    const { db } = context.platform
    const { agentId } = agentOf(context)
    const { q, status, cursor, limit } = input
    const filter = { all: [filterOf({ filter: everything }, status)].flatMap((one) => ('all' in one ? one.all : [one])) }
    const isFirst = cursor === undefined
    const [tickets, customers, orders, pending] = await Promise.all([
      wantedOf(q).length > 0 ? searchTickets(db, agentId, { words: q, filter, cursor, limit }) : { tickets: [], nextCursor: null },
      isFirst ? findCustomers(db, q, others) : [],
      isFirst ? findOrders(db, q, others) : [],
      pendingMessages(db),
    ])
    return { ...tickets, customers, orders, pending }
  }),
}
