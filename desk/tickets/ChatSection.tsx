/** What is known of a web chat: where the shopper is, what they read before it, the order it is about, and how they rated it. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../api.ts'
import { LinkButton } from '../LinkButton.tsx'
import { say, sayProblem } from '../notices.ts'
import { dayAndTime, fullTime } from '../time.ts'
import { useSeconds } from '../useSeconds.ts'
import styles from './chat.module.css'
import { Fact } from './Fact.tsx'
import { OrderRow } from './OrdersSection.tsx'
import { PageLink } from './PageLink.tsx'
import properties from './properties.module.css'
import { Rating } from './Rating.tsx'
import type { Ticket } from './shapes.ts'
import { isHere, useAside } from './useAside.ts'

export function ChatSection({ ticket }: { ticket: Ticket }) {
  const { t, i18n } = useTranslation()
  const aside = useAside(ticket)
  const now = useSeconds()
  if (!aside) return null
  const { page, lastSeenAt, language, email, order, faqs, rating } = aside
  return (
    <section className={properties.section}>
      <h3>{t('ticket.section.chat')}</h3>
      <dl className={properties.facts}>
        <Fact name={t('ticket.chat.shopper')}>
          {isHere(aside, now)
            ? t('ticket.chat.isHere')
            : lastSeenAt
              ? t('ticket.chat.lastSeen', { at: dayAndTime(lastSeenAt) })
              : t('ticket.chat.notHere')}
        </Fact>
        {page && (
          <Fact name={t(isHere(aside, now) ? 'ticket.chat.page' : 'ticket.chat.lastPage')}>
            {page.title && <bdi title={fullTime(page.at)}>{page.title}</bdi>} <PageLink {...page} />
          </Fact>
        )}
        {language && (
          <Fact name={t('ticket.chat.language')}>{new Intl.DisplayNames(i18n.language, { type: 'language' }).of(language)}</Fact>
        )}
        <Fact name={t('ticket.chat.reachedAt')}>{email ? <span title={email}>{email}</span> : t('ticket.chat.reachedNowhere')}</Fact>
        {rating && (
          <Fact name={t('ticket.chat.rating')}>
            <Rating rating={rating} />
          </Fact>
        )}
      </dl>
      {order && (
        <ul className={styles.orders} aria-label={t('ticket.chat.about')}>
          <OrderRow order={order} />
        </ul>
      )}
      {faqs.length > 0 && (
        <ul className={styles.faqs} aria-label={t('ticket.chat.faqs')}>
          <li className="quiet">{t('ticket.chat.faqs')}</li>
          {faqs.map(({ question, answer, at }) => (
            <li key={at + question}>
              <details>
                <summary dir="auto">{question}</summary>
                <p dir="auto">{answer}</p>
              </details>
            </li>
          ))}
        </ul>
      )}
      {email && <TranscriptButton ticketId={ticket.id} />}
    </section>
  )
}

function TranscriptButton({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation()
  const [isSending, setSending] = useState(false)
  const send = async () => {
    setSending(true)
    await client.chats.sendTranscript({ ticketId }).then(
      ({ email }) => say(t('ticket.chat.transcriptSent', { email })),
      (error: unknown) => sayProblem(t('ticket.chat.transcriptProblem'), error),
    )
    setSending(false)
  }
  return (
    <LinkButton disabled={isSending} onClick={send}>
      {t('ticket.chat.transcript')}
    </LinkButton>
  )
}
