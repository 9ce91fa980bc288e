/** Why no reply can go out now, and what can be done instead. */
import { useTranslation } from 'react-i18next'
import type { ChannelKey } from '../../shared/words.ts'
import styles from './composer.module.css'

/** The reasons that this side has words for in every language; any other is said as the server says it. */
const known: Partial<Record<ChannelKey, string>> = { webchat: 'chatEnded', email: 'noAddress' }

export function ReplyRefusal({
  channel,
  refusal,
  onNote,
}: {
  channel: ChannelKey
  refusal: { why: string; instead: string }
  onNote: () => void
}) {
  const { t } = useTranslation()
  const words = known[channel]
  return (
    <p className={styles.refusal} role="status">
      <b>{words ? t(`ticket.mayNot.${words}`) : refusal.why}</b> {words ? t(`ticket.mayNot.${words}Instead`) : refusal.instead}{' '}
      <button type="button" className={styles.linkButton} onClick={onNote}>
        {t('ticket.writeNote')}
      </button>
    </p>
  )
}
