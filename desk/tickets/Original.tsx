/** A mail as it came: the headers by which one sees what way it took, and a file of all of it. */
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { fileSize } from './fileSize.ts'
import styles from './original.module.css'

export function Original({ messageId }: { messageId: string }) {
  const { t } = useTranslation()
  const { data, isError } = useQuery(
    api.tickets.original.queryOptions({ input: { id: messageId }, staleTime: Number.POSITIVE_INFINITY, retry: false }),
  )
  if (isError) return <p className={styles.gone}>{t('ticket.original.gone')}</p>
  if (!data) return <Skeleton height={200} />
  return (
    <div className={styles.original}>
      <a href={`/originals/${messageId}`} download data-autofocus>
        {t('ticket.original.download', { size: fileSize(data.size) })}
      </a>
      {data.isRebuilt && <p className={styles.gone}>{t('ticket.original.rebuilt')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <section tabIndex={0} aria-label={t('ticket.original.headers')}>
        <pre dir="ltr">{data.headers}</pre>
      </section>
    </div>
  )
}
