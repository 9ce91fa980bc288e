/** How long an answer can still go out, what kind of answer, and whether it has to wait for its connection. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../api.ts'
import { WarningIcon } from '../icons.tsx'
import { fullTime, span, useNow } from '../time.ts'
import styles from './window.module.css'

interface Props {
  ticketId: string
  until?: string
  tag?: string
  isWaiting?: boolean
}

/** From here on it is said in warning colour, in milliseconds. */
const soon = 3_600_000
/** The longest that a timer of a browser can wait, in milliseconds. */
const longest = 2 ** 31 - 1

export function ReplyWindow({ ticketId, until, tag, isWaiting }: Props) {
  const { t } = useTranslation()
  const now = useNow()
  const end = until === undefined ? undefined : Date.parse(until)
  // When it ends, the server says what can be done instead.
  useEffect(() => {
    if (end === undefined || end - Date.now() > longest) return
    const timer = setTimeout(
      () => void queries.invalidateQueries({ queryKey: api.tickets.messages.key({ input: { ticketId } }) }),
      Math.max(end - Date.now(), 0) + 500,
    )
    return () => clearTimeout(timer)
  }, [end, ticketId])
  if (end === undefined && !isWaiting) return null
  const left = end === undefined ? undefined : end - now
  return (
    <div className={styles.lines}>
      {isWaiting && (
        <p className={styles.broken} role="status">
          <WarningIcon size={16} /> {t('composer.window.waits')}
        </p>
      )}
      {left !== undefined && left > 0 && (
        <p className={styles.line} data-soon={left < soon || undefined} title={until && fullTime(until)}>
          {t('composer.window.left', { span: span(left) })}
          {tag && ` · ${t('composer.window.person')}`}
        </p>
      )}
    </div>
  )
}
