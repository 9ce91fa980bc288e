/**
 * How long the customer has waited for an answer, with a clock before it; of a live chat, how long nobody has said a word; when
 * neither, when the last message came.
 */
import { useTranslation } from 'react-i18next'
import { quietMinutes } from '../../shared/lists.ts'
import type { Ticket } from '../api.ts'
import { ClockIcon } from '../icons.tsx'
import { clockTime, fullTime, shortDate, span, useNow } from '../time.ts'
import styles from './TicketList.module.css'

export function WaitingTime({ ticket }: { ticket: Pick<Ticket, 'waitingSince' | 'quietSince' | 'lastMessageAt' | 'status'> }) {
  const { t } = useTranslation()
  const now = useNow()
  const { quietSince } = ticket
  const isNudged = quietSince !== null && now - Date.parse(quietSince) >= quietMinutes * 60_000
  const since = isNudged ? quietSince : ticket.waitingSince
  if (since && ticket.status === 'open')
    return (
      <time
        dateTime={since}
        className={styles.waits}
        data-nudged={isNudged || undefined}
        title={t(isNudged ? 'list.quietSince' : 'list.waitingSince', { time: fullTime(since) })}
      >
        <ClockIcon size={12} />
        <span className="forReaders">{t(isNudged ? 'list.quiet' : 'list.waits')} </span>
        {span(now - Date.parse(since))}
      </time>
    )
  const isToday = new Date(ticket.lastMessageAt).toDateString() === new Date(now).toDateString()
  return (
    <time dateTime={ticket.lastMessageAt} title={`${t('list.rests')} ${fullTime(ticket.lastMessageAt)}`}>
      <span className="forReaders">{t('list.rests')} </span>
      {isToday ? clockTime(ticket.lastMessageAt) : shortDate(ticket.lastMessageAt)}
    </time>
  )
}
