/** How often the links of a text of ours were followed, where they went out as short ones. */
import { useTranslation } from 'react-i18next'
import styles from './message.module.css'
import type { Message } from './shapes.ts'

export function LinkClicks({ links }: { links: Message['links'] }) {
  const { t } = useTranslation()
  if (links.length === 0) return null
  return (
    <ul className={styles.clicks} aria-label={t('ticket.links')}>
      {links.map(({ url, clicks }) => (
        <li key={url}>
          <span title={url}>{shown(url)}</span> · {t('ticket.clicks', { count: clicks })}
        </li>
      ))}
    </ul>
  )
}

const shown = (url: string) => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/?([?#].*)?$/, '')
