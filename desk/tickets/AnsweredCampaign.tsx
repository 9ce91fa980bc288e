/** The marketing message that the customer's text answers: which one, and how soon. */
import { useTranslation } from 'react-i18next'
import { fullTime, span } from '../time.ts'
import { Fact } from './Fact.tsx'
import styles from './properties.module.css'
import type { Ticket } from './shapes.ts'

export function AnsweredCampaign({ ticket: { answerTo } }: { ticket: Ticket }) {
  const { t } = useTranslation()
  if (!answerTo) return null
  const { kind, name, message, receivedAt, answeredAt } = answerTo
  // By two clocks the answer may stand a moment before what it answers.
  const time = span(Math.max(0, new Date(answeredAt).getTime() - new Date(receivedAt).getTime()))
  return (
    <Fact name={t('ticket.fact.answerTo')}>
      <span className={styles.answerTo} title={[message, fullTime(receivedAt)].filter(Boolean).join('\n')}>
        <bdi>{name}</bdi> <span className="quiet">{t(`ticket.answerTo.${kind}`, { time })}</span>
      </span>
    </Fact>
  )
}
