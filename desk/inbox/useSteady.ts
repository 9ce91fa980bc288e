/** Keeps what one looks at where it is while rows come and go above it. */
import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { Ticket } from '../api.ts'

interface List {
  /** What is asked for: another list begins at its top. */
  asked: string
  tickets: Ticket[]
  /** The ids of the rows on the screen, from the top. */
  inSight: string[]
  rowHeight: number
}

/** At the very top new rows are let in as they come. */
export function useSteady(scroller: RefObject<HTMLElement | null>, { asked, tickets, inSight, rowHeight }: List): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked for is what makes it another list
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0
  }, [asked, scroller])
  const before = useRef<{ ids: string[]; tops: Map<string, number> }>({ ids: [], tops: new Map() })
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box || box.scrollTop < rowHeight / 2) return
    const { ids, tops } = before.current
    const anchor = ids.find((id) => (tops.get(id) ?? 0) + rowHeight > box.scrollTop && tickets.some((ticket) => ticket.id === id))
    const top = anchor === undefined ? undefined : tops.get(anchor)
    const at = anchor === undefined ? -1 : tickets.findIndex(({ id }) => id === anchor)
    if (top !== undefined && at !== -1 && at * rowHeight !== top) box.scrollTop += at * rowHeight - top
  }, [tickets, scroller, rowHeight])
  useLayoutEffect(() => {
    const places = new Map<string, number>()
    for (const id of inSight) {
      const at = tickets.findIndex((ticket) => ticket.id === id)
      if (at !== -1) places.set(id, at * rowHeight)
    }
    before.current = { ids: inSight, tops: places }
  })
}
