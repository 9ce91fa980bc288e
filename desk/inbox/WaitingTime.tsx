/** How long the customer has waited for an answer; when nobody waits, when the last message came. */
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../api.ts'
import { clockTime, fullTime, shortDate, span, useNow } from '../time.ts'

export function WaitingTime({ ticket }: { ticket: Pick<Ticket, 'waitingSince' | 'lastMessageAt' | 'status'> }) {
  const { t } = useTranslation()
  const now = useNow()
  if (ticket.waitingSince && ticket.status === 'open')
    return (
      <time dateTime={ticket.waitingSince} title={t('list.waitingSince', { time: fullTime(ticket.waitingSince) })}>
        {span(now - Date.parse(ticket.waitingSince))}
      </time>
    )
  const isToday = new Date(ticket.lastMessageAt).toDateString() === new Date(now).toDateString()
  return (
    <time dateTime={ticket.lastMessageAt} title={t('list.lastMessage', { time: fullTime(ticket.lastMessageAt) })}>
      {isToday ? clockTime(ticket.lastMessageAt) : shortDate(ticket.lastMessageAt)}
    </time>
  )
}
