/** How far a message of ours got, and what to do when it did not. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api.ts'
import { WarningIcon } from '../icons.tsx'
import { sayProblem } from '../notices.ts'
import { clockTime } from '../time.ts'
import styles from './message.module.css'
import { addMessage } from './sending.ts'
import type { Message } from './shapes.ts'

/** `· delivered`; for a message that was read, when. */
export function Delivery({ message: { state, readAt, channel } }: { message: Message }) {
  const { t } = useTranslation()
  const seen = channel === 'webchat' ? 'ticket.state.seen' : 'ticket.state.read'
  return (
    <span data-state={state}>
      {' · '}
      {state === 'read' && readAt ? t(seen, { time: clockTime(readAt) }) : t(`ticket.state.${state}`)}
    </span>
  )
}

/** The vendor's own words, and a button to send once more when it has been given up. */
export function DeliveryProblem({ message }: { message: Message }) {
  const { t } = useTranslation()
  const [isTrying, setTrying] = useState(false)
  const isGivenUp = message.state === 'failed'
  // Some of its addresses were refused; the others have it.
  const isOut = message.state !== 'queued' && message.state !== 'sending'
  const retry = async () => {
    setTrying(true)
    try {
      addMessage(await client.tickets.retry({ id: message.id }))
    } catch (error) {
      sayProblem(t('ticket.problem.retry'), error)
    } finally {
      setTrying(false)
    }
  }
  return (
    <div className={styles.problem} data-given-up={isGivenUp}>
      <WarningIcon size={16} />
      <p>
        {t(`ticket.delivery.${isGivenUp ? 'failed' : isOut ? 'partly' : 'retrying'}`)}{' '}
        <span className={styles.vendor}>{message.error}</span>
      </p>
      {isGivenUp && (
        <button type="button" className={styles.problemButton} disabled={isTrying} onClick={retry}>
          {t('common.retry')}
        </button>
      )}
    </div>
  )
}
