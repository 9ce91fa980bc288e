/** What is known of the way to the customer before one writes: that mail came back from there, or was complained of. */
import { useTranslation } from 'react-i18next'
import { fullDate } from '../time.ts'
import styles from './composer.module.css'
import type { ThreadData } from './useThread.ts'

type MayReply = NonNullable<ThreadData['mayReply']>

export function ReplyWarnings({ bouncedAt, complainedAt }: Pick<Extract<MayReply, { may: true }>, 'bouncedAt' | 'complainedAt'>) {
  const { t } = useTranslation()
  return (
    <>
      {bouncedAt && (
        <p className={styles.refusal} role="status">
          {t('ticket.bouncedSince', { when: fullDate(bouncedAt) })}
        </p>
      )}
      {complainedAt && (
        <p className={styles.refusal} role="status">
          {t('ticket.complainedSince', { when: fullDate(complainedAt) })}
        </p>
      )}
    </>
  )
}
