/** One ticket in the list: who, what, by which channel, how they feel, how long they have waited, who has it. Two lines, 56 px. */
import { type MouseEvent, memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../shared/columns.ts'
import { said } from '../about.ts'
import type { ListedTicket } from '../api.ts'
import { calledBy } from '../calledBy.ts'
import { channelIcons } from '../icons.tsx'
import { initials } from '../initials.ts'
import { SentimentBadge } from '../SentimentBadge.tsx'
import { Found, HitLine } from '../search/HitLine.tsx'
import { prefetchTicket } from '../tickets/useThread.ts'
import { amount } from '../time.ts'
import { RowFacts } from './RowFacts.tsx'
import styles from './TicketList.module.css'
import type { Writing } from './useWritings.ts'
import { ViewerDot } from './ViewerDot.tsx'
import { WaitingTime } from './WaitingTime.tsx'

export const rowHeight = 56
/** The pointer rests this long on a row before its ticket is asked for, milliseconds. */
const restTime = 80

interface Props {
  ticket: ListedTicket
  top: number
  /** Where the ticket is. An ordinary link: one of the router's in each row would make scrolling a long list hard work. */
  href: string
  /** What was looked for. */
  words: string
  /** That one has begun to write there, or has a reply that waits. */
  writing: Writing | undefined
  columns: readonly Column[]
  isOpen: boolean
  isChosen: boolean
  isChoosing: boolean
  onChoose: (id: string, isRange?: boolean) => void
  onFocus: (id: string) => void
  onOpen: (id: string, replace?: boolean, messageId?: string) => void
}

export const TicketRow = memo(function TicketRow(props: Props) {
  const { ticket, isOpen, isChosen, isChoosing, columns } = props
  const shows = (column: Column) => columns.includes(column)
  const subject = shows('subject') && ticket.subject
  const { t } = useTranslation()
  const preview = shows('preview') && (said(t, { ...ticket, text: ticket.preview }) || (!ticket.subject && t('list.noText')))
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const Channel = channelIcons[ticket.channel]
  const name = calledBy(ticket.customer) || t('list.nameless')
  const words = ticket.hit ? props.words : ''
  const open = (event: MouseEvent) => {
    // With a key, the browser opens it elsewhere.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    props.onOpen(ticket.id, false, ticket.hit?.messageId)
  }
  return (
    <li
      className={styles.row}
      style={{ transform: `translateY(${props.top}px)` }}
      data-row={ticket.id}
      data-open={isOpen || undefined}
      data-chosen={isChosen || undefined}
      data-unread={ticket.isUnread || undefined}
      data-choosing={isChoosing || undefined}
    >
      <a
        href={props.href}
        onClick={open}
        className={styles.link}
        aria-current={isOpen ? 'true' : undefined}
        onFocus={() => props.onFocus(ticket.id)}
        onPointerEnter={() => {
          resting.current = setTimeout(() => prefetchTicket(ticket.id), restTime)
        }}
        onPointerLeave={() => clearTimeout(resting.current)}
      >
        <span className={styles.signs}>
          <span className={styles.channel}>
            <Channel />
          </span>
          {ticket.isUnread && (
            <span className={styles.unread}>
              <span className="forReaders">{t('list.unread')} </span>
            </span>
          )}
        </span>
        <span className={styles.line}>
          <span className={styles.name} dir="auto">
            <Found text={name} words={words} />
          </span>
          <span className={styles.end}>
            {shows('number') && <span>#{ticket.number}</span>}
            {shows('order_value') && ticket.orderValue !== null && (
              <span title={t('column.order_value')}>{amount(ticket.orderValue, 2)}</span>
            )}
            {shows('sentiment') && <SentimentBadge sentiment={ticket.sentiment} />}
          </span>
        </span>
        <span className={styles.line}>
          <span className={styles.about} dir="auto">
            {subject && (
              <span className={styles.subject}>
                <Found text={subject} words={words} />
              </span>
            )}
            {subject && (ticket.hit ?? preview) && ' · '}
            {ticket.hit ? <HitLine at={ticket.hit.at} pieces={ticket.hit.pieces} /> : <span className={styles.preview}>{preview}</span>}
          </span>
          <span className={styles.end}>
            {props.writing && <span className={styles.status}>{t(`list.${props.writing}`)}</span>}
            <RowFacts ticket={ticket} columns={columns} />
            {shows('status') && ticket.status !== 'open' && <span className={styles.status}>{t(`status.${ticket.status}`)}</span>}
            <span className="forReaders">{t(`channel.${ticket.channel}`)}</span>
            <ViewerDot ticketId={ticket.id} />
            {(shows('waiting') || ticket.quietSince) && <WaitingTime ticket={ticket} />}
            {shows('assignee') && ticket.assignee && (
              <span className={styles.assignee} title={ticket.assignee.name}>
                <span aria-hidden="true">{initials(ticket.assignee.name)}</span>
                <span className="forReaders">{t('list.assignedTo', { name: ticket.assignee.name })}</span>
              </span>
            )}
          </span>
        </span>
      </a>
      <input
        type="checkbox"
        className={styles.choose}
        checked={isChosen}
        onClick={({ shiftKey }) => props.onChoose(ticket.id, shiftKey)}
        onChange={() => undefined}
        aria-label={t('list.choose', { name })}
        tabIndex={isChoosing ? 0 : -1}
      />
    </li>
  )
})
