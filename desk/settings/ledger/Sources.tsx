/** What the mail servers and providers have of what came in, held against what is here. */
import { useTranslation } from 'react-i18next'
import type { Answers } from '../../api.ts'
import { ahead, amount, useNow } from '../../time.ts'
import styles from '../Settings.module.css'

type Source = Answers['ledger']['summary']['sources'][number]

export function Sources({ sources }: { sources: Source[] }) {
  const { t } = useTranslation()
  const now = useNow()
  if (sources.length === 0) return null
  return (
    <section className={styles.part} aria-label={t('ledger.sources')}>
      <h2>{t('ledger.sources')}</h2>
      <p>{t('ledger.sourcesWhy')}</p>
      <ul className={styles.rows}>
        {sources.map(({ connection, what, days, theirs, ours, comparedAt, why, said }) => (
          <li key={`${connection} ${what}`} className={styles.row}>
            <div className={styles.who}>
              <b>{connection}</b>
              <span className="quiet">
                {[
                  what,
                  days !== null && t('ledger.days', { count: days }),
                  comparedAt && t('ledger.compared', { ago: ahead(Math.min(0, Date.parse(comparedAt) - now)) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {why && <p className="quiet">{t(`ledger.why.${why}`, { what, said: said ?? '' })}</p>}
            </div>
            {theirs === null ? (
              <span>{t('ledger.onlyHere', { ours: amount(ours) })}</span>
            ) : (
              <>
                <span>{t('ledger.thereAndHere', { theirs: amount(theirs), ours: amount(ours) })}</span>
                <span className={styles.mark} data-good={theirs === ours || undefined} data-bad={theirs > ours || undefined}>
                  {theirs === ours ? t('ledger.allHere') : t('ledger.missing', { count: theirs - ours })}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
