/** The same change for several tickets, with one undo for all of them. */
import i18next from 'i18next'
import type { TicketChange } from '../../shared/tickets.ts'
import type { Ticket } from '../api.ts'
import { changeTicket, wayBack } from '../changeTicket.ts'
import { sayUndo } from '../notices.ts'

/** So many requests are under way at once. */
const atOnce = 4

async function each(tickets: Ticket[], changeOf: (ticket: Ticket) => TicketChange): Promise<Ticket[]> {
  const waiting = [...tickets]
  const kept: Ticket[] = []
  const work = async () => {
    for (let ticket = waiting.shift(); ticket; ticket = waiting.shift()) {
      const problem = i18next.t('bulk.problem', { number: ticket.number })
      if (await changeTicket(ticket, changeOf(ticket), { problem })) kept.push(ticket)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return kept
}

/** Changes all of them, says how many it were, and offers the way back. */
export async function changeAll(tickets: Ticket[], change: TicketChange): Promise<void> {
  const kept = await each(tickets, () => change)
  if (kept.length === 0) return
  sayUndo(i18next.t('bulk.done', { count: kept.length }), () => each(kept, (was) => wayBack(was, change)))
}
