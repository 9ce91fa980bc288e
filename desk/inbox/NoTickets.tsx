/** An empty list: what will appear here, or why it could not be read. */
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { View } from '../api.ts'
import { reasonOf } from '../reasons.ts'
import { EmptyPane } from './EmptyPane.tsx'

interface Props {
  view: View
  isNarrowed: boolean
  error: Error | null
  onRetry: () => void
}

export function NoTickets({ view, isNarrowed, error, onRetry }: Props) {
  const { t } = useTranslation()
  if (error)
    return (
      <EmptyPane title={t('list.unreadable')} text={reasonOf(error)}>
        <Button variant="default" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      </EmptyPane>
    )
  if (isNarrowed) return <EmptyPane title={t('list.noneFound')} text={t('list.noneFoundWhy')} />
  const kind = view.isStanding ? view.id : 'saved'
  return <EmptyPane title={t(`list.empty.${kind}`)} text={t(`list.emptyWhy.${kind}`)} />
}
