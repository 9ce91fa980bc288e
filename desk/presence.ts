/** Which colleagues look at which ticket right now; the server tells, and forgets whoever falls silent. */
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { Presence } from '../shared/live.ts'
import { sayLooking, usePresenceHints } from './live.ts'
import { useMe } from './session.ts'

/** How often a desk says where it looks, milliseconds; the server waits for two and a half of these. */
const sayEvery = 5000

type People = Presence['people']
let book: ReadonlyMap<string, People> = new Map()
const listeners = new Set<() => void>()
const nobody: People = []

function hear(at: Presence[], isAll: boolean): void {
  const next = new Map(isAll ? [] : book)
  for (const { ticketId, people } of at) {
    if (people.length > 0) next.set(ticketId, people)
    else next.delete(ticketId)
  }
  book = next
  for (const listener of listeners) listener()
}

/** Keeps the book; once, around every page. Oneself is left out. */
export function usePresenceBook(): void {
  const { id } = useMe()
  usePresenceHints(
    useCallback(
      (at, isAll) =>
        hear(
          at.map(({ ticketId, people }) => ({ ticketId, people: people.filter(({ agentId }) => agentId !== id) })),
          isAll,
        ),
      [id],
    ),
  )
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** The colleagues at a ticket. */
export const useColleaguesAt = (ticketId: string): People => useSyncExternalStore(listen, () => book.get(ticketId) ?? nobody)

/** Says that this agent looks at a ticket, for as long as it is on the screen and the page is in view. */
export function useLooking(ticketId: string): void {
  useEffect(() => {
    const look = () => sayLooking(document.hidden ? null : ticketId)
    look()
    const timer = setInterval(look, sayEvery)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      sayLooking(null)
    }
  }, [ticketId])
}
