/** What a page that cannot be shown says instead: why, and where to go. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../reasons.ts'
import styles from './ProblemPage.module.css'

export function ProblemPage({ error, reset }: { error?: unknown; reset?: () => void }) {
  const { t } = useTranslation()
  return (
    <main className={styles.page}>
      <h1>{error ? t('error.title') : t('error.notFound')}</h1>
      {error !== undefined && <p>{reasonOf(error)}</p>}
      <div className={styles.ways}>
        {reset && <Button onClick={reset}>{t('common.retry')}</Button>}
        <Button component="a" href="/desk/inbox" variant="default">
          {t('error.toInbox')}
        </Button>
      </div>
    </main>
  )
}
