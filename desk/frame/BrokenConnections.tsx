/** Said to everyone while one of the shop's addresses does not work: what that means, and for whoever can mend it where. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { WarningIcon } from '../icons.tsx'
import { useLive } from '../live.ts'
import { may, useMe } from '../session.ts'
import { weekdayAndTime } from '../time.ts'
import styles from './BrokenConnections.module.css'

export function BrokenConnections() {
  const { t } = useTranslation()
  const me = useMe()
  useLive(['connections'])
  const { data } = useQuery(api.connections.broken.queryOptions({ staleTime: 60_000 }))
  const broken = data?.connections ?? []
  const [first] = broken
  return (
    <div role="status" className={styles.banner} data-shown={first !== undefined || undefined}>
      {first && (
        <>
          <WarningIcon size={16} />
          <span>
            <b>{t('broken.title', { names: broken.map(({ name }) => name).join(', ') })}</b>{' '}
            <span className={styles.why}>{t('broken.why', { since: weekdayAndTime(first.since) })}</span>
          </span>
          {may(me, 'administrate') ? (
            <Link to="/settings/{-$page}" params={{ page: 'channels' }}>
              {t('broken.mend')}
            </Link>
          ) : (
            <span>{t('broken.told')}</span>
          )}
        </>
      )}
    </div>
  )
}
