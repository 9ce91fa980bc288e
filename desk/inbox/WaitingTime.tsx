/** How long the customer has waited for an answer, with a clock before it; when nobody waits, when the last message came. */
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../api.ts'
import { ClockIcon } from '../icons.tsx'
import { clockTime, fullTime, shortDate, span, useNow } from '../time.ts'
import styles from './TicketList.module.css'

export function WaitingTime({ ticket }: { ticket: Pick<Ticket, 'waitingSince' | 'lastMessageAt' | 'status'> }) {
  const { t } = useTranslation()
  const now = useNow()
  if (ticket.waitingSince && ticket.status === 'open')
    return (
      <time dateTime={ticket.waitingSince} className={styles.waits} title={t('list.waitingSince', { time: fullTime(ticket.waitingSince) })}>
        <ClockIcon size={12} />
        <span className="forReaders">{t('list.waits')} </span>
        {span(now - Date.parse(ticket.waitingSince))}
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
