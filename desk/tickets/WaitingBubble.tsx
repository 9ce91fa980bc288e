/** A message that has not reached the server yet: what it waits for, and what can be done. */

import { useTranslation } from 'react-i18next'
import { LinkButton } from '../LinkButton.tsx'
import { clockTime } from '../time.ts'
import { restoreDraft } from './drafts.ts'
import { MessageText } from './MessageText.tsx'
import styles from './message.module.css'
import type { Waiting } from './outbox.ts'
import { outbox } from './sending.ts'
import type { Message } from './shapes.ts'

export interface WaitingBubbleProps {
  waiting: Waiting
  /** The customer's messages, to tell what is newer than what the writer saw. */
  messages: readonly Message[]
  /** Shows the first of the newer messages. */
  onRead: (messageId: string) => void
  /** The text is back in the composer. */
  onTakenBack: () => void
}

export function WaitingBubble({ waiting, messages, onRead, onTakenBack }: WaitingBubbleProps) {
  const { t } = useTranslation()
  const { id, state } = waiting
  const inbound = messages.filter(({ direction }) => direction === 'in')
  const newer = inbound.slice(inbound.findIndex((message) => message.id === waiting.lastSeenMessageId) + 1)
  const edit = () => {
    const back = outbox.takeBack(id)
    if (!back) return
    restoreDraft({ agentId: back.agentId, ticketId: back.ticketId, mode: back.isNote ? 'note' : 'reply' }, back)
    onTakenBack()
  }
  const isStuck = state === 'refused' || state === 'crossed' || state === 'left'
  const says = {
    posting: t('ticket.waiting.posting'),
    offline: t('ticket.waiting.offline'),
    refused: t('ticket.waiting.refused', { reason: waiting.reason }),
    crossed: t('ticket.waiting.crossed', { count: Math.max(newer.length, 1) }),
    left: t('ticket.waiting.left'),
  }[state]
  return (
    <article className={styles.bubble} data-kind={waiting.isNote ? 'note' : 'ours'} data-item={id} data-waiting={state}>
      <header className={styles.from}>
        <b>{t('ticket.message.you')}</b>
        {waiting.isNote && <span>{t('ticket.message.note')}</span>}
        <span className={styles.when}>{clockTime(waiting.createdAt)}</span>
      </header>
      <MessageText text={waiting.text} />
      {waiting.attachments.length > 0 && <p className="quiet">{waiting.attachments.map(({ name }) => name).join(', ')}</p>}
      <div className={styles.waiting} data-stuck={isStuck} role={isStuck ? 'alert' : undefined}>
        <span>{says}</span>
        {state === 'crossed' && newer[0] && <Act words={t('ticket.waiting.read')} run={() => onRead(newer[0]?.id ?? '')} />}
        {state === 'crossed' && <Act words={t('ticket.waiting.sendAnyway')} run={() => outbox.postAgain(id, inbound.at(-1)?.id)} />}
        {(state === 'refused' || state === 'left') && <Act words={t('ticket.waiting.sendAgain')} run={() => outbox.postAgain(id)} />}
        {isStuck && <Act words={t('common.edit')} run={edit} />}
      </div>
    </article>
  )
}

function Act({ words, run }: { words: string; run: () => void }) {
  return <LinkButton onClick={run}>{words}</LinkButton>
}
