/** A dot on the row of a ticket that a colleague has open. */
import { useTranslation } from 'react-i18next'
import { useColleaguesAt } from '../presence.ts'
import styles from './ViewerDot.module.css'

export function ViewerDot({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation()
  const people = useColleaguesAt(ticketId)
  if (people.length === 0) return null
  const words = t('ticket.here', { names: people.map(({ name }) => name).join(', ') })
  return (
    <span className={styles.dot} title={words} data-viewers={people.length}>
      <span className="forReaders">{words}</span>
    </span>
  )
}
