/**
 * Closing a chat ends it for good: it never opens again, and the shopper sees that at once. So that it can still be taken
 * back for some seconds, as everything here, the close waits in this browser for as long as the undo is offered.
 */
import { useSyncExternalStore } from 'react'
import type { TicketChange } from '../shared/ticketChange.ts'
import type { ChannelKey } from '../shared/words.ts'
import type { Ticket } from './api.ts'
import { undoTime } from './notices.ts'

/** Channels whose closed tickets stay closed; a later message there begins a new ticket. */
const endForGood: readonly ChannelKey[] = ['webchat', 'instagram']

interface Held {
  timer: ReturnType<typeof setTimeout>
  close: () => void
}

const held = new Map<string, Held>()
const listeners = new Set<() => void>()
let ids: ReadonlySet<string> = new Set()

function tell(): void {
  ids = new Set(held.keys())
  for (const listener of listeners) listener()
}

/** Would this change close something that cannot be opened again? */
export const isFinal = (ticket: Ticket, change: TicketChange): boolean =>
  change.status === 'closed' && ticket.status !== 'closed' && endForGood.includes(ticket.channel)

/** Keeps a close back for the time of the undo, then runs `close`. Answers the way to take it back. */
export function holdClose(ticketId: string, close: () => void): () => void {
  take(ticketId)
  const run = () => {
    if (take(ticketId)) close()
  }
  held.set(ticketId, { timer: setTimeout(run, undoTime), close })
  tell()
  return () => take(ticketId)
}

/** True if it was still held. */
function take(ticketId: string): boolean {
  const one = held.get(ticketId)
  if (!one) return false
  clearTimeout(one.timer)
  held.delete(ticketId)
  tell()
  return true
}

/** Whoever leaves the page has decided: these requests outlive it. */
function closeNow(): void {
  for (const id of [...held.keys()]) {
    take(id)
    const headers = { 'content-type': 'application/json' }
    void fetch(`/api/v1/tickets/${id}`, { method: 'PATCH', keepalive: true, headers, body: JSON.stringify({ status: 'closed' }) })
  }
}
if (typeof window !== 'undefined') window.addEventListener('pagehide', closeNow)

/** The tickets whose close is still held; the screen shows them as closed. */
export function useHeldCloses(): ReadonlySet<string> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => ids,
  )
}
