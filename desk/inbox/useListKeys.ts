/** The list by keyboard: j and k move, Enter opens, x chooses. Where a ticket is open, moving opens the next one. */
import { useEffect, useState } from 'react'
import type { Ticket } from '../api.ts'
import { useKeys } from '../keys.ts'

/** A third of a second: what leaves the screen has left by then. */
const framesLooked = 20

interface List {
  tickets: Ticket[]
  ticketId: string | undefined
  onOpen: (id: string | undefined, replace?: boolean) => void
  onChoose: (id: string, isRange: boolean) => void
}

export function useListKeys({ tickets, ticketId, onOpen, onChoose }: List) {
  const [cursor, setCursor] = useState<string | undefined>(ticketId)
  // What had the focus may go with the ticket that was closed, at once or some frames later: then the row of the next one has it.
  useEffect(() => {
    if (!ticketId) return
    let frame = 0
    const look = (left: number) => {
      frame = requestAnimationFrame(() => {
        if (document.activeElement === document.body) setCursor(ticketId)
        else if (left > 0) look(left - 1)
      })
    }
    look(framesLooked)
    return () => cancelAnimationFrame(frame)
  }, [ticketId])
  const move = (by: number) => {
    const at = tickets.findIndex(({ id }) => id === (ticketId ?? cursor))
    const next = tickets[at === -1 ? 0 : Math.min(Math.max(at + by, 0), tickets.length - 1)]
    if (!next) return
    setCursor(next.id)
    if (ticketId) onOpen(next.id, true)
  }
  useKeys([
    { key: 'j', words: 'keys.next', area: 'keys.list', run: () => move(1) },
    { key: 'k', words: 'keys.previous', area: 'keys.list', run: () => move(-1) },
    { key: 'enter', words: 'keys.open', area: 'keys.list', run: () => cursor && onOpen(cursor) },
    { key: 'x', words: 'keys.choose', area: 'keys.list', run: ({ shiftKey }) => cursor && onChoose(cursor, shiftKey) },
  ])
  return { cursor, setCursor }
}
