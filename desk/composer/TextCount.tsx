/** How many segments a text takes, each of which is paid for, and for which signs it takes more. */
import { useTranslation } from 'react-i18next'
import { costOf, mostTextCharacters, segmentsOf } from '../../shared/segments.ts'
import { useThread } from '../tickets/useThread.ts'
import { amount, money } from '../time.ts'
import styles from './window.module.css'

const mostNamed = 5

export function TextCount({ ticketId, text }: { ticketId: string; text: string }) {
  const { t } = useTranslation()
  const { texts } = useThread(ticketId)
  const cost = texts && costOf(text, texts)
  const { count, left, encoding, odd } = segmentsOf(text)
  const over = text.length - mostTextCharacters
  return (
    <p className={styles.line} data-soon={over > 0 || undefined}>
      {over > 0 ? t('composer.text.tooLong', { count: over }) : t('composer.text.segments', { count, left })}
      {cost ? ` · ${t('composer.text.cost', { price: texts.currency ? money(cost, texts.currency) : amount(cost, 4) })}` : ''}
      {encoding === 'ucs2' && ` ${t('composer.text.odd', { signs: odd.slice(0, mostNamed).join(' ') })}`}
    </p>
  )
}
