/** Which tickets of the list are chosen for a change of several at once. */
import { useCallback, useMemo, useState } from 'react'
import type { Ticket } from '../api.ts'

export function useChosen(tickets: Ticket[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const chosen = useMemo(() => tickets.filter(({ id }) => ids.has(id)), [tickets, ids])
  const toggle = useCallback(
    (id: string) =>
      setIds((before) => {
        const next = new Set(before)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    [],
  )
  const clear = useCallback(() => setIds(new Set()), [])
  return { chosen, toggle, clear }
}
