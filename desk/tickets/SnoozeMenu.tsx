/** Putting a ticket off until a time. */
import { Popover } from '@mantine/core'
import { type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ClockIcon } from '../icons.tsx'
import { lazyPart } from '../lazyPart.ts'
import { KeyButton } from './KeyButton.tsx'
import styles from './work.module.css'

// The words for times and the time zones come along when somebody snoozes for the first time.
const WhenMenu = lazyPart(() => import('../when/WhenMenu.tsx').then(({ WhenMenu }) => ({ default: WhenMenu })))

export interface SnoozeMenuProps {
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** What speaks against it. */
  warning: ReactNode
  onSnooze: (until: Date, ifNoReply: boolean) => void
}

/** The snooze button with everything that one can choose. */
export function SnoozeMenu({ isOpen, onOpen, warning, onSnooze }: SnoozeMenuProps) {
  const { t } = useTranslation()
  const [inAnyCase, setInAnyCase] = useState(false)
  return (
    <Popover opened={isOpen} onChange={onOpen} position="bottom-end" width={340} trapFocus returnFocus withRoles>
      <Popover.Target>
        <KeyButton keyName="s" icon={<ClockIcon />} onClick={() => onOpen(!isOpen)}>
          {t('ticket.snooze.title')}
        </KeyButton>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={t('ticket.snooze.title')}>
        {warning}
        <Suspense fallback={<div className={styles.whenSkeleton} aria-hidden="true" />}>
          <WhenMenu
            onTake={(until) => {
              onOpen(false)
              onSnooze(until, !inAnyCase)
              setInAnyCase(false)
            }}
          />
        </Suspense>
        <label className={styles.inAnyCase}>
          <input type="checkbox" checked={inAnyCase} onChange={(event) => setInAnyCase(event.currentTarget.checked)} />
          <span>
            {t('ticket.snooze.inAnyCase')}
            <span className={styles.hint}>{t(inAnyCase ? 'ticket.snooze.inAnyCaseWhy' : 'ticket.snooze.ifNoReplyWhy')}</span>
          </span>
        </label>
      </Popover.Dropdown>
    </Popover>
  )
}
