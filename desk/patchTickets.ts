/** Tickets as the screen holds them: new values are put in wherever they stand. */
import type { InfiniteData } from '@tanstack/react-query'
import type { TicketChange } from '../shared/ticketChange.ts'
import { type Answers, api, queries, type Ticket } from './api.ts'

type Page = Answers['tickets']['list']

/** Puts new values on tickets wherever the cache holds them. */
export function patchTickets(ids: ReadonlySet<string>, patchOf: (ticket: Ticket) => Partial<Ticket>): void {
  const change = <One extends Ticket>(ticket: One): One => (ids.has(ticket.id) ? { ...ticket, ...patchOf(ticket) } : ticket)
  queries.setQueriesData<Ticket>({ queryKey: api.tickets.get.key() }, (ticket) => ticket && change(ticket))
  queries.setQueriesData<InfiniteData<Page>>({ queryKey: api.tickets.list.key({ type: 'infinite' }) }, (data) => {
    if (!data?.pages.some((page) => page.tickets.some(({ id }) => ids.has(id)))) return data
    return { ...data, pages: data.pages.map((page) => ({ ...page, tickets: page.tickets.map(change) })) }
  })
}

/** Puts new values on a ticket wherever the cache holds it. */
export const patchTicket = (id: string, patch: Partial<Ticket>): void => patchTickets(new Set([id]), () => patch)

/** What the ticket will look like, as far as this side can know. */
export function shownAs(change: TicketChange): Partial<Ticket> {
  const { assigneeId, teamId, snoozedUntil, ifNoReply, isUndo, seen, ...same } = change
  const agents = queries.getQueryData<Answers['agents']['list']>(api.agents.list.queryKey())?.agents
  const teams = queries.getQueryData<Answers['teams']['list']>(api.teams.list.queryKey())?.teams
  const named = (id: string | null, among: { id: string; name: string }[] | undefined) =>
    id === null ? null : { id, name: among?.find((one) => one.id === id)?.name ?? '…' }
  return {
    ...same,
    ...(assigneeId !== undefined && { assignee: named(assigneeId, agents) }),
    ...(teamId !== undefined && { team: named(teamId, teams) }),
    ...(change.status !== undefined && { snoozedUntil: snoozedUntil ? new Date(snoozedUntil as string | Date).toISOString() : null }),
  }
}
