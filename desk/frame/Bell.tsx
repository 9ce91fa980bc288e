/** The bell: how much one was told that is unread; and, apart from it, the tone for a chat and the dot on the tab's sign. */
import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { twoTones } from '../../shared/tones.ts'
import { api, client } from '../api.ts'
import { BellIcon } from '../icons.tsx'
import styles from './Bell.module.css'
import { countText } from './countText.ts'
import { showDot } from './favicon.ts'

/** What the bell counts and its list shows. */
export const toldQuery = () => api.notifications.list.queryOptions({ input: { limit: 30 } })

export function Bell({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation()
  const unread = useQuery(toldQuery()).data?.unread ?? 0
  return (
    <UnstyledButton className={styles.bell} onClick={onOpen} title={t('bell.title')} aria-haspopup="dialog">
      <BellIcon />
      <span className="forReaders">{unread > 0 ? t('bell.unread', { count: unread }) : t('bell.title')}</span>
      {unread > 0 && (
        <span className={`badge ${styles.count}`} aria-hidden="true">
          {countText(unread)}
        </span>
      )}
    </UnstyledButton>
  )
}

/** What goes on behind the bell wherever one is; drawn once, beside the page. */
export function BellWatch() {
  const { data } = useQuery(toldQuery())
  const settings = useQuery(api.notifications.settings.queryOptions()).data
  const { ticket } = useParams({ strict: false })
  const navigate = useNavigate()
  const unread = data?.unread ?? 0
  const told = data?.notifications
  const last = useRef<string>(undefined)

  useEffect(() => showDot(unread > 0), [unread])
  useEffect(() => {
    if (!told) return
    const before = last.current
    last.current = told[0]?.id ?? ''
    // Ids grow with time. What comes with a chat's news at one moment does not drown it out.
    const news = before === undefined ? [] : told.filter(({ id }) => id > before)
    if (settings?.hasSound && news.some(({ isRead, channel }) => !isRead && channel === 'webchat')) twoTones(0.08)
  }, [told, settings])

  // Whoever has the ticket open has been told.
  const isOpen = ticket !== undefined && data?.notifications.some((one) => one.ticketId === ticket && !one.isRead)
  useEffect(() => {
    if (!isOpen || !ticket) return
    const read = () => {
      if (document.visibilityState === 'visible') client.notifications.read({ ticketId: ticket }).catch(() => undefined)
    }
    document.addEventListener('visibilitychange', read)
    read()
    return () => document.removeEventListener('visibilitychange', read)
  }, [isOpen, ticket])

  // A push message was clicked while this desk was open.
  useEffect(() => {
    const open = ({ data: told }: MessageEvent<{ open?: string }>) => {
      const id = /^\/desk\/inbox\/all\/([0-9a-f-]{36})$/.exec(told.open ?? '')?.[1]
      if (id) navigate({ to: '/inbox/{-$view}/{-$ticket}', params: { view: 'all', ticket: id } })
    }
    navigator.serviceWorker?.addEventListener('message', open)
    return () => navigator.serviceWorker?.removeEventListener('message', open)
  }, [navigate])
  return null
}
