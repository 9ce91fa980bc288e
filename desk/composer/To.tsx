/** The line that says to whom a mail goes, and what about it differs from what the customer's message says. */

import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../LinkButton.tsx'
import { lazyPart } from '../lazyPart.ts'
import styles from '../tickets/composer.module.css'
import { changeDraft } from '../tickets/drafts.ts'
import { changesOf, isSendable, sameSet } from './recipientSet.ts'
import type { Writing } from './useWriting.ts'

const Recipients = lazyPart(() => import('./Recipients.tsx').then(({ Recipients: Rows }) => ({ default: Rows })))

export function To({ writing: { key, draft, derived, recipients } }: { writing: Writing }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  if (!derived || !recipients) return <div className={styles.toLine} />
  const set = (next: typeof recipients | null) =>
    changeDraft(key, (now) => ({ ...now, recipients: next === null || sameSet(next, derived) ? null : next }))
  const { added, left } = changesOf(derived, recipients)
  const sender = { to: derived.to, cc: [], bcc: [] }
  const isOnlySender = draft.recipients !== null && sameSet(recipients, sender)
  return (
    <>
      <div className={styles.toLine}>
        <button
          type="button"
          className={styles.toButton}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          title={t('composer.changeTo')}
        >
          {t('ticket.to', { to: recipients.to.join(', ') || t('composer.nobody') })}
          {recipients.cc.length > 0 && ` · ${t('composer.cc')}: ${recipients.cc.join(', ')}`}
          {recipients.bcc.length > 0 && ` · ${t('composer.bcc')}: ${recipients.bcc.join(', ')}`}
        </button>
        {derived.cc.length > 0 && (
          <LinkButton onClick={() => set(isOnlySender ? null : sender)}>
            {t(isOnlySender ? 'composer.replyAll' : 'composer.onlySender')}
          </LinkButton>
        )}
      </div>
      {isOpen && (
        <Suspense fallback={null}>
          <Recipients set={recipients} onChange={set} />
        </Suspense>
      )}
      {added.length + left.length > 0 && (
        <p className={styles.changed} role="status">
          {added.length > 0 && <span>{t('composer.added', { addresses: added.join(', ') })} </span>}
          {left.length > 0 && <span>{t('composer.leftOut', { addresses: left.join(', ') })} </span>}
          <LinkButton onClick={() => set(null)}>{t('composer.asDerived')}</LinkButton>
        </p>
      )}
      {!isSendable(recipients) && (
        <p className={styles.changed} data-bad role="alert">
          {t('composer.noTo')}
        </p>
      )}
    </>
  )
}
