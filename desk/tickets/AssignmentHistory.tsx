/** Who has had this ticket so far, out of its timeline. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../LinkButton.tsx'
import { dayAndTime } from '../time.ts'
import type { Happening } from './shapes.ts'
import styles from './work.module.css'

export function AssignmentHistory({ entries }: { entries: readonly Happening[] | undefined }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const turns = (entries ?? []).filter(({ kind, ofNumber }) => ofNumber === undefined && (kind === 'assigned' || kind === 'unassigned'))
  if (turns.length < 2) return null
  return (
    <>
      <LinkButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('ticket.assign.history', { count: turns.length })}
      </LinkButton>
      {isOpen && (
        <ol className={styles.history} aria-label={t('ticket.assign.historyLabel')}>
          {turns.toReversed().map(({ id, kind, at, actor, data }) => (
            <li key={id}>
              <b>{kind === 'assigned' ? String(data.name ?? '?') : t('ticket.assign.nobody')}</b>{' '}
              {t('ticket.assign.since', { time: dayAndTime(at), by: actor.name })}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
