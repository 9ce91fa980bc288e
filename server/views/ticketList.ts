/** The list of tickets behind a view, a filter, or both. It stands here because it knows the saved views. */

import { everything } from '../../shared/filter.ts'
import { checkFilter } from '../conditions/check.ts'
import type { Db } from '../platform/db.ts'
import { refused } from '../platform/errors.ts'
import { agentOf, mapped } from '../rpc.ts'
import { listTickets, type Page } from '../tickets/list.ts'
import { searchTickets, wordsIn } from '../tickets/search.ts'
import { filterOf } from './filterOf.ts'
import { getView } from './saved.ts'

export const ticketListRoute = mapped.tickets.list.handler(async ({ context, input }) => {
  const { db } = context.platform
  const { agentId } = agentOf(context)
  const view = input.view === undefined ? undefined : await getView(db, input.view, agentId)
  const asked = { all: [view?.filter ?? everything, input.filter ?? everything] }
  const problem = checkFilter(asked)
  if (problem) throw refused(problem)
  const { sort, cursor, limit } = input
  return ticketsBehind(db, agentId, { filter: filterOf({ filter: asked }, input.status), sort, cursor, limit })
})

/** A page of the tickets that a filter finds. */
export function ticketsBehind(db: Db, agentId: string, { filter, ...page }: Parameters<typeof listTickets>[2]): Promise<Page> {
  // By words and newest first is a search: ordered by the hits, each shown. Other orders are asked as any filter is.
  const said = page.sort === 'newest' ? wordsIn(filter) : undefined
  return said
    ? searchTickets(db, agentId, { words: said.words, filter: said.rest, ...page })
    : listTickets(db, agentId, { filter, ...page })
}
