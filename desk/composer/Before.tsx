/** What stands between the text and the button: what goes with it, what is missing, and which version it is. */

import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { CrossIcon } from '../icons.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { useSayActions } from '../settings/useSayActions.ts'
import { shortened } from '../shortened.ts'
import styles from '../tickets/composer.module.css'
import { chooseVersion, listenToOthers, otherVersion } from '../tickets/draftSync.ts'
import { changeDraft, type Draft, type DraftKey } from '../tickets/drafts.ts'

/** What is done when it is sent; each can be taken out. */
export function Then({ draft, draftKey }: { draft: Draft; draftKey: DraftKey }) {
  const { t } = useTranslation()
  const sayActions = useSayActions()
  if (draft.actions.length === 0) return null
  return (
    <ul className={styles.files} aria-label={t('composer.then')}>
      {draft.actions.map((call, index) => (
        <li key={call.action} className={styles.file}>
          <span>{sayActions([call])}</span>
          <button
            type="button"
            className={styles.detach}
            aria-label={t('composer.without', { action: sayActions([call]) })}
            onClick={() => changeDraft(draftKey, (now) => ({ ...now, actions: now.actions.filter((_, place) => place !== index) }))}
          >
            <CrossIcon size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Variables of a macro that nobody has filled in. */
export function Unfilled({ names }: { names: string[] }) {
  const { t } = useTranslation()
  if (names.length === 0) return null
  return (
    <p className={styles.unfilled} role="status">
      {t('composer.unfilled', { names: names.join(', ') })}
    </p>
  )
}

/** Another browser of the same agent saved something else meanwhile. */
export function OtherVersion({ draftKey }: { draftKey: DraftKey }) {
  const { t } = useTranslation()
  const other = useSyncExternalStore(listenToOthers, () => otherVersion(draftKey))
  if (!other) return null
  return (
    <p className={styles.unfilled} role="status">
      {t('composer.otherVersion', { text: shortened(other.content.text, 80) })}{' '}
      <LinkButton onClick={() => chooseVersion(draftKey, true)}>{t('composer.takeOther')}</LinkButton>{' '}
      <LinkButton onClick={() => chooseVersion(draftKey, false)}>{t('composer.keepThis')}</LinkButton>
    </p>
  )
}

/** The signature that will stand below, and leaving it away this time. */
export function Signature({ ticketId, draft, draftKey }: { ticketId: string; draft: Draft; draftKey: DraftKey }) {
  const { t } = useTranslation()
  const { data } = useQuery(api.signatures.filled.queryOptions({ input: { ticketId }, staleTime: 60_000 }))
  if (!data?.html) return null
  const toggle = () => changeDraft(draftKey, (now) => ({ ...now, withSignature: !now.withSignature }))
  return (
    <div className={styles.signature} data-off={!draft.withSignature || undefined}>
      {draft.withSignature && (
        <p dir="auto" title={t('composer.signature')}>
          {data.text}
        </p>
      )}
      <LinkButton onClick={toggle}>{t(draft.withSignature ? 'composer.noSignature' : 'composer.addSignature')}</LinkButton>
    </div>
  )
}
