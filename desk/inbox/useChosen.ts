/** Which tickets of the list are chosen for a change of several at once: one by one, a range, all that are here, or all there are. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Ticket } from '../api.ts'

const none: ReadonlySet<string> = new Set()

export function useChosen(tickets: Ticket[]) {
  const [ids, setIds] = useState(none)
  /** All that the list would show, also beyond what is loaded; those in `ids` are then chosen away. */
  const [isAll, setAll] = useState(false)
  const last = useRef<string>(undefined)
  const order = useRef(tickets)
  order.current = tickets
  const isChosen = useCallback((id: string) => ids.has(id) !== isAll, [ids, isAll])
  const chosen = useMemo(() => tickets.filter(({ id }) => isChosen(id)), [tickets, isChosen])

  /** Chooses one or chooses it away; with `isRange` all from the one before to this one. */
  const toggle = useCallback((id: string, isRange = false) => {
    const from = isRange ? order.current.findIndex((one) => one.id === last.current) : -1
    const to = order.current.findIndex((one) => one.id === id)
    last.current = id
    setIds((before) => {
      const next = new Set(before)
      if (from >= 0 && to >= 0) for (const one of order.current.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one.id)
      else if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])
  const clear = useCallback(() => {
    setIds(none)
    setAll(false)
  }, [])
  const chooseHere = useCallback(() => {
    setAll(false)
    setIds(new Set(order.current.map(({ id }) => id)))
  }, [])
  const chooseAll = useCallback(() => {
    setAll(true)
    setIds(none)
  }, [])
  return { chosen, isAll, except: isAll ? [...ids] : [], toggle, clear, chooseHere, chooseAll }
}

export type Choosing = ReturnType<typeof useChosen>
