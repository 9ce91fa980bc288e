/** A ticket as one chooses it to be merged: its number and subject, and what tells it from others. */

import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { aboutTicket } from '../about.ts'
import { dayAndTime } from '../time.ts'
import type { Ticket } from './shapes.ts'
import styles from './work.module.css'

interface Props {
  ticket: Pick<Ticket, 'number' | 'subject' | 'preview' | 'holds' | 'channel' | 'status' | 'lastMessageAt'>
  /** Whose it is, where that is to be said. */
  customer: string
  /** Why it cannot be chosen. */
  whyNot?: string | undefined
  /** What chooses it. */
  children: ReactNode
}

export function MergeCandidate({ ticket, customer, whyNot, children }: Props) {
  const { t } = useTranslation()
  const { number, channel, status, lastMessageAt } = ticket
  const about = [customer, t(`channel.${channel}`), t(`status.${status}`), dayAndTime(lastMessageAt)]
  return (
    <li>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is given */}
      <label className={styles.candidate} data-refused={whyNot !== undefined}>
        {children}
        <span className={styles.candidateText}>
          <b dir="auto">
            #{number} {aboutTicket(t, ticket) || t('ticket.noSubject')}
          </b>
          <span className={styles.about}>{about.filter(Boolean).join(' · ')}</span>
          {whyNot && <span className={styles.whyNot}>{whyNot}</span>}
        </span>
      </label>
    </li>
  )
}
