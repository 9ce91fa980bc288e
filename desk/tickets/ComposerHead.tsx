/** The head of the composer: reply or note, and to whom it goes. */
import { useTranslation } from 'react-i18next'
import type { ChannelKey } from '../../shared/words.ts'
import styles from './composer.module.css'
import type { Mode } from './drafts.ts'

export function ComposerHead({
  mode,
  channel,
  to,
  onMode,
}: {
  mode: Mode
  channel: ChannelKey
  to: string | undefined
  onMode: (mode: Mode) => void
}) {
  const { t } = useTranslation()
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
    </div>
  )
}
