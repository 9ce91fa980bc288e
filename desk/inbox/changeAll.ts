import i18next from 'i18next'
import type { TicketChange } from '../../shared/tickets.ts'
import type { Ticket } from '../api.ts'
import { changeTickets } from '../changeTicket.ts'
import { sayUndo } from '../notices.ts'

/** The same change for several tickets: says how many it were, and offers one undo for all of them. */
export async function changeAll(tickets: Ticket[], change: TicketChange): Promise<void> {
  const problemOf = ({ number }: Ticket) => i18next.t('bulk.problem', { number })
  const { kept, undo } = await changeTickets(tickets, change, problemOf)
  if (kept > 0) sayUndo(i18next.t('bulk.done', { count: kept }), undo)
}
