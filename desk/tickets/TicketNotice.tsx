/** What one must know of a ticket before answering: a warning, that it is spam, that it sleeps. */
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { WarningIcon } from '../icons.tsx'
import { dayAndTime } from '../time.ts'
import styles from './pane.module.css'
import type { Ticket } from './shapes.ts'

export function TicketNotice({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const { warning, linkedTicketId, status, snoozedUntil, isSpam, isAutomated } = ticket
  const lines = [
    isSpam && t('ticket.notice.spam'),
    isAutomated && !isSpam && t('ticket.notice.automated'),
    status === 'snoozed' && snoozedUntil && t('ticket.notice.snoozed', { until: dayAndTime(snoozedUntil) }),
    status === 'closed' && t('ticket.notice.closed', { at: ticket.closedAt ? dayAndTime(ticket.closedAt) : '' }),
  ].filter((line) => typeof line === 'string')
  if (!warning && lines.length === 0) return null
  return (
    <div className={styles.notices}>
      {warning && (
        <p className={styles.warning} role="note">
          <WarningIcon size={16} />
          <span>{t(`ticket.warning.${warning}`)}</span>
          {linkedTicketId && (
            <Link to="/inbox/{-$view}/{-$ticket}" params={{ view: 'all', ticket: linkedTicketId }}>
              {t('ticket.notice.linked')}
            </Link>
          )}
        </p>
      )}
      {lines.map((line) => (
        <p key={line} className={styles.notice}>
          {line}
        </p>
      ))}
    </div>
  )
}
