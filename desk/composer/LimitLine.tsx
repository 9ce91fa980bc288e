/** What no longer fits into one message of this channel, or how much still does, while it is written. */
import { useTranslation } from 'react-i18next'
import { lengthOf, mostText } from '../../shared/limits.ts'
import type { Answers } from '../api.ts'
import { sayReason } from '../reasons.ts'
import type { Draft } from '../tickets/drafts.ts'
import { amount } from '../time.ts'
import type { Writing } from './useWriting.ts'
import styles from './window.module.css'

interface Props {
  limits: NonNullable<Answers['tickets']['messages']['limits']>
  draft: Draft
  overstep: Writing['overstep']
}

/** From this share on it is said how much is left. */
const full = 0.8

export function LimitLine({ limits, draft, overstep }: Props) {
  const { t } = useTranslation()
  const most = mostText(limits, draft.attachments)
  const count = lengthOf(draft.text.trim(), limits.unit)
  if (!overstep && (most === 0 || count < most * full)) return null
  return (
    <p className={styles.line} data-soon={overstep !== undefined || undefined} role="status">
      {overstep
        ? sayReason({ sentence: overstep.code, values: {}, ...overstep })
        : t(`composer.limit.${limits.unit}`, { count: most - count, left: amount(most - count) })}
    </p>
  )
}
