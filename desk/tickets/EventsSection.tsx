/** What happened to the customer: the count opens the list, which can be narrowed by name. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { LinkButton } from '../LinkButton.tsx'
import { dayAndTime, fullTime } from '../time.ts'
import { eventDetails } from './eventDetails.ts'
import styles from './properties.module.css'

export function EventsSection({ customerId, count }: { customerId: string; count: number }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <section className={styles.section}>
      <h3>{t('ticket.section.events')}</h3>
      <LinkButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('ticket.events.count', { count })}
      </LinkButton>
      {isOpen && <EventList customerId={customerId} />}
    </section>
  )
}

function EventList({ customerId }: { customerId: string }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  // Every name met so far stays on offer while the list is narrowed to one.
  const [names, setNames] = useState<readonly string[]>([])
  const query = useInfiniteQuery(
    api.customers.events.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: customerId, limit: 20, ...(name && { name }), ...(cursor && { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const events = query.data?.pages.flatMap((page) => page.events) ?? []
  const met = [...new Set([...names, ...events.map((event) => event.name)])].sort()
  if (met.length !== names.length) setNames(met)
  return (
    <>
      {(met.length > 1 || name) && (
        <select
          className={`textField ${styles.select}`}
          value={name}
          aria-label={t('ticket.events.filter')}
          onChange={(event) => setName(event.currentTarget.value)}
        >
          <option value="">{t('ticket.events.every')}</option>
          {met.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      )}
      {query.isPending && <p className={styles.quiet}>{t('common.loading')}</p>}
      <ol className={styles.list}>
        {events.map((event) => (
          <li key={event.id} className={styles.event}>
            <span className={styles.eventHead}>
              <b>{event.name}</b>
              <time className="quiet" dateTime={event.occurredAt} title={fullTime(event.occurredAt)}>
                {dayAndTime(event.occurredAt)}
              </time>
            </span>
            <span className="quiet">{eventDetails(event.properties)}</span>
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <LinkButton disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          {t('ticket.events.more')}
        </LinkButton>
      )}
    </>
  )
}
