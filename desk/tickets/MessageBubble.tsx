/** One message of the thread: the customer's, an agent's, or a note for the team. */

import { Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wordOr } from '../i18n.ts'
import { SplitIcon } from '../icons.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { lazyPart } from '../lazyPart.ts'
import { useFoundIn } from '../search/useFound.ts'
import { clockTime, fullTime } from '../time.ts'
import { Attachments } from './Attachments.tsx'
import { Delivery, DeliveryProblem } from './Delivery.tsx'
import { LinkClicks } from './LinkClicks.tsx'
import { MailFrame } from './MailFrame.tsx'
import { MessageText } from './MessageText.tsx'
import { bare, hasFolds, saysMoreThanText } from './mailDocument.ts'
import styles from './message.module.css'
import { OriginalButton } from './OriginalButton.tsx'
import type { Message } from './shapes.ts'

// Most messages are text and files.
const MessageContent = lazyPart(() => import('./MessageContent.tsx').then(({ MessageContent: Content }) => ({ default: Content })))
const loadExtras = () => import('./MessageExtras.tsx')
const Answered = lazyPart(() => loadExtras().then((extras) => ({ default: extras.Answered })))
const Reactions = lazyPart(() => loadExtras().then((extras) => ({ default: extras.Reactions })))
const AwaitedFiles = lazyPart(() => loadExtras().then((extras) => ({ default: extras.AwaitedFiles })))

export interface MessageBubbleProps {
  message: Message
  isMine: boolean
  /** The words that decided the sentiment, to be marked in what the customer wrote. */
  quotes: readonly string[]
  label: string
  /** Splits the ticket here; absent where that is not offered. */
  onSplit?: (messageId: string) => void
}

const noQuotes: readonly string[] = []

export function MessageBubble({ message, isMine, quotes, label, onSplit }: MessageBubbleProps) {
  const { t } = useTranslation()
  const { html } = message
  const hasLook = useMemo(() => html !== null && saysMoreThanText(html), [html])
  const [wantsText, setWantsText] = useState(false)
  const [isUnfolded, setUnfolded] = useState(false)
  const isShownAsMail = html !== null && hasLook && !wantsText
  const isFolded = isShownAsMail ? hasFolds(html) : message.quotedText !== null
  const found = useFoundIn(message.text)
  const isCustomers = message.direction === 'in' && !message.isNote
  const files = message.attachments.filter(({ contentId, isInline }) => {
    const isInMail = isShownAsMail && isInline && contentId !== null && html.toLowerCase().includes(`cid:${bare(contentId)}`)
    return !isInMail
  })
  const isBare = !message.text && !message.content && message.awaited.length === 0
  const to = message.mail?.to.join(', ')
  const cc = message.mail?.cc.join(', ')
  const bcc = message.mail?.bcc.join(', ')
  const checked = message.mail?.authenticity
  return (
    <article
      className={styles.bubble}
      data-kind={message.isNote ? 'note' : isCustomers ? 'customer' : 'ours'}
      data-item={message.id}
      tabIndex={-1}
      aria-label={t(message.isNote ? 'ticket.message.noteBy' : 'ticket.message.by', { name: message.author.name })}
    >
      <header className={styles.from}>
        <b dir="auto">{isMine ? t('ticket.message.you') : message.author.name || t('ticket.message.unknown')}</b>
        {message.isNote && <span>{t('ticket.message.note')}</span>}
        {to && (
          <span className={styles.to} title={cc ? `${to}\n${t('ticket.message.cc', { cc })}` : to}>
            {t('ticket.message.to', { to })}
            {cc && ` · ${t('ticket.message.cc', { cc })}`}
            {bcc && ` · ${t('composer.bcc')}: ${bcc}`}
          </span>
        )}
        {checked && isCustomers && (
          <span
            className={styles.mark}
            data-verdict={checked.verdict}
            title={`SPF ${checked.spf} · DKIM ${checked.dkim} · DMARC ${checked.dmarc}`}
          >
            {t(`ticket.authenticity.${checked.verdict}`, { domain: checked.domain ?? message.mail?.from.split('@')[1] ?? '' })}
          </span>
        )}
        {message.isAutomated && (
          <span className={styles.mark} title={t('ticket.message.automatedHint')}>
            {t('ticket.message.automated', { why: wordOr(`ticket.automated.${message.automatedWhy}`, message.automatedWhy ?? '') })}
          </span>
        )}
        {message.hasOriginal && <OriginalButton messageId={message.id} />}
        {onSplit && isCustomers && (
          <button
            type="button"
            className={styles.split}
            title={t('split.here')}
            aria-label={t('split.here')}
            onClick={() => onSplit(message.id)}
          >
            <SplitIcon size={16} />
          </button>
        )}
        <span className={styles.when}>
          {message.editedAt && <span title={fullTime(message.editedAt)}>{t('ticket.message.edited')} · </span>}
          <time dateTime={message.createdAt} title={fullTime(message.createdAt)}>
            {clockTime(message.createdAt)}
          </time>
          {!isCustomers && !message.isNote && <Delivery message={message} />}
        </span>
      </header>
      <Suspense fallback={null}>{message.answers && <Answered answers={message.answers} />}</Suspense>
      {isShownAsMail ? (
        <MailFrame
          html={html}
          attachments={message.attachments}
          quotes={found.length > 0 ? found : isCustomers ? quotes : noQuotes}
          isUnfolded={isUnfolded}
          label={label}
          title={t('ticket.mail.title', { name: message.author.name })}
        />
      ) : (
        message.text && <MessageText text={message.text} quotes={isCustomers ? quotes : noQuotes} />
      )}
      {isBare && !isShownAsMail && files.length === 0 && (
        <p className={styles.empty}>{t(message.unsentAt ? 'ticket.message.unsent' : 'ticket.message.empty')}</p>
      )}
      <Attachments attachments={files} />
      <Suspense fallback={null}>
        {message.content && <MessageContent content={message.content} text={message.text} />}
        {message.awaited.length > 0 && <AwaitedFiles awaited={message.awaited} />}
        {message.reactions.length > 0 && <Reactions reactions={message.reactions} />}
      </Suspense>
      {(isFolded || hasLook) && (
        <div className={styles.folds}>
          {isFolded && (
            <button
              type="button"
              className={styles.fold}
              aria-expanded={isUnfolded}
              aria-label={t('ticket.message.quoted')}
              title={t('ticket.message.quoted')}
              onClick={() => setUnfolded(!isUnfolded)}
            >
              …
            </button>
          )}
          {hasLook && (
            <LinkButton onClick={() => setWantsText(!wantsText)}>{t(wantsText ? 'ticket.mail.asDrawn' : 'ticket.mail.asText')}</LinkButton>
          )}
        </div>
      )}
      {isUnfolded && !isShownAsMail && message.quotedText && (
        <div className={styles.quoted}>
          <MessageText text={message.quotedText} />
        </div>
      )}
      <LinkClicks links={message.links} />
      {message.error && !isCustomers && <DeliveryProblem message={message} />}
    </article>
  )
}
