/** Everything known of the ticket and its customer, feeling first. */
import { useQuery } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { lazyPart } from '../lazyPart.ts'
import { ChatSection } from './ChatSection.tsx'
import { CustomerSection } from './CustomerSection.tsx'
import { EventsSection } from './EventsSection.tsx'
import { OrdersSection } from './OrdersSection.tsx'
import styles from './properties.module.css'
import { RelatedSection } from './RelatedSection.tsx'
import { SentimentSection } from './SentimentSection.tsx'
import { TicketSection } from './TicketSection.tsx'

const ConsentsSection = lazyPart(() => import('./ConsentsSection.tsx').then(({ ConsentsSection: Section }) => ({ default: Section })))

/** The Properties panel of a ticket. */
export function Properties({ ticketId }: { ticketId: string }) {
  return <Panel key={ticketId} ticketId={ticketId} />
}

function Panel({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation()
  const [showsOrders, setShowsOrders] = useState(false)
  const { data: ticket } = useQuery(api.tickets.get.queryOptions({ input: { id: ticketId } }))
  const customerId = ticket?.customer.id
  const { data: customer } = useQuery({
    ...api.customers.get.queryOptions({ input: { id: customerId ?? '' } }),
    enabled: customerId !== undefined,
  })
  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>{t('ticket.properties')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <section className={styles.scroller} tabIndex={0} aria-label={t('ticket.properties')}>
        {ticket ? (
          <>
            <SentimentSection ticket={ticket} />
            <TicketSection ticket={ticket} />
            {ticket.channel === 'webchat' && <ChatSection ticket={ticket} />}
            <CustomerSection ticket={ticket} customer={customer} onOrders={() => setShowsOrders(!showsOrders)} />
            {(customer?.phone || ticket.channel === 'sms' || ticket.channel === 'whatsapp') && (
              <Suspense fallback={null}>
                <ConsentsSection ticket={ticket} />
              </Suspense>
            )}
            {customer && customer.orders.length > 0 && (
              <OrdersSection customer={customer} showsAll={showsOrders} onShowAll={setShowsOrders} />
            )}
            <RelatedSection ticketId={ticket.id} />
            {customer && customer.eventCount > 0 && <EventsSection customerId={customer.id} count={customer.eventCount} />}
          </>
        ) : (
          <div className={styles.bones} aria-hidden="true">
            <span style={{ width: '40%' }} />
            <span style={{ width: '100%' }} />
            <span style={{ width: '70%' }} />
            <span style={{ width: '85%' }} />
          </div>
        )}
      </section>
    </div>
  )
}
