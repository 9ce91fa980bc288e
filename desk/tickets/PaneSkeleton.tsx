/** The pane before its ticket is there. */
import { useTranslation } from 'react-i18next'
import styles from './paneSkeleton.module.css'

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
