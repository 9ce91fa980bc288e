/** Lists of tickets: filtered, ordered, a page at a time. A page begins after a key, never after a number of rows. */
import type { Ticket } from '../../shared/tickets.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/errors.ts'
import { findKeys } from './findKeys.ts'
import { cursorOf } from './order.ts'
import { readTickets } from './rows.ts'

export interface Page {
  tickets: Ticket[]
  nextCursor: string | null
}

/** The page of tickets that `filter` finds for this agent, after `cursor`. */
export async function listTickets(db: Db, agentId: string, query: Parameters<typeof findKeys>[2]): Promise<Page> {
  // First which ones, then what they are. One statement for both takes longer to be planned for its values than to run.
  const keys = await findKeys(db, agentId, query)
  const page = keys.slice(0, query.limit)
  const last = keys.length > query.limit ? page.at(-1) : undefined
  return {
    tickets: await readTickets(
      db,
      agentId,
      page.map(({ id }) => id),
    ),
    nextCursor: last ? cursorOf(last) : null,
  }
}

/** One ticket as this agent sees it. */
export async function getTicket(db: Db, agentId: string, id: string): Promise<Ticket> {
  const [ticket] = await readTickets(db, agentId, [id])
  if (!ticket) throw notFound('ticket')
  return ticket
}
