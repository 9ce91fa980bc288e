/** The facts of a row that only some views show. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../shared/columns.ts'
import { api, type Ticket } from '../api.ts'
import { fullTime, shortDate } from '../time.ts'
import styles from './TicketList.module.css'

/** How many tags have room. */
const mostTags = 2

export function RowFacts({ ticket, columns }: { ticket: Ticket; columns: readonly Column[] }) {
  const { t } = useTranslation()
  const shows = (column: Column) => columns.includes(column)
  return (
    <>
      {shows('priority') && ticket.priority !== 'normal' && (
        <span className={styles.fact} data-priority={ticket.priority}>
          {t(`priority.${ticket.priority}`)}
        </span>
      )}
      {shows('tags') && ticket.tags.length > 0 && <Tags tags={ticket.tags} />}
      {shows('team') && ticket.team && (
        <span className={styles.fact} title={t('column.team')}>
          {ticket.team.name}
        </span>
      )}
      {shows('language') && ticket.language && <span title={t('column.language')}>{ticket.language}</span>}
      {shows('message_count') && <span title={t('column.message_count')}>{t('list.messages', { count: ticket.messageCount })}</span>}
      {shows('created') && (
        <time dateTime={ticket.createdAt} title={`${t('column.created')} ${fullTime(ticket.createdAt)}`}>
          {shortDate(ticket.createdAt)}
        </time>
      )}
    </>
  )
}

function Tags({ tags }: { tags: string[] }) {
  const known = useQuery({ ...api.tags.list.queryOptions(), staleTime: 60_000 }).data?.tags ?? []
  const names = tags.map((key) => known.find((tag) => tag.key === key)?.name ?? key)
  return (
    <>
      {names.slice(0, mostTags).map((name) => (
        <span key={name} className={styles.tag}>
          {name}
        </span>
      ))}
      {names.length > mostTags && <span title={names.slice(mostTags).join(', ')}>+{names.length - mostTags}</span>}
    </>
  )
}
