/** Changing a ticket: shown at once everywhere it stands, taken back with a reason if the server refuses. */
import i18next from 'i18next'
import type { TicketChange } from '../shared/ticketChange.ts'
import { type Answers, api, client, queries, type Ticket } from './api.ts'
import { holdClose, isFinal } from './heldCloses.ts'
import { say, sayProblem, sayUndo } from './notices.ts'
import { patchTicket, shownAs } from './patchTickets.ts'
import { ahead } from './time.ts'

/** The change that leads back to what was. */
function wayBack(was: Ticket, change: TicketChange): TicketChange {
  return {
    ...(change.status !== undefined && {
      status: was.status,
      // A close that is taken back never was: the server removes its traces.
      ...(change.status === 'closed' && { isUndo: true as const }),
      ...(was.status === 'snoozed' && was.snoozedUntil && { snoozedUntil: new Date(was.snoozedUntil) }),
    }),
    ...(change.priority !== undefined && { priority: was.priority }),
    ...(change.assigneeId !== undefined && { assigneeId: was.assignee?.id ?? null }),
    ...(change.teamId !== undefined && { teamId: was.team?.id ?? null }),
    ...(change.tags !== undefined && { tags: was.tags }),
    ...(change.isSpam !== undefined && { isSpam: was.isSpam, ...(change.isSpam && { isUndo: true as const }) }),
    ...(change.subject !== undefined && { subject: was.subject }),
  }
}

interface Words {
  /** Offers an undo with this sentence. */
  done?: string
  /** Heads the reason if the change is refused. */
  problem: string
}

/** Changes a ticket at once on the screen, then on the server. Answers whether it is kept. */
export async function changeTicket(was: Ticket, change: TicketChange, { done, problem }: Words): Promise<boolean> {
  if (done && isFinal(was, change)) {
    sayUndo(done, hold(was, change, problem))
    return true
  }
  const now = await send(was, change, problem)
  if (now && done) sayUndo(done, () => send(now, wayBack(was, change), problem))
  return now !== undefined
}

/** Shows the change and sends it later; answers the way to take it back. */
function hold(was: Ticket, change: TicketChange, problem: string): () => void {
  const patch = shownAs(change)
  patchTicket(was.id, patch)
  const take = holdClose(was.id, () => send(was, change, problem))
  return () => {
    take()
    patchTicket(was.id, beforePatch(was, patch))
  }
}

/** What this desk showed when the change was made. */
const seenOn = (was: Ticket): NonNullable<TicketChange['seen']> => ({
  status: was.status,
  assigneeId: was.assignee?.id ?? null,
  teamId: was.team?.id ?? null,
  priority: was.priority,
  isSpam: was.isSpam,
})

/** Somebody did something else to the same thing a moment before: whoever came last hears of it. */
function sayCrossed(change: TicketChange, crossed: Answers['tickets']['change']['crossed']): void {
  for (const { kind, actor, at, data } of crossed) {
    const mine = change.status !== undefined ? `crossed.you.${change.status}` : 'crossed.you.changed'
    const theirs = i18next.t(`crossed.they.${kind}`, {
      name: actor.name,
      to: String(data.name ?? ''),
      span: ahead(Date.parse(at) - Date.now()),
    })
    say(`${theirs} ${i18next.t(['closed', 'reopened', 'snoozed', 'woken'].includes(kind) ? mine : 'crossed.you.changed')}`)
  }
}

const beforePatch = (was: Ticket, patch: Partial<Ticket>): Partial<Ticket> =>
  Object.fromEntries(Object.keys(patch).map((key) => [key, was[key as keyof Ticket]]))

async function send(was: Ticket, change: TicketChange, problem: string): Promise<Ticket | undefined> {
  const patch = shownAs(change)
  await queries.cancelQueries({ queryKey: api.tickets.list.key() })
  patchTicket(was.id, patch)
  try {
    const { crossed, ...now } = await client.tickets.change({ id: was.id, ...change, seen: seenOn(was) })
    patchTicket(was.id, now)
    sayCrossed(change, crossed)
    return now
  } catch (error) {
    patchTicket(was.id, beforePatch(was, patch))
    sayProblem(problem, error)
    return undefined
  } finally {
    for (const queryKey of [api.tickets.list.key(), api.views.counts.key(), api.tickets.timeline.key({ input: { id: was.id } })])
      queries.invalidateQueries({ queryKey })
  }
}
