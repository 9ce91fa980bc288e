/** The rows on the screen and a few around them; more are asked for before the end is in sight. */
import { useRouter } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../shared/columns.ts'
import type { ListedTicket, Ticket } from '../api.ts'
import { wordsOfFilter } from '../search/words.ts'
import { setShown } from './refreshLists.ts'
import type { InboxSearch } from './search.ts'
import styles from './TicketList.module.css'
import { rowHeight, TicketRow } from './TicketRow.tsx'
import { useSteady } from './useSteady.ts'
import { useWritings } from './useWritings.ts'

interface Props {
  tickets: ListedTicket[]
  viewId: string
  openId: string | undefined
  search: InboxSearch
  /** What is asked for, as one string. */
  asked: string
  columns: readonly Column[]
  cursor: string | undefined
  chosen: Ticket[]
  hasMore: boolean
  onCursor: (id: string | undefined) => void
  onChoose: (id: string, isRange?: boolean) => void
  onMore: () => void
  onOpen: (id: string, replace?: boolean, messageId?: string) => void
}

/** How many rows before the end the next page is asked for: more than one can scroll past while it comes. */
const ahead = 80

export function TicketList(props: Props) {
  const { tickets, openId, cursor, hasMore, onMore } = props
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => tickets[at]?.id ?? at,
    overscan: 8,
    // React draws with the next frame, not within each scroll event.
    useFlushSync: false,
  })
  const writings = useWritings()
  const hrefOf = useHrefs(props.viewId, props.search)
  const words = useMemo(() => wordsOfFilter(props.search.filter), [props.search.filter])
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  const inSight = shown.flatMap(({ index, start }) => {
    const ticket = tickets[index]
    return ticket ? [{ ticket, id: ticket.id, top: start }] : []
  })
  useSteady(scroller, { asked: props.asked, tickets, inSight, rowHeight })
  useEffect(() => setShown(inSight.map(({ ticket }) => ticket)))
  useEffect(() => {
    if (hasMore && last >= tickets.length - ahead) onMore()
  }, [hasMore, last, tickets.length, onMore])

  // The row under the keyboard's cursor comes into view and has the focus, so that Enter is an ordinary click on its link.
  // Only when the cursor moves: new rows coming in must not pull the focus back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const at = cursor ? tickets.findIndex(({ id }) => id === cursor) : -1
    if (at === -1) return
    rows.scrollToIndex(at, { align: 'auto' })
    const frame = requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${cursor}"] a`)?.focus({ preventScroll: true }),
    )
    return () => cancelAnimationFrame(frame)
  }, [cursor])

  return (
    <div ref={scroller} className={styles.scroller}>
      <ul className={styles.rows} style={{ height: rows.getTotalSize() }} aria-label={t('list.tickets')}>
        {shown.map(({ index, key, start }) => {
          const ticket = tickets[index]
          if (!ticket) return null
          return (
            <TicketRow
              key={key}
              ticket={ticket}
              top={start}
              href={hrefOf(ticket)}
              words={words}
              writing={writings.get(ticket.id)}
              columns={props.columns}
              isOpen={ticket.id === openId}
              isChosen={props.chosen.some(({ id }) => id === ticket.id)}
              isChoosing={props.chosen.length > 0}
              onChoose={props.onChoose}
              onFocus={props.onCursor}
              onOpen={props.onOpen}
            />
          )
        })}
      </ul>
    </div>
  )
}

/** Where the tickets of a list are: asked of the router once, not for each row. */
function useHrefs(view: string, search: InboxSearch): (ticket: ListedTicket) => string {
  const router = useRouter()
  return useMemo(() => {
    const { edit: _, message: _m, find: _f, ...rest } = search
    const hrefOf = (ticket: string, message?: string) =>
      router.buildLocation({
        to: '/inbox/{-$view}/{-$ticket}',
        params: { view, ticket },
        search: message ? { ...rest, message } : rest,
      }).href
    const some = 'some-ticket'
    const template = hrefOf(some)
    return ({ id, hit }) => (hit ? hrefOf(id, hit.messageId) : template.replace(some, id))
  }, [router, view, search])
}
