/** Who else has this ticket open right now, by name. */
import { useTranslation } from 'react-i18next'
import { initials } from '../initials.ts'
import { useColleaguesAt } from '../presence.ts'
import styles from './work.module.css'

export function Colleagues({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation()
  const people = useColleaguesAt(ticketId)
  const names = people.map(({ name }) => name).join(', ')
  return (
    <span className={styles.colleagues} role="status">
      {people.length > 0 && (
        <>
          <span className="forReaders">{t('ticket.here', { names })}</span>
          {people.slice(0, 3).map(({ agentId, name }) => (
            <span key={agentId} className={styles.colleague} title={t('ticket.here', { names: name })} aria-hidden="true">
              <span className={styles.colleagueSign}>{initials(name)}</span>
              <span className={styles.colleagueName}>{name.split(' ')[0]}</span>
            </span>
          ))}
          {people.length > 3 && (
            <span className={styles.colleague} title={names} aria-hidden="true">
              +{people.length - 3}
            </span>
          )}
        </>
      )}
    </span>
  )
}
