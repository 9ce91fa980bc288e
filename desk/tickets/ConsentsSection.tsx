/** What the customer allows at each of their numbers, since when and by which word; an agent notes here what they were told. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Answers, api } from '../api.ts'
import { ConsentNote } from '../composer/ConsentNote.tsx'
import { fullDate } from '../time.ts'
import { Fact } from './Fact.tsx'
import styles from './properties.module.css'
import type { Ticket } from './shapes.ts'

type Allowed = Answers['consents']['list']['consents'][number]

export function ConsentsSection({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const { data } = useQuery(api.consents.list.queryOptions({ input: { id: ticket.customer.id } }))
  if (!data || data.consents.length === 0) return null
  return (
    <section className={styles.section}>
      <h3>{t('ticket.section.consents')}</h3>
      {data.consents.map((allowed) => (
        <OfNumber key={allowed.identityId} allowed={allowed} ticket={ticket} />
      ))}
    </section>
  )
}

function OfNumber({ allowed, ticket }: { allowed: Allowed; ticket: Ticket }) {
  const { t } = useTranslation()
  const { identity, history, marketing, transactional } = allowed
  const word = (is: boolean | null) => t(`ticket.consent.${is === null ? 'never' : is ? 'yes' : 'no'}`)
  return (
    <div className={styles.number}>
      <p className={styles.quiet}>
        {t(identity.kind === 'whatsapp' ? 'channel.whatsapp' : 'channel.sms')} · {identity.value}
      </p>
      <dl className={styles.facts}>
        <Fact name={t('ticket.consent.transactional')}>{word(transactional)}</Fact>
        <Fact name={t('ticket.consent.marketing')}>{word(marketing)}</Fact>
      </dl>
      {history.length > 0 && (
        <details className={styles.history}>
          <summary>{t('ticket.consent.history')}</summary>
          <ol className={styles.list}>
            {history.map(({ kind, isGiven, source, said, by, at }) => (
              <li key={`${at} ${kind}`} className={styles.event}>
                <span className={styles.eventHead}>
                  <b>{t(`ticket.consent.${kind}`)}</b>
                  <time dateTime={at}>{fullDate(at)}</time>
                </span>
                <span className="quiet">
                  {word(isGiven)} · {t(`ticket.consent.source.${source}`, { said, by: by ?? '' })}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
      <div className={styles.noting}>
        <ConsentNote customerId={ticket.customer.id} ticketId={ticket.id} identityId={allowed.identityId} number={identity.value} />
        {(marketing || transactional) && (
          <ConsentNote
            customerId={ticket.customer.id}
            ticketId={ticket.id}
            identityId={allowed.identityId}
            number={identity.value}
            isWithdrawn
          />
        )}
      </div>
    </div>
  )
}
