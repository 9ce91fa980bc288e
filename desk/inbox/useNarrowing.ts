/**
 * What narrows the inbox's list. A choice shows at once, while the address follows a moment later, and the next one builds on it:
 * of two made in quick succession neither is lost.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { startTransition, useCallback, useState } from 'react'
import type { InboxSearch } from './search.ts'

/** Makes the next state of the address from what it says by then. */
export type Narrow = (change: (now: InboxSearch) => InboxSearch) => void

/** What narrows the list of this view now, and the way to change it. */
export function useNarrowing(viewId: string): [InboxSearch, Narrow] {
  const address = useSearch({ from: '/inside/inbox/{-$view}/{-$ticket}' })
  const navigate = useNavigate({ from: '/inbox/{-$view}/{-$ticket}' })
  const [ahead, setAhead] = useState<{ viewId: string; search: InboxSearch }>()
  const narrow = useCallback<Narrow>(
    (change) => {
      let search: InboxSearch = {}
      const arriving = navigate({
        params: (before) => before,
        search: (now) => {
          search = change(now)
          return search
        },
        replace: true,
      })
      const mine = { viewId, search }
      setAhead(mine)
      void arriving.finally(() => startTransition(() => setAhead((now) => (now === mine ? undefined : now))))
    },
    [navigate, viewId],
  )
  return [ahead?.viewId === viewId ? ahead.search : address, narrow]
}
