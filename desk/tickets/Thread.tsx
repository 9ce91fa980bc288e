/** The conversation: days, messages, what happened between them, and what is on its way out. */
import { Fragment, Suspense, useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SentimentLabel } from '../../shared/words.ts'
import { useHeldReplies } from '../composer/useHeldReplies.ts'
import { lazyPart } from '../lazyPart.ts'
import { useFound } from '../search/useFound.ts'
import { dayAndTime } from '../time.ts'
import { EarlierConversations } from './EarlierConversations.tsx'
import { MessageBubble } from './MessageBubble.tsx'
import { NewsForReaders } from './NewsForReaders.tsx'
import type { Waiting } from './outbox.ts'
import type { Message } from './shapes.ts'
import { useOnlyMessages } from './showing.ts'
import { TimelineLine } from './TimelineLine.tsx'
import { TypingLine } from './TypingLine.tsx'
import styles from './thread.module.css'
import { threadItems } from './threadItems.ts'
import { usePointing } from './usePointing.ts'
import type { ThreadData } from './useThread.ts'
import type { useThreadScroll } from './useThreadScroll.ts'
import type { Unseen } from './useUnseen.ts'
import { WaitingBubble } from './WaitingBubble.tsx'

// Seldom anything waits.
const HeldReplies = lazyPart(() => import('../composer/HeldReplies.tsx').then(({ HeldReplies: Held }) => ({ default: Held })))

export interface ThreadProps {
  ticketId: string
  myId: string
  thread: ThreadData
  scroll: ReturnType<typeof useThreadScroll>
  unseen: Unseen
  waiting: Waiting[]
  evidence: readonly string[]
  label: SentimentLabel
  onTakenBack: () => void
  /** Splits the ticket from a message on; absent where it cannot be split. */
  onSplit?: (messageId: string) => void
}

export function Thread({ ticketId, myId, thread, scroll, unseen, waiting, evidence, label, onTakenBack, onSplit }: ThreadProps) {
  const { t } = useTranslation()
  const hasHeld = (useHeldReplies(ticketId).data?.heldReplies.length ?? 0) > 0
  const { messages, entries, hasEarlier } = thread
  const isOnlyMessages = useOnlyMessages()
  const items = useMemo(
    () => threadItems(messages, isOnlyMessages ? [] : (entries ?? []), hasEarlier),
    [messages, entries, hasEarlier, isOnlyMessages],
  )
  usePointing(ticketId, scroll.content, thread)
  useFound(thread, scroll.content, scroll.letGo)

  // One's own message is always shown.
  const newestOwn = waiting.at(-1)?.id
  const { toEnd } = scroll
  useEffect(() => {
    if (newestOwn) toEnd()
  }, [newestOwn, toEnd])

  const show = useCallback(
    (messageId: string) => {
      const element = scroll.content.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(messageId)}"]`)
      element?.scrollIntoView({ block: 'center' })
      element?.focus({ preventScroll: true })
    },
    [scroll.content],
  )
  return (
    <div className={styles.holder} data-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <section ref={scroll.attach} onScroll={scroll.onScroll} className={styles.scroller} aria-label={t('ticket.thread')} tabIndex={0}>
        <div
          ref={scroll.content}
          className={styles.content}
          onClickCapture={(event) => event.target instanceof Element && event.target.closest('[aria-expanded]') && scroll.letGo()}
        >
          {!hasEarlier && messages[0] && <EarlierConversations ticketId={ticketId} before={messages[0].createdAt} myId={myId} />}
          {hasEarlier && (
            <button type="button" className={styles.earlier} disabled={thread.isLoadingEarlier} onClick={() => thread.loadEarlier()}>
              {t(thread.isLoadingEarlier ? 'common.loading' : 'ticket.earlier')}
            </button>
          )}
          {items.map((item) => (
            <Fragment key={item.key}>
              {item.kind === 'day' && (
                <h3 className={styles.day}>
                  <span>{t('ticket.day', { day: dayAndTime(item.at), channel: t(`ticket.by.${item.channel}`) })}</span>
                </h3>
              )}
              {item.kind === 'message' && (
                <MessageBubble
                  message={item.message}
                  isMine={isBy(item.message, myId)}
                  quotes={evidence}
                  label={label}
                  onSplit={item.message.id === messages[0]?.id && !hasEarlier ? undefined : onSplit}
                />
              )}
              {item.kind === 'happened' && <TimelineLine entries={item.entries} />}
            </Fragment>
          ))}
          {waiting.map((entry) => (
            <WaitingBubble key={entry.id} waiting={entry} messages={messages} onRead={show} onTakenBack={onTakenBack} />
          ))}
          {hasHeld && (
            <Suspense fallback={null}>
              <HeldReplies ticketId={ticketId} myId={myId} messages={messages} onRead={show} onTakenBack={onTakenBack} />
            </Suspense>
          )}
          <TypingLine ticketId={ticketId} myId={myId} />
        </div>
      </section>
      {unseen.count > 0 && (
        <button type="button" className={styles.news} onClick={() => unseen.firstId && show(unseen.firstId)}>
          {t('ticket.newMessages', { count: unseen.count })} ↓
        </button>
      )}
      <NewsForReaders messages={messages} myId={myId} />
    </div>
  )
}

const isBy = ({ author }: Message, agentId: string) => author.kind === 'agent' && author.id === agentId
