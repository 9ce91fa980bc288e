/** On a row of the list: that one has begun to write there, or has a reply that waits or was held back. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import styles from './TicketList.module.css'

export function WritingMark({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation()
  const { data } = useQuery({ ...api.drafts.mine.queryOptions(), staleTime: 60_000 })
  const held = data?.heldReplies.filter((one) => one.ticketId === ticketId) ?? []
  const words = held.some(({ isStopped }) => isStopped)
    ? t('list.notSent')
    : held.some(({ kind }) => kind === 'later')
      ? t('list.scheduled')
      : data?.drafts.some((one) => one.ticketId === ticketId)
        ? t('list.draft')
        : undefined
  return words ? <span className={styles.status}>{words}</span> : null
}
