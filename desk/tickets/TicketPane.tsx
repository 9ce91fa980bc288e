/** One open ticket: its head, its thread and the composer. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import type { FieldHandle } from '../composer/field.ts'
import { useHeldReplies } from '../composer/useHeldReplies.ts'
import { useLive } from '../live.ts'
import { useLooking } from '../presence.ts'
import { useMe } from '../session.ts'
import { ChatLine } from './ChatLine.tsx'
import { Composer } from './Composer.tsx'
import { MergedPane } from './MergedPane.tsx'
import { splitTicket } from './mergeTickets.ts'
import { PaneProblem } from './PaneProblem.tsx'
import { PaneSkeleton } from './PaneSkeleton.tsx'
import styles from './pane.module.css'
import { useWaiting } from './sending.ts'
import { Thread } from './Thread.tsx'
import { TicketHeader } from './TicketHeader.tsx'
import { TicketNotice } from './TicketNotice.tsx'
import { useRead } from './useRead.ts'
import { useThread } from './useThread.ts'
import { useThreadScroll } from './useThreadScroll.ts'
import { useUnseen } from './useUnseen.ts'

export interface TicketPaneProps {
  ticketId: string
  /** The ticket is done with: closed, snoozed or spam. The list goes on to the next one. */
  onClosed: () => void
}

/** The ticket pane. Nothing of one ticket ever carries over to another: each is a pane of its own. */
export function TicketPane({ ticketId, onClosed }: TicketPaneProps) {
  return <Pane key={ticketId} ticketId={ticketId} onClosed={onClosed} />
}

const noEvidence: readonly string[] = []

function Pane({ ticketId, onClosed }: TicketPaneProps) {
  const { t } = useTranslation()
  const me = useMe()
  useLive([`ticket:${ticketId}`])
  useLooking(ticketId)
  const { data: ticket, error, refetch } = useQuery(api.tickets.get.queryOptions({ input: { id: ticketId } }))
  const thread = useThread(ticketId)
  const held = useHeldReplies(ticketId).data?.heldReplies
  const there = useMemo(() => [...thread.messages, ...(held ?? [])], [thread.messages, held])
  const waiting = useWaiting(ticketId, me.id, there)
  const scroll = useThreadScroll({
    firstKey: thread.messages[0]?.id,
    onNearStart: () => {
      if (thread.hasEarlier && !thread.isLoadingEarlier) void thread.loadEarlier()
    },
  })
  const unseen = useUnseen(thread.messages, scroll.isAtEnd, me.id)
  const { markUnread } = useRead(ticket)
  const navigate = useNavigate()
  const field = useRef<FieldHandle>(null)

  const split = async (messageId: string) => {
    const made = await splitTicket(ticketId, messageId)
    if (made) navigate({ to: '/inbox/{-$view}/{-$ticket}', params: (before) => ({ ...before, ticket: made }), search: (before) => before })
  }

  if (error && !ticket) return <PaneProblem error={error} onRetry={refetch} />
  if (thread.error && thread.messages.length === 0) return <PaneProblem error={thread.error} onRetry={thread.retry} />
  if (!ticket) return <PaneSkeleton />
  if (ticket.mergedIntoId) return <MergedPane ticket={ticket} targetId={ticket.mergedIntoId} />
  return (
    <section
      className={styles.pane}
      aria-label={t('ticket.pane', { number: ticket.number })}
      data-pane
      data-label={ticket.sentiment?.label}
    >
      <TicketHeader ticket={ticket} onClosed={onClosed} onUnread={markUnread} />
      <TicketNotice ticket={ticket} />
      {ticket.channel === 'webchat' && <ChatLine ticket={ticket} />}
      {thread.isPending ? (
        <PaneSkeleton isThreadOnly />
      ) : (
        <Thread
          ticketId={ticketId}
          myId={me.id}
          thread={thread}
          scroll={scroll}
          unseen={unseen}
          waiting={waiting}
          evidence={ticket.sentiment?.evidence ?? noEvidence}
          label={ticket.sentiment?.label ?? 'neutral'}
          onTakenBack={() => field.current?.focus()}
          onSplit={ticket.channel === 'webchat' ? undefined : split}
        />
      )}
      <Composer
        ticket={ticket}
        myId={me.id}
        mayReply={thread.mayReply}
        limits={thread.limits}
        recipient={thread.recipient}
        onDone={onClosed}
        seenInboundId={unseen.seenInboundId}
        field={field}
      />
    </section>
  )
}
