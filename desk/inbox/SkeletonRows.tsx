/** The shape of the list while it is asked for; seen only when that takes longer than 100 ms. */
import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './TicketList.module.css'

const widths = [56, 72, 48, 64, 80, 52, 68, 44, 60, 76]

export function SkeletonRows() {
  const { t } = useTranslation()
  return (
    <div className={styles.skeletons} role="status" aria-label={t('common.loading')}>
      {widths.map((width) => (
        <div key={width} className={styles.row}>
          <Skeleton width={18} height={18} circle ml={5} />
          <span>
            <Skeleton height={10} width={`${width}%`} mb={10} />
            <Skeleton height={8} width={`${110 - width}%`} />
          </span>
          <Skeleton height={18} />
        </div>
      ))}
    </div>
  )
}
