/** Putting a ticket off until a time. */
import { Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ClockIcon } from '../icons.tsx'
import { dayAndTime } from '../time.ts'
import { KeyButton } from './KeyButton.tsx'
import styles from './pane.module.css'
import { localInput, snoozePresets } from './snooze.ts'

/** The snooze button with its times on offer and a field for any other. */
export function SnoozeMenu({
  isOpen,
  onOpen,
  onSnooze,
}: {
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  onSnooze: (until: Date) => void
}) {
  const { t } = useTranslation()
  const [own, setOwn] = useState('')
  const now = new Date()
  const chosen = own ? new Date(own) : undefined
  const isFuture = chosen !== undefined && chosen > now
  const take = (until: Date) => {
    onOpen(false)
    setOwn('')
    onSnooze(until)
  }
  return (
    <Popover opened={isOpen} onChange={onOpen} position="bottom-end" width={280} trapFocus returnFocus withRoles>
      <Popover.Target>
        <KeyButton keyName="s" icon={<ClockIcon />} onClick={() => onOpen(!isOpen)}>
          {t('ticket.snooze.title')}
        </KeyButton>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={t('ticket.snooze.title')}>
        {snoozePresets(now).map(({ key, until }) => (
          <button type="button" key={key} className={styles.preset} onClick={() => take(until)}>
            <span>{t(`ticket.snooze.${key}`)}</span>
            <span className="quiet">{dayAndTime(until)}</span>
          </button>
        ))}
        <form
          className={styles.ownTime}
          onSubmit={(event) => {
            event.preventDefault()
            if (chosen && isFuture) take(chosen)
          }}
        >
          <TextInput
            type="datetime-local"
            label={t('ticket.snooze.own')}
            value={own}
            min={localInput(now)}
            onChange={(event) => setOwn(event.currentTarget.value)}
            error={own && !isFuture ? t('ticket.snooze.past') : undefined}
          />
          <button type="submit" className={styles.button} disabled={!isFuture}>
            {t('ticket.snooze.title')}
          </button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
