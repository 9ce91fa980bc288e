/** The pane when its ticket cannot be shown. */
import { useTranslation } from 'react-i18next'
import { codeOf } from '../api.ts'
import { reasonOf } from '../reasons.ts'
import styles from './pane.module.css'

export function PaneProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  const isMissing = codeOf(error) === 'NOT_FOUND' || codeOf(error) === 'BAD_REQUEST'
  return (
    <div className={styles.problem} role="alert">
      <h2>{t(isMissing ? 'ticket.missing' : 'ticket.notLoaded')}</h2>
      <p>{isMissing ? t('ticket.missingHint') : codeOf(error) ? reasonOf(error) : t('common.unreachable')}</p>
      {!isMissing && (
        <button type="button" className={styles.button} onClick={onRetry}>
          {t('common.retry')}
        </button>
      )}
    </div>
  )
}
