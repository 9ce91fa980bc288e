/** Reading a ticket marks it as read, unless its reader just said otherwise. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api.ts'
import { sayProblem } from '../notices.ts'
import { patchTicket } from '../patchTickets.ts'
import type { Ticket } from './shapes.ts'

export function useRead(ticket: Ticket | undefined): { markUnread: () => void } {
  const { t } = useTranslation()
  const isKeptUnread = useRef(false)
  const id = ticket?.id
  const isUnread = ticket?.isUnread ?? false
  const newest = ticket?.lastInboundMessageId

  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer message is read anew
  useEffect(() => {
    if (!id || !isUnread || isKeptUnread.current) return
    const read = () => {
      if (document.visibilityState !== 'visible') return
      document.removeEventListener('visibilitychange', read)
      patchTicket(id, { isUnread: false })
      // Should this fail, the next time that the ticket is fetched it is unread again, and this runs once more.
      client.tickets.read({ id }).catch(() => undefined)
    }
    document.addEventListener('visibilitychange', read)
    read()
    return () => document.removeEventListener('visibilitychange', read)
  }, [id, isUnread, newest])

  const markUnread = () => {
    if (!id) return
    isKeptUnread.current = true
    patchTicket(id, { isUnread: true })
    client.tickets.read({ id, isRead: false }).catch((error: unknown) => {
      patchTicket(id, { isUnread: false })
      sayProblem(t('ticket.problem.unread'), error)
    })
  }
  return { markUnread }
}
