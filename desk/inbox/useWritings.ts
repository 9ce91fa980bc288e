/** On which tickets one has begun to write, or has a reply that waits or was held back. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../api.ts'

export type Writing = 'notSent' | 'scheduled' | 'draft'

/** By ticket. Asked once for a whole list. */
export function useWritings(): ReadonlyMap<string, Writing> {
  const { data } = useQuery({ ...api.drafts.mine.queryOptions(), staleTime: 60_000 })
  return useMemo(() => {
    const { drafts = [], heldReplies = [] } = data ?? {}
    // The later ones matter more.
    return new Map<string, Writing>([
      ...drafts.map(({ ticketId }) => [ticketId, 'draft'] as const),
      ...heldReplies.filter(({ kind }) => kind === 'later').map(({ ticketId }) => [ticketId, 'scheduled'] as const),
      ...heldReplies.filter(({ isStopped }) => isStopped).map(({ ticketId }) => [ticketId, 'notSent'] as const),
    ])
  }, [data])
}
