/** Why a ticket went where it went: every rule tried, every test with what was wanted and what was there. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { CheckIcon, CrossIcon } from '../icons.tsx'
import type { Trace } from './shapes.ts'
import styles from './thread.module.css'
import { testWords } from './traceWords.ts'

export function RuleTrace({ id, trace }: { id: string; trace: Trace }) {
  const { t } = useTranslation()
  const conditions = useQuery(api.views.conditions.queryOptions()).data?.conditions ?? []
  return (
    <section id={id} className={styles.trace} aria-label={t('ticket.trace.title')}>
      {trace.tried.length === 0 && <p>{t('ticket.trace.noRules')}</p>}
      <ol>
        {trace.tried.map((rule) => (
          <li key={rule.ruleId} data-matched={rule.matched}>
            <p>
              <b>{rule.name}</b>{' '}
              <span className={styles.verdict}>{t(rule.matched ? 'ticket.trace.matched' : 'ticket.trace.notMatched')}</span>
            </p>
            <ul>
              {rule.tests.map((test, index) => {
                const { wanted, actual } = testWords(test, conditions, t)
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a record that never changes
                  <li key={index} className={styles.test} data-passed={test.passed}>
                    {test.passed ? <CheckIcon size={16} /> : <CrossIcon size={16} />}
                    <span>
                      <span className="forReaders">{t(test.passed ? 'ticket.trace.passed' : 'ticket.trace.failed')}: </span>
                      {wanted}
                    </span>
                    <span className={styles.actual}>{t('ticket.trace.was', { actual })}</span>
                  </li>
                )
              })}
            </ul>
          </li>
        ))}
      </ol>
      <p className={styles.outcome}>{t(`ticket.trace.outcome.${trace.outcome}`)}</p>
    </section>
  )
}
