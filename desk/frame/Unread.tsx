/** How many of my tickets I have not read: next to Inbox, in the title of the browser's tab, and said to a screen reader. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { useMe } from '../session.ts'
import { countText } from './countText.ts'

function useUnread(): number {
  const { hasUnreadNotices } = useMe()
  const { data } = useQuery(api.views.counts.queryOptions())
  return hasUnreadNotices ? (data?.unread ?? 0) : 0
}

/** The badge beside the word Inbox. */
export function UnreadCount() {
  const { t } = useTranslation()
  const unread = useUnread()
  if (unread === 0) return null
  return (
    <span className="badge">
      {countText(unread)}
      <span className="forReaders">{t('nav.unread', { count: unread })}</span>
    </span>
  )
}

/** The title of the tab, and a polite word when something new came in. */
export function Unread() {
  const { t } = useTranslation()
  const unread = useUnread()
  const before = useRef(unread)
  const [said, setSaid] = useState('')
  useEffect(() => {
    document.title = unread > 0 ? `(${countText(unread)}) Warmline` : 'Warmline'
    if (unread > before.current) setSaid(t('nav.unread', { count: unread }))
    before.current = unread
  }, [unread, t])
  return (
    <div className="forReaders" role="status">
      {said}
    </div>
  )
}
