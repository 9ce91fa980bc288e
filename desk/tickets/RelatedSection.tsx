/** The customer's other tickets, and what was merged into this one. */

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { aboutTicket, said } from '../about.ts'
import { api } from '../api.ts'
import { LinkButton } from '../LinkButton.tsx'
import { fullTime, shortDate } from '../time.ts'
import { unmerge } from './mergeTickets.ts'
import properties from './properties.module.css'
import styles from './work.module.css'

const shownAtFirst = 4

export function RelatedSection({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation()
  const [showsAll, setShowsAll] = useState(false)
  const { data: related } = useQuery(api.related.list.queryOptions({ input: { ticketId } }))
  const { data: merges } = useQuery(api.merges.list.queryOptions({ input: { ticketId } }))
  const others = related?.tickets ?? []
  const merged = merges?.merged ?? []
  if (others.length + merged.length === 0) return null
  return (
    <section className={properties.section}>
      <h3>{t('ticket.section.related')}</h3>
      <ul className={styles.related} aria-label={t('ticket.section.related')}>
        {merged.map((one) => (
          <li key={one.mergeId}>
            <span title={t('merge.by', { name: one.mergedBy ?? '?', time: fullTime(one.mergedAt) })}>
              {t('merge.wasMerged', { number: one.number })} <bdi>{one.subject || one.customerName}</bdi>
            </span>
            <LinkButton style={{ marginInlineStart: 'auto' }} onClick={() => unmerge(one.mergeId)}>
              {t('merge.takeOut')}
            </LinkButton>
          </li>
        ))}
        {(showsAll ? others : others.slice(0, shownAtFirst)).map((one) => (
          <li key={one.id}>
            <Link
              to="/inbox/{-$view}/{-$ticket}"
              params={(before) => ({ ...before, ticket: one.id })}
              search={(before) => before}
              title={said(t, { ...one, text: one.preview })}
            >
              #{one.number} <bdi>{aboutTicket(t, one)}</bdi>
            </Link>
            <span className={styles.aside}>
              {t(`status.${one.status}`)} · {shortDate(one.lastMessageAt)}
            </span>
          </li>
        ))}
      </ul>
      {others.length > shownAtFirst && (
        <LinkButton aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {t(showsAll ? 'ticket.related.fewer' : 'ticket.related.all', { count: others.length })}
        </LinkButton>
      )}
    </section>
  )
}
