/** Why no reply can go out now, and what can be done instead. */
import { useTranslation } from 'react-i18next'
import type { Refusal } from '../../shared/mayReply.ts'
import styles from './composer.module.css'

export function ReplyRefusal({ refusal, onNote }: { refusal: Refusal; onNote: () => void }) {
  const { t } = useTranslation()
  return (
    <p className={styles.refusal} role="status">
      <b>{t(`ticket.mayNot.why.${refusal.why}`)}</b> {t(`ticket.mayNot.instead.${refusal.instead}`)}{' '}
      <button type="button" className={styles.linkButton} onClick={onNote}>
        {t('ticket.writeNote')}
      </button>
    </p>
  )
}
