/** A thin line between messages: what happened to the ticket, and one click away why. */
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentimentSigns } from '../SentimentBadge.tsx'
import { amount, dayAndTime, fullTime } from '../time.ts'
import { RuleTrace } from './RuleTrace.tsx'
import type { Happening } from './shapes.ts'
import { useTagNames } from './TagPicker.tsx'
import styles from './thread.module.css'
import { lineOf, traceOf } from './timelineWords.ts'

export function TimelineLine({ entries }: { entries: readonly Happening[] }) {
  const { t } = useTranslation()
  const tag = useTagNames()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const trace = traceOf(entries)
  const at = entries[0]?.at
  const words = lineOf(entries, { t, tag, time: dayAndTime, score: (score) => amount(score, 1), signs: sentimentSigns })
  return (
    <div>
      <p className={styles.line} title={at && fullTime(at)}>
        {words}
        {trace && (
          <>
            {' · '}
            <button
              type="button"
              className={styles.why}
              aria-expanded={isOpen}
              aria-controls={isOpen ? id : undefined}
              onClick={() => setOpen(!isOpen)}
            >
              {t('ticket.why')}
            </button>
          </>
        )}
      </p>
      {trace && isOpen && <RuleTrace id={id} trace={trace} />}
    </div>
  )
}
