/** A ticket as one chooses it to be merged: its number and subject, and what tells it from others. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './work.module.css'

interface Props {
  ticket: { number: number; subject: string; preview: string }
  about: string
  /** Why it cannot be chosen. */
  whyNot?: string | undefined
  /** What chooses it. */
  children: ReactNode
}

export function MergeCandidate({ ticket: { number, subject, preview }, about, whyNot, children }: Props) {
  const { t } = useTranslation()
  return (
    <li>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is given */}
      <label className={styles.candidate} data-refused={whyNot !== undefined}>
        {children}
        <span className={styles.candidateText}>
          <b dir="auto">
            #{number} {subject || preview || t('ticket.noSubject')}
          </b>
          <span className={styles.about}>{about}</span>
          {whyNot && <span className={styles.whyNot}>{whyNot}</span>}
        </span>
      </label>
    </li>
  )
}
