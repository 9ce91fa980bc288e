/** How a customer feels: a sign, a word and a colour, so that none of them has to be enough by itself. */
import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SentimentLabel } from '../shared/words.ts'
import styles from './SentimentBadge.module.css'

/** What the badge needs of a sentiment. */
export interface Felt {
  label: SentimentLabel
  isSure: boolean
}

export const sentimentSigns: Record<SentimentLabel, string> = {
  urgent: '▲',
  negative: '▼',
  neutral: '●',
  positive: '◆',
  promoter: '★',
}

/** An unsure reading shows as neutral with a question mark, never as a wild guess; an unread one quietly says so. */
export function SentimentBadge({ sentiment }: { sentiment: Felt | null }) {
  const { t } = useTranslation()
  if (!sentiment) return <span className={styles.unscored}>{t('sentiment.notScored')}</span>
  const label = sentiment.isSure ? sentiment.label : 'neutral'
  const badge = (
    <span className={styles.badge} data-label={label}>
      <span aria-hidden="true" className={styles.sign}>
        {sentimentSigns[label]}
      </span>
      {t(`sentiment.${label}`)}
      {!sentiment.isSure && (
        <>
          <span aria-hidden="true">?</span>
          <span className="forReaders">{t('sentiment.notSure')}</span>
        </>
      )}
    </span>
  )
  return sentiment.isSure ? badge : <Tooltip label={t('sentiment.notSure')}>{badge}</Tooltip>
}
