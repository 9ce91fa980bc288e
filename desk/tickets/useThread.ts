/** What a ticket's thread is drawn from: its messages a page of 50 at a time, and its history. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, queries } from '../api.ts'
import { watchAhead } from '../live.ts'
import type { Message } from './shapes.ts'

const messagesQuery = (ticketId: string) =>
  api.tickets.messages.infiniteOptions({
    input: (before: string | undefined) => ({ ticketId, before }),
    initialPageParam: undefined,
    getNextPageParam: (page) => (page.hasEarlier ? page.messages[0]?.id : undefined),
  })

/** Fetches what opening this ticket will show, so that it opens at once; for hovering and the next one in the list. */
export function prefetchTicket(ticketId: string): void {
  watchAhead(`ticket:${ticketId}`)
  void queries.prefetchQuery(api.tickets.get.queryOptions({ input: { id: ticketId } }))
  void queries.prefetchInfiniteQuery(messagesQuery(ticketId))
  void queries.prefetchQuery(api.tickets.timeline.queryOptions({ input: { id: ticketId } }))
}

/** The thread of a ticket, oldest loaded message first. */
export function useThread(ticketId: string) {
  const query = useInfiniteQuery(messagesQuery(ticketId))
  const timeline = useQuery(api.tickets.timeline.queryOptions({ input: { id: ticketId } }))
  const pages = query.data?.pages
  const messages = useMemo<Message[]>(() => pages?.toReversed().flatMap((page) => page.messages) ?? [], [pages])
  return {
    messages,
    entries: timeline.data?.entries,
    mayReply: pages?.[0]?.mayReply,
    texts: pages?.[0]?.texts ?? null,
    limits: pages?.[0]?.limits ?? null,
    recipient: pages?.[0]?.recipient ?? null,
    hasEarlier: query.hasNextPage,
    isLoadingEarlier: query.isFetchingNextPage,
    loadEarlier: query.fetchNextPage,
    isPending: query.isPending,
    error: query.error,
    retry: query.refetch,
  }
}

export type ThreadData = ReturnType<typeof useThread>
