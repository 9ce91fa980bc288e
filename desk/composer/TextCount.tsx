/** How many segments a text takes, each of which is paid for, and for which signs it takes more. */
import { useTranslation } from 'react-i18next'
import { mostTextCharacters, segmentsOf } from '../../shared/segments.ts'
import styles from './window.module.css'

const mostNamed = 5

export function TextCount({ text }: { text: string }) {
  const { t } = useTranslation()
  const { count, left, encoding, odd } = segmentsOf(text)
  const over = text.length - mostTextCharacters
  return (
    <p className={styles.line} data-soon={over > 0 || undefined}>
      {over > 0 ? t('composer.text.tooLong', { count: over }) : t('composer.text.segments', { count, left })}
      {encoding === 'ucs2' && ` ${t('composer.text.odd', { signs: odd.slice(0, mostNamed).join(' ') })}`}
    </p>
  )
}
