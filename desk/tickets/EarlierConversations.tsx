/** Above the thread: what was said with this customer before, one conversation a click, the latest first. */

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { aboutTicket } from '../about.ts'
import { api } from '../api.ts'
import { shortened } from '../shortened.ts'
import { shortDate } from '../time.ts'
import { MessageBubble } from './MessageBubble.tsx'
import { useThread } from './useThread.ts'
import styles from './work.module.css'

export interface EarlierConversationsProps {
  ticketId: string
  /** When this conversation began: earlier ones began before. */
  before: string
  myId: string
}

export function EarlierConversations({ ticketId, before, myId }: EarlierConversationsProps) {
  const { t } = useTranslation()
  const [count, setCount] = useState(0)
  const { data } = useQuery(api.related.list.queryOptions({ input: { ticketId } }))
  const earlier = (data?.tickets ?? []).filter(({ createdAt }) => createdAt < before)
  const next = earlier[count]
  return (
    <>
      {next && (
        <button type="button" className={styles.earlierConversation} onClick={() => setCount(count + 1)}>
          {t('ticket.earlierConversation', {
            count: earlier.length - count,
            about: next.subject || shortened(aboutTicket(t, next), 60) || `#${next.number}`,
            date: shortDate(next.lastMessageAt),
          })}
        </button>
      )}
      {earlier
        .slice(0, count)
        .toReversed()
        .map((one) => (
          <Conversation key={one.id} ticket={one} myId={myId} />
        ))}
    </>
  )
}

const noQuotes: readonly string[] = []

function Conversation({ ticket, myId }: { ticket: { id: string; number: number; subject: string; createdAt: string }; myId: string }) {
  const { t } = useTranslation()
  const { messages, hasEarlier, isLoadingEarlier, loadEarlier } = useThread(ticket.id)
  return (
    <section className={styles.conversation} aria-label={t('ticket.conversation', { number: ticket.number })}>
      <h3 className={styles.conversationHead}>
        <Link to="/inbox/{-$view}/{-$ticket}" params={(before) => ({ ...before, ticket: ticket.id })} search={(before) => before}>
          #{ticket.number} {ticket.subject}
        </Link>
        <span>{shortDate(ticket.createdAt)}</span>
      </h3>
      {hasEarlier && (
        <button type="button" className={styles.earlierConversation} disabled={isLoadingEarlier} onClick={() => loadEarlier()}>
          {t('ticket.earlier')}
        </button>
      )}
      {messages.map((message) => (
        <MessageBubble
          key={message.id}
          message={message}
          isMine={message.author.kind === 'agent' && message.author.id === myId}
          quotes={noQuotes}
          label="neutral"
        />
      ))}
    </section>
  )
}
