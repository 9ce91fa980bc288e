/** Who is blocked: since when, by whom, what was kept of them, and the way back. */
import { Button, Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../api.ts'
import { useLive } from '../live.ts'
import { dayAndTime } from '../time.ts'
import { attempt } from './attempt.ts'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'

type Blocked = Answers['blockedSenders']['list']['blockedSenders'][number]

export function BlockedSenders() {
  const { t } = useTranslation()
  useLive(['blocked'])
  const { data, isPending } = useQuery(api.blockedSenders.list.queryOptions())
  return (
    <Sheet title={t('settings.blocked')} why={t('blocked.why')} isPending={isPending}>
      {data?.blockedSenders.length === 0 && <p className="quiet">{t('blocked.nobody')}</p>}
      {data && data.blockedSenders.length > 0 && (
        <ul className={styles.rows} aria-label={t('settings.blocked')}>
          {data.blockedSenders.map((sender) => (
            <Row key={sender.id} sender={sender} />
          ))}
        </ul>
      )}
    </Sheet>
  )
}

function Row({ sender }: { sender: Blocked }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  const unblock = (takeIn: boolean) => {
    setAsking(false)
    void attempt(() => client.blockedSenders.unblock({ id: sender.id, takeIn }), {
      changes: api.blockedSenders.key(),
      problem: t('blocked.problem'),
      done: t('blocked.done', { sender: sender.value }),
    })
  }
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <b>{sender.value}</b>
        <span className="quiet">
          {t('blocked.by', { name: sender.blockedBy ?? '?', time: dayAndTime(sender.blockedAt) })}
          {' · '}
          {t('blocked.kept', { count: sender.keptCount })}
          {sender.lastKeptAt && ` (${dayAndTime(sender.lastKeptAt)})`}
          {sender.ticket && (
            <>
              {' · '}
              <Link to="/inbox/{-$view}/{-$ticket}" params={{ view: 'all', ticket: sender.ticket.id }}>
                #{sender.ticket.number}
              </Link>
            </>
          )}
        </span>
      </div>
      <Popover opened={isAsking} onChange={setAsking} width={300} position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            aria-label={t('blocked.unblockOne', { sender: sender.value })}
            onClick={() => (sender.keptCount > 0 ? setAsking(true) : unblock(false))}
          >
            {t('blocked.unblock')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <p style={{ margin: '0 0 12px' }}>{t('blocked.ask', { count: sender.keptCount })}</p>
          <Button size="xs" onClick={() => unblock(true)}>
            {t('blocked.takeIn')}
          </Button>{' '}
          <Button size="xs" variant="default" onClick={() => unblock(false)}>
            {t('blocked.leave')}
          </Button>
        </Popover.Dropdown>
      </Popover>
    </li>
  )
}
