/** Changing a ticket: shown at once everywhere it stands, taken back with a reason if the server refuses. */
import type { InfiniteData } from '@tanstack/react-query'
import type { TicketChange } from '../shared/tickets.ts'
import { type Answers, api, client, queries, type Ticket } from './api.ts'
import { sayProblem, sayUndo } from './notices.ts'

type Page = Answers['tickets']['list']

/** Puts new values on a ticket wherever the cache holds it. */
export function patchTicket(id: string, patch: Partial<Ticket>): void {
  queries.setQueriesData<Ticket>({ queryKey: api.tickets.get.key({ input: { id } }) }, (ticket) => ticket && { ...ticket, ...patch })
  queries.setQueriesData<InfiniteData<Page>>({ queryKey: api.tickets.list.key({ type: 'infinite' }) }, (data) => {
    if (!data?.pages.some((page) => page.tickets.some((ticket) => ticket.id === id))) return data
    const change = (ticket: Ticket) => (ticket.id === id ? { ...ticket, ...patch } : ticket)
    return { ...data, pages: data.pages.map((page) => ({ ...page, tickets: page.tickets.map(change) })) }
  })
}

/** What the ticket will look like, as far as this side can know. */
function shownAs(change: TicketChange): Partial<Ticket> {
  const { assigneeId, teamId, snoozedUntil, ...same } = change
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

/** The change that leads back to what was. */
export function wayBack(was: Ticket, change: TicketChange): TicketChange {
  return {
    ...(change.status !== undefined && {
      status: was.status,
      ...(was.status === 'snoozed' && was.snoozedUntil && { snoozedUntil: new Date(was.snoozedUntil) }),
    }),
    ...(change.priority !== undefined && { priority: was.priority }),
    ...(change.assigneeId !== undefined && { assigneeId: was.assignee?.id ?? null }),
    ...(change.teamId !== undefined && { teamId: was.team?.id ?? null }),
    ...(change.tags !== undefined && { tags: was.tags }),
    ...(change.isSpam !== undefined && { isSpam: was.isSpam }),
    ...(change.subject !== undefined && { subject: was.subject }),
  }
}

/**
 * Changes a ticket at once on the screen, then on the server. `done` offers an undo with that sentence; `problem` heads
 * the reason if it is refused. Answers whether it is kept.
 */
export async function changeTicket(was: Ticket, change: TicketChange, words: { done?: string; problem: string }): Promise<boolean> {
  const patch = shownAs(change)
  const before = Object.fromEntries(Object.keys(patch).map((key) => [key, was[key as keyof Ticket]]))
  await queries.cancelQueries({ queryKey: api.tickets.list.key() })
  patchTicket(was.id, patch)
  try {
    const now = await client.tickets.change({ id: was.id, ...change })
    patchTicket(was.id, now)
    const { done } = words
    if (done) sayUndo(done, () => changeTicket(now, wayBack(was, change), { problem: words.problem }))
    return true
  } catch (error) {
    patchTicket(was.id, before)
    sayProblem(words.problem, error)
    return false
  } finally {
    for (const queryKey of [api.tickets.list.key(), api.views.counts.key(), api.tickets.timeline.key({ input: { id: was.id } })])
      queries.invalidateQueries({ queryKey })
  }
}
