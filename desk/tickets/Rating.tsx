/** How a shopper found the chat: a thumb and what they said with it. */
import { useTranslation } from 'react-i18next'
import { fullTime } from '../time.ts'
import styles from './chat.module.css'
import type { Aside } from './useAside.ts'

export function Rating({ rating }: { rating: NonNullable<Aside['rating']> }) {
  const { t } = useTranslation()
  const { isGood, words, at } = rating
  return (
    <span className={styles.rating} data-good={isGood}>
      <svg
        width={16}
        height={16}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.8}
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d="M3 9h3v8H3zM6 9.5l3.2-6.7a1.9 1.9 0 0 1 1.9 2V8h4.4a1.5 1.5 0 0 1 1.5 1.8l-1 5.6a2 2 0 0 1-2 1.6H6" />
      </svg>
      <span title={fullTime(at)}>
        <b>{t(isGood ? 'ticket.chat.ratedGood' : 'ticket.chat.ratedBad')}</b>
        {words && <q dir="auto">{words}</q>}
      </span>
    </span>
  )
}
