/** The editor of a view before it is there; seen only when that takes longer than 100 ms. */
import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './ViewEditor.module.css'

export function EditorSkeleton() {
  const { t } = useTranslation()
  return (
    <div className={`${styles.editor} ${styles.skeleton}`} role="status" aria-label={t('common.loading')}>
      <Skeleton height={24} width="40%" />
      <Skeleton height={56} />
      <Skeleton height={96} />
      <Skeleton height={56} />
      <Skeleton height={160} />
    </div>
  )
}
