/** What the customer bought lately; an order opens to show its items. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wordOr } from '../i18n.ts'
import { ChevronDownIcon, ChevronUpIcon } from '../icons.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { money, shortDate } from '../time.ts'
import type { Customer } from './CustomerSection.tsx'
import styles from './properties.module.css'

type Order = Customer['orders'][number]
const shownFirst = 3

export interface OrdersSectionProps {
  customer: Customer
  showsAll: boolean
  onShowAll: (showsAll: boolean) => void
}

export function OrdersSection({ customer, showsAll, onShowAll }: OrdersSectionProps) {
  const { t } = useTranslation()
  const orders = showsAll ? customer.orders : customer.orders.slice(0, shownFirst)
  return (
    <section className={styles.section}>
      <h3>{t('ticket.section.orders')}</h3>
      <ul className={styles.list}>
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </ul>
      {customer.orders.length > shownFirst && (
        <LinkButton aria-expanded={showsAll} onClick={() => onShowAll(!showsAll)}>
          {showsAll ? t('ticket.orders.fewer') : t('ticket.orders.all', { count: customer.orders.length })}
        </LinkButton>
      )}
    </section>
  )
}

/** One order; it opens to show its items. */
export function OrderRow({ order }: { order: Order }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const count = order.items.reduce((sum, { quantity }) => sum + quantity, 0)
  const what = [wordOr(`ticket.order.${order.status}`, order.status), shortDate(order.placedAt), t('ticket.orders.items', { count })]
  return (
    <li>
      <button type="button" className={`rowButton ${styles.row}`} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className={styles.rowText}>
          <span>
            <b>{/^\d/.test(order.number) ? `#${order.number}` : order.number}</b>{' '}
            <span className={styles.soft}>{money(order.total, order.currency)}</span>
          </span>
          <span className="quiet">{what.join(' · ')}</span>
        </span>
        {isOpen ? <ChevronUpIcon size={16} className={styles.chevron} /> : <ChevronDownIcon size={16} className={styles.chevron} />}
      </button>
      {isOpen && (
        <ul className={styles.items}>
          {order.items.map(({ title, quantity, price }) => (
            <li key={`${title} ${price}`}>
              <span>
                {quantity} × {title}
              </span>
              <span>{money(price * quantity, order.currency)}</span>
            </li>
          ))}
          {order.tracking && (
            <li>
              <span>{order.tracking.carrier}</span>
              {order.tracking.url && /^https?:\/\//i.test(order.tracking.url) ? (
                <a href={order.tracking.url} target="_blank" rel="noopener noreferrer">
                  {order.tracking.number}
                </a>
              ) : (
                <span>{order.tracking.number}</span>
              )}
            </li>
          )}
        </ul>
      )}
    </li>
  )
}
