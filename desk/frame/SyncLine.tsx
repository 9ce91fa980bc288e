/** Whether what stands on the screen is complete, and up to when. */
import { useTranslation } from 'react-i18next'
import { useSync } from '../live.ts'
import { clockTimeWithSeconds } from '../time.ts'
import styles from './Navigation.module.css'

export function SyncLine() {
  const { t } = useTranslation()
  const sync = useSync()
  return (
    <div className={styles.sync} data-state={sync.state}>
      <span className={styles.dot} />
      {sync.state === 'in_sync' && t('nav.inSync', { time: clockTimeWithSeconds(sync.at) })}
      {sync.state === 'connecting' && t('nav.connecting')}
      <span role="status">{sync.state === 'lost' && t('nav.lost', { time: clockTimeWithSeconds(sync.since) })}</span>
    </div>
  )
}
