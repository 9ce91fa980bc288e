/** Keeps what one looks at where it is while rows come and go above it. */
import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { Ticket } from '../api.ts'

interface List {
  /** What is asked for: another list begins at its top. */
  asked: string
  tickets: Ticket[]
  /** The rows on the screen, from the top, and where each stands in pixels. */
  inSight: { id: string; top: number }[]
  rowHeight: number
}

/** At the very top new rows are let in as they come. */
export function useSteady(scroller: RefObject<HTMLElement | null>, { asked, tickets, inSight, rowHeight }: List): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked for is what makes it another list
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0
  }, [asked, scroller])
  const before = useRef<List['inSight']>([])
  useLayoutEffect(() => {
    const box = scroller.current
    // Asked for once: each time the browser lays out what has changed since.
    const at = box?.scrollTop ?? 0
    if (!box || at < rowHeight / 2) return
    for (const { id, top } of before.current) {
      if (top + rowHeight <= at) continue
      const place = tickets.findIndex((ticket) => ticket.id === id)
      if (place === -1) continue
      if (place * rowHeight !== top) box.scrollTop = at + place * rowHeight - top
      return
    }
  }, [tickets, scroller, rowHeight])
  useLayoutEffect(() => {
    before.current = inSight
  })
}
