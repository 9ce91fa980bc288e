/** What one was told, newest first: each leads to its ticket. It lies over the page beside the bell; Escape closes it. */

import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { said } from '../about.ts'
import { type Answers, api, client, queries } from '../api.ts'
import { GearIcon } from '../icons.tsx'
import { sayProblem } from '../notices.ts'
import { ahead, fullDate, useNow } from '../time.ts'
import styles from './Bell.module.css'
import { toldQuery } from './Bell.tsx'

type Told = Answers['notifications']['list']['notifications'][number]

export function BellList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { data } = useQuery(toldQuery())
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const read = (which: Parameters<typeof client.notifications.read>[0]) =>
    client.notifications.read(which).then(
      () => queries.invalidateQueries({ queryKey: api.notifications.list.key() }),
      (error: unknown) => sayProblem(t('bell.problem'), error),
    )
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the list closes it; the keyboard has Escape for that
    <dialog
      ref={dialog}
      className={styles.list}
      aria-label={t('bell.title')}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles.head}>
        <h2>{t('bell.title')}</h2>
        {data && data.unread > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={() => read({ all: true })}>
            {t('bell.readAll')}
          </Button>
        )}
        <ActionIcon
          renderRoot={(props) => <Link {...props} to="/settings/{-$page}" params={{ page: 'notifications' }} onClick={onClose} />}
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('settings.notifications')}
          title={t('settings.notifications')}
        >
          <GearIcon />
        </ActionIcon>
      </div>
      {data?.notifications.length === 0 && <p className={styles.none}>{t('bell.none')}</p>}
      {data && data.notifications.length > 0 && (
        <ul className={styles.items}>
          {data.notifications.map((told) => (
            <ToldItem
              key={told.id}
              told={told}
              onOpen={() => {
                if (!told.isRead) read({ ticketId: told.ticketId })
                onClose()
              }}
            />
          ))}
        </ul>
      )}
    </dialog>
  )
}

function ToldItem({ told, onOpen }: { told: Told; onOpen: () => void }) {
  const { t } = useTranslation()
  const now = useNow()
  const isUnread = !told.isRead || undefined
  return (
    <li className={styles.item}>
      <Link to="/inbox/{-$view}/{-$ticket}" params={{ view: 'all', ticket: told.ticketId }} className={styles.told} onClick={onOpen}>
        <span className={styles.dot} data-unread={isUnread} />
        <span className={styles.what} data-unread={isUnread}>
          {isUnread && <span className="forReaders">{t('list.unread')} </span>}
          {t(`bell.kind.${told.kind}`, { who: told.actorName || 'Warmline' })}
        </span>
        <time className={styles.when} dateTime={told.at} title={fullDate(told.at)}>
          {ahead(Date.parse(told.at) - now)}
        </time>
        <span className={styles.about} dir="auto">
          #{told.ticketNumber} {told.subject || said(t, told)}
        </span>
      </Link>
    </li>
  )
}
