/** Who wrote: name, place, how to reach them, and how much there has been between us. */
import { useTranslation } from 'react-i18next'
import type { Answers } from '../api.ts'
import { calledBy } from '../calledBy.ts'
import { initials } from '../initials.ts'
import { amount, money } from '../time.ts'
import { Fact } from './Fact.tsx'
import styles from './properties.module.css'
import type { Ticket } from './shapes.ts'

export type Customer = Answers['customers']['get']

export interface CustomerSectionProps {
  ticket: Ticket
  customer: Customer | undefined
  /** The number of orders opens their list (R156). */
  onOrders: () => void
}

export function CustomerSection({ ticket, customer, onOrders }: CustomerSectionProps) {
  const { t } = useTranslation()
  const email = customer?.email ?? ticket.customer.email
  const phone = customer?.phone ?? ticket.customer.phone
  const name = calledBy({ name: ticket.customer.name, email, phone }) || t('list.nameless')
  const since = customer && t('ticket.customer.since', { year: new Date(customer.createdAt).getFullYear() })
  return (
    <section className={styles.section}>
      <h3>{t('ticket.section.customer')}</h3>
      <div className={styles.person}>
        <span className="initials" aria-hidden="true">
          {initials(name)}
        </span>
        <span className={styles.personText}>
          <b>
            <bdi>{name}</bdi>
          </b>
          <span className="quiet">{[customer?.city, since].filter(Boolean).join(' · ')}</span>
        </span>
      </div>
      <dl className={styles.facts}>
        {email && (
          <Fact name={t('ticket.fact.email')}>
            <span title={email}>{email}</span>
          </Fact>
        )}
        {phone && <Fact name={t('ticket.fact.phone')}>{phone}</Fact>}
        {customer && (
          <>
            {customer.orderCount > 0 && (
              <>
                <Fact name={t('ticket.fact.orders')}>
                  <button type="button" className={styles.count} onClick={onOrders}>
                    {amount(customer.orderCount)}
                  </button>
                </Fact>
                <Fact name={t('ticket.fact.total')}>
                  {customer.currency ? money(customer.orderTotal, customer.currency) : amount(customer.orderTotal, 2)}
                </Fact>
              </>
            )}
            <Fact name={t('ticket.fact.tickets')}>{amount(customer.ticketCount)}</Fact>
          </>
        )}
      </dl>
      {customer && customer.orderCount === 0 && <p className={styles.quiet}>{t('ticket.customer.noOrders')}</p>}
    </section>
  )
}
