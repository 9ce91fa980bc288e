/** The pane before its ticket is there, and when it cannot be. */
import { useTranslation } from 'react-i18next'
import { codeOf } from '../api.ts'
import { reasonOf } from '../reasons.ts'
import styles from './pane.module.css'

/** The layout that is about to be filled; it appears only after 100 ms. */
export function PaneSkeleton({ isThreadOnly = false }: { isThreadOnly?: boolean }) {
  const { t } = useTranslation()
  return (
    <div className={isThreadOnly ? styles.skeleton : styles.pane} aria-busy="true">
      <span className="forReaders">{t('common.loading')}</span>
      {!isThreadOnly && (
        <div className={styles.head}>
          <span className={styles.bone} style={{ width: '45%' }} />
        </div>
      )}
      <div className={styles.bones} aria-hidden="true">
        <span className={styles.boneBubble} style={{ height: 104 }} />
        <span className={styles.boneBubble} style={{ height: 72 }} />
        <span className={styles.boneBubble} style={{ height: 88 }} />
      </div>
    </div>
  )
}

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
