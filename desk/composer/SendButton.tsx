/** Sending, and the other ways to send: and close, and snooze, or later. */
import { Menu, Popover } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChevronDownIcon } from '../icons.tsx'
import { printed } from '../keys.ts'
import { lazyPart } from '../lazyPart.ts'
import styles from '../tickets/composer.module.css'

const TimeChoice = lazyPart(() => import('./TimeChoice.tsx').then(({ TimeChoice: Choice }) => ({ default: Choice })))

export interface SendWish {
  sendAt?: Date
  after?: { action: string; input: Record<string, unknown> }
}

export function SendButton({
  isNote,
  isReady,
  why,
  onSend,
}: {
  isNote: boolean
  isReady: boolean
  why: string | undefined
  onSend: (wish: SendWish) => void
}) {
  const { t } = useTranslation()
  const [asks, setAsks] = useState<'snooze' | 'later'>()
  const words = t(isNote ? 'ticket.addNote' : 'ticket.send')
  const choose = (at: Date) => {
    const wish = asks
    setAsks(undefined)
    onSend(wish === 'later' ? { sendAt: at } : { after: { action: 'snooze', input: { until: at.toISOString() } } })
  }
  return (
    <Popover
      opened={asks !== undefined}
      onChange={(isOpen) => !isOpen && setAsks(undefined)}
      position="top-end"
      width={340}
      trapFocus
      returnFocus
      // The group of buttons that it hangs on has no role that could open something.
      withRoles={false}
    >
      <Popover.Target>
        <div className={styles.sendGroup} title={why}>
          <button
            type="button"
            className={styles.send}
            disabled={!isReady}
            onClick={() => onSend({})}
            aria-keyshortcuts="Control+Enter Meta+Enter"
            data-alone={isNote || undefined}
          >
            {words}{' '}
            <span className={styles.key} aria-hidden="true">
              {printed('mod+enter')}
            </span>
          </button>
          {!isNote && (
            <Menu position="top-end" width={260}>
              <Menu.Target>
                <button
                  type="button"
                  className={styles.sendMore}
                  disabled={!isReady}
                  aria-label={t('composer.sendMore')}
                  title={t('composer.sendMore')}
                >
                  <ChevronDownIcon size={16} />
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  rightSection={<span className={styles.key}>{printed('mod+shift+enter')}</span>}
                  onClick={() => onSend({ after: { action: 'close', input: {} } })}
                >
                  {t('composer.sendAndClose')}
                </Menu.Item>
                <Menu.Item onClick={() => setAsks('snooze')}>{t('composer.sendAndSnooze')}</Menu.Item>
                <Menu.Item onClick={() => setAsks('later')}>{t('composer.sendLater')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </Popover.Target>
      <Popover.Dropdown p={8} role="dialog" aria-label={t(asks === 'later' ? 'composer.sendLater' : 'composer.sendAndSnooze')}>
        <Suspense fallback={t('common.loading')}>
          {asks && <TimeChoice label={t(asks === 'later' ? 'composer.sendLater' : 'composer.sendAndSnooze')} onChoose={choose} />}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
