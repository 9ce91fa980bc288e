/** How the customer feels, and the receipt for it: the words, the reason, who read it and when. */
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../LinkButton.tsx'
import { SentimentBadge } from '../SentimentBadge.tsx'
import { amount, dayAndTime, fullTime } from '../time.ts'
import { pointAt } from './attention.ts'
import styles from './properties.module.css'
import type { Ticket } from './shapes.ts'

export function SentimentSection({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const { sentiment } = ticket
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  if (!sentiment) {
    const why = ticket.isSpam ? 'ticket.sentiment.spam' : ticket.isAutomated ? 'ticket.sentiment.automated' : 'ticket.sentiment.soon'
    return (
      <section className={styles.section}>
        <h3>{t('ticket.sentiment.title')}</h3>
        <p className={styles.quiet}>{t(why)}</p>
      </section>
    )
  }
  const { score, isSure, confidence, evidence, reason, finding, takenBack, model, evaluatedAt } = sentiment
  const shown = isOpen ? evidence : evidence.slice(0, 1)
  return (
    <section className={styles.section} data-label={isSure ? sentiment.label : 'neutral'}>
      <h3>{t('ticket.sentiment.title')}</h3>
      <div className={styles.feeling}>
        <SentimentBadge sentiment={sentiment} />
        <span className={styles.score}>{t('ticket.sentiment.score', { score: amount(score, 1) })}</span>
        <span className={styles.sure}>{t(isSure ? 'ticket.sentiment.sure' : 'ticket.sentiment.notSure')}</span>
      </div>
      <div className={styles.scale} role="img" aria-label={t('ticket.sentiment.scale', { score: amount(score, 1) })}>
        <span className={styles.marker} style={{ insetInlineStart: `${score * 10}%` }} />
      </div>
      {shown.map((words, quote) => (
        <button
          type="button"
          key={words}
          className={styles.quote}
          title={t('ticket.sentiment.showWords')}
          onClick={() => pointAt({ ticketId: ticket.id, quote })}
        >
          <q dir="auto">{words}</q>
        </button>
      ))}
      {takenBack && (
        <p className={styles.quiet}>{t(takenBack === 'whole' ? 'ticket.sentiment.takenBackWhole' : 'ticket.sentiment.takenBackPart')}</p>
      )}
      {(finding ?? reason) && <p className={styles.reason}>{finding ? t(`finding.${finding}`) : reason}</p>}
      <LinkButton aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={() => setOpen(!isOpen)}>
        {t('ticket.sentiment.why')}
      </LinkButton>
      {isOpen && (
        <dl id={id} className={styles.facts}>
          <dt>{t('ticket.sentiment.model')}</dt>
          <dd>{model}</dd>
          <dt>{t('ticket.sentiment.confidence')}</dt>
          {/* No reading is beyond doubt, however it is rounded. */}
          <dd>{amount(Math.min(99, Math.round(confidence * 100)))} %</dd>
          <dt>{t('ticket.sentiment.readAt')}</dt>
          <dd title={fullTime(evaluatedAt)}>{dayAndTime(evaluatedAt)}</dd>
        </dl>
      )}
    </section>
  )
}
