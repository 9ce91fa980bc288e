/** A ticket that was merged leads to the one where its messages are, and says so. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { say } from '../notices.ts'
import { PaneSkeleton } from './PaneStates.tsx'
import type { Ticket } from './shapes.ts'

export function MergedPane({ ticket, targetId }: { ticket: Ticket; targetId: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const target = useQuery(api.tickets.get.queryOptions({ input: { id: targetId } })).data
  useEffect(() => {
    if (!target) return
    say(t('merge.leads', { number: ticket.number, target: target.number }))
    navigate({
      to: '/inbox/{-$view}/{-$ticket}',
      params: (before) => ({ ...before, ticket: target.id }),
      search: (before) => before,
      replace: true,
    })
  }, [target, ticket.number, navigate, t])
  return <PaneSkeleton />
}
