/** The head of the composer: reply or note, and to whom it goes. */
import { useTranslation } from 'react-i18next'
import type { useFold } from '../composer/useFold.ts'
import { ChevronDownIcon, ChevronUpIcon } from '../icons.tsx'
import styles from './composer.module.css'
import type { Mode } from './drafts.ts'
import type { Ticket } from './shapes.ts'

export function ComposerHead({
  mode,
  ticket: { channel, customer },
  recipient,
  onMode,
  fold,
}: {
  mode: Mode
  ticket: Ticket
  /** Whom a reply reaches; undefined: its recipients are shown apart. */
  recipient: string | null | undefined
  onMode: (mode: Mode) => void
  fold: ReturnType<typeof useFold>
}) {
  const { t } = useTranslation()
  // Who is named by a long number there is called by their name.
  const isByName = channel === 'webchat' || channel === 'instagram' || !recipient
  const to = recipient === undefined ? undefined : isByName ? customer.name : recipient
  const choices = [
    { value: 'reply', words: t(`ticket.replyBy.${channel}`), keyName: 'R' },
    { value: 'note', words: t('ticket.note'), keyName: 'N' },
  ] as const
  return (
    <div className={styles.head}>
      <fieldset className={styles.modes} aria-label={t('ticket.mode')}>
        {choices.map(({ value, words, keyName }) => (
          <button
            type="button"
            key={value}
            className={styles.mode}
            aria-pressed={mode === value}
            aria-keyshortcuts={keyName}
            onClick={() => onMode(value)}
          >
            {words}
            {mode !== value && (
              <span className={styles.key} aria-hidden="true">
                {keyName}
              </span>
            )}
          </button>
        ))}
      </fieldset>
      {(mode === 'note' || to !== undefined) && (
        <span className={styles.to} title={to}>
          {mode === 'note' ? t('ticket.onlyTeam') : t('ticket.to', { to })}
        </span>
      )}
      <button
        type="button"
        className={styles.fold}
        aria-expanded={!fold.isFolded}
        aria-label={t('ticket.composer')}
        title={t('ticket.composer')}
        onClick={fold.isFolded ? fold.open : fold.fold}
      >
        {fold.isFolded ? <ChevronUpIcon size={16} /> : <ChevronDownIcon size={16} />}
      </button>
    </div>
  )
}
