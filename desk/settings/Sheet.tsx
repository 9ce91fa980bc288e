/** A page of settings: what it is about and what it offers first; its bones while what it shows is asked for. */
import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Settings.module.css'

interface Props {
  title: string
  why?: ReactNode
  /** Stands beside the title. */
  action?: ReactNode
  isPending?: boolean
  children: ReactNode
}

export function Sheet({ title, why, action, isPending = false, children }: Props) {
  const { t } = useTranslation()
  return (
    <div className={styles.sheet}>
      <header>
        <div>
          <h2>{title}</h2>
          {why && <p>{why}</p>}
        </div>
        {action}
      </header>
      {children}
      {isPending && (
        <div className={styles.bones} role="status" aria-label={t('common.loading')}>
          <Skeleton height={96} radius={12} />
          <Skeleton height={160} radius={12} />
        </div>
      )}
    </div>
  )
}
