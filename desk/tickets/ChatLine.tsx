/** Under the head of a web chat: is the shopper here and on which page, how long they wait for a word, and how they rated it. */
import { useTranslation } from 'react-i18next'
import { quietMinutes } from '../../shared/lists.ts'
import { calledBy } from '../calledBy.ts'
import { ClockIcon } from '../icons.tsx'
import { dayAndTime, fullTime } from '../time.ts'
import { useSeconds } from '../useSeconds.ts'
import styles from './chat.module.css'
import { chatTime } from './chatTime.ts'
import { PageLink } from './PageLink.tsx'
import { Rating } from './Rating.tsx'
import type { Ticket } from './shapes.ts'
import { type Aside, isHere, useAside } from './useAside.ts'

export function ChatLine({ ticket }: { ticket: Ticket }) {
  const aside = useAside(ticket)
  if (ticket.status !== 'closed') return <Live ticket={ticket} aside={aside} />
  return (
    aside?.rating && (
      <div className={styles.line}>
        <Rating rating={aside.rating} />
      </div>
    )
  )
}

function Live({ ticket, aside }: { ticket: Ticket; aside: Aside | undefined }) {
  const { t } = useTranslation()
  const now = useSeconds()
  const name = calledBy(ticket.customer) || t('list.nameless')
  const here = aside !== undefined && isHere(aside, now)
  const since = ticket.waitingSince ?? ticket.quietSince
  const quiet = since === null ? 0 : now - Date.parse(since)
  const isNudged = here && ticket.status === 'open' && quiet >= quietMinutes * 60_000
  return (
    <div className={styles.line} data-nudged={isNudged || undefined}>
      {aside && (
        <span className={styles.presence} data-here={here || undefined}>
          <span className={styles.name}>
            {here
              ? t('ticket.chat.here', { name })
              : aside.lastSeenAt
                ? t('ticket.chat.gone', { name, at: dayAndTime(aside.lastSeenAt) })
                : t('ticket.chat.away', { name })}
          </span>
        </span>
      )}
      {aside?.page && here && (
        <span className={styles.page}>
          <PageLink {...aside.page} />
        </span>
      )}
      {since !== null && (
        <time className={styles.wait} dateTime={since} title={fullTime(since)}>
          <ClockIcon size={14} />
          {t(isNudged ? 'ticket.chat.nudge' : ticket.waitingSince ? 'ticket.chat.waits' : 'ticket.chat.lastWord', {
            time: chatTime(quiet),
          })}
        </time>
      )}
      <span role="status" className="forReaders">
        {isNudged && t('ticket.chat.nudgeForReaders', { name })}
      </span>
    </div>
  )
}
