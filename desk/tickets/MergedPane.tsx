/** A ticket that was merged leads to the one where its messages are, and says so. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { say } from '../notices.ts'
import { PaneSkeleton } from './PaneSkeleton.tsx'
import type { Ticket } from './shapes.ts'

export function MergedPane({ ticket, targetId }: { ticket: Ticket; targetId: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/inbox/{-$view}/{-$ticket}' })
  const target = useQuery(api.tickets.get.queryOptions({ input: { id: targetId } })).data
  const hasLed = useRef(false)
  useEffect(() => {
    if (!target || hasLed.current) return
    hasLed.current = true
    say(t('merge.leads', { number: ticket.number, target: target.number }))
    navigate({ params: (before) => ({ ...before, ticket: target.id }), search: (before) => before, replace: true })
  }, [target, ticket.number, navigate, t])
  return <PaneSkeleton />
}
