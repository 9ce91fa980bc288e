/** The middle-left pane: the name of the view and its order, what narrows it, and the list. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { Filter } from '../../shared/filter.ts'
import type { ListedTicket, View } from '../api.ts'
import { FilterText } from '../filters/FilterText.tsx'
import { isSame } from '../filters/tree.ts'
import { useHeldCloses } from '../heldCloses.ts'
import { useKeys } from '../keys.ts'
import { columnsOf } from '../views/columns.ts'
import styles from './BulkBar.module.css'
import { BulkBar } from './BulkBar.tsx'
import { ListBar } from './ListBar.tsx'
import { ListHeader } from './ListHeader.tsx'
import { listed, listOptions, startFilter } from './listQuery.ts'
import { NoTickets } from './NoTickets.tsx'
import { SkeletonRows } from './SkeletonRows.tsx'
import type { InboxSearch } from './search.ts'
import { TicketList } from './TicketList.tsx'
import { useChosen } from './useChosen.ts'
import { useListKeys } from './useListKeys.ts'
import type { Narrow } from './useNarrowing.ts'

interface Props {
  view: View
  search: InboxSearch
  ticketId: string | undefined
  onNarrow: Narrow
  onOpen: (id: string | undefined, replace?: boolean, messageId?: string) => void
  onOrder: (ids: string[], openId: string | undefined) => void
}

export function ListPane({ view, search, ticketId, onNarrow, onOpen, onOrder }: Props) {
  const asked = listed(view, search)
  const list = useInfiniteQuery(listOptions(asked, true))
  const held = useHeldCloses()
  const tickets = useMemo(
    () => shownIn(list.data?.pages.flatMap((page) => page.tickets) ?? [], asked.status, held),
    [list.data, asked.status, held],
  )
  const filter = search.filter ?? startFilter(view)
  const setFilter = (next: Filter) =>
    onNarrow(({ filter: _, ...rest }) => (isSame(next, startFilter(view)) ? rest : { ...rest, filter: next }))
  const choosing = useChosen(tickets)
  const { chosen, toggle } = choosing
  const isChoosing = chosen.length > 0 || choosing.isAll
  const openHit = (id: string | undefined, replace?: boolean) => onOpen(id, replace, tickets.find((one) => one.id === id)?.hit?.messageId)
  const { cursor, setCursor } = useListKeys({ tickets, ticketId, onOpen: openHit, onChoose: toggle })
  useKeys([
    {
      key: '*',
      words: 'keys.chooseAll',
      area: 'keys.list',
      run: chosen.length === tickets.length ? choosing.chooseAll : choosing.chooseHere,
    },
  ])
  const { isPending } = list
  useEffect(() => {
    if (isPending) return
    onOrder(
      tickets.map(({ id }) => id),
      ticketId,
    )
  }, [isPending, tickets, ticketId, onOrder])
  return (
    <>
      <ListHeader view={view} search={search} asked={asked} onNarrow={onNarrow} />
      <FilterText key={view.id} filter={filter} onChange={setFilter} />
      <div className={styles.bars}>
        <div inert={isChoosing}>
          <ListBar view={view} search={search} filter={filter} onFilter={setFilter} onNarrow={onNarrow} />
        </div>
        {isChoosing && <BulkBar choosing={choosing} asked={asked} hasMore={list.hasNextPage} />}
      </div>
      {isPending ? (
        <SkeletonRows />
      ) : tickets.length === 0 ? (
        <NoTickets
          view={view}
          isNarrowed={search.filter !== undefined || search.status !== undefined}
          error={list.error}
          onRetry={list.refetch}
        />
      ) : (
        <TicketList
          tickets={tickets}
          openId={ticketId}
          viewId={view.id}
          search={search}
          asked={JSON.stringify(asked)}
          columns={columnsOf(view)}
          cursor={cursor}
          chosen={chosen}
          onCursor={setCursor}
          onChoose={toggle}
          hasMore={list.hasNextPage && !list.isFetchingNextPage}
          onMore={list.fetchNextPage}
          onOpen={onOpen}
        />
      )}
    </>
  )
}

/**
 * A page that shifted while it was read can bring a ticket twice; one whose close is still held is shown as closed; one
 * whose status has just been changed no longer belongs.
 */
function shownIn(tickets: ListedTicket[], status: ListedTicket['status'] | undefined, held: ReadonlySet<string>): ListedTicket[] {
  const seen = new Set<string>()
  return tickets.flatMap((one) => {
    const ticket = held.has(one.id) ? { ...one, status: 'closed' as const } : one
    if (seen.has(ticket.id) || (status && ticket.status !== status)) return []
    seen.add(ticket.id)
    return [ticket]
  })
}
