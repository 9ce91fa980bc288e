/** The ledger: what came in, where it ended, and what waits for a person. */
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { amount } from '../time.ts'
import { Counts } from './ledger/Counts.tsx'
import ledgerStyles from './ledger/ledger.module.css'
import { Payloads } from './ledger/Payloads.tsx'
import { Retention } from './ledger/Retention.tsx'
import { Sources } from './ledger/Sources.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'

const spans = [1, 7, 30, 90, 365] as const
/** Nothing tells of what comes in by mail: while this page is open it is looked up, in milliseconds. */
const lookEvery = 5000

export function Ledger() {
  const { t } = useTranslation()
  const [days, setDays] = useState<number>(7)
  const { data, isPending } = useQuery(
    api.ledger.summary.queryOptions({ input: { days }, refetchInterval: lookEvery, placeholderData: (before) => before }),
  )
  return (
    <Sheet title={t('settings.ledger')} why={t('ledger.why')} isPending={isPending}>
      {data && (
        <>
          <section className={ledgerStyles.large} data-bad={data.unaccounted > 0 || undefined} aria-label={t('ledger.unaccounted')}>
            <strong>{amount(data.unaccounted)}</strong>
            <div>
              <b>{t('ledger.unaccounted')}</b>
              <span className="quiet">
                {t(data.unaccounted > 0 ? 'ledger.unaccountedSome' : 'ledger.unaccountedNone')}
                {data.underWay > 0 && ` ${t('ledger.underWay', { count: data.underWay })}`}
              </span>
            </div>
          </section>
          {data.unaccounted > 0 && <Payloads state="unaccounted" count={data.unaccounted} />}
          <Payloads state="quarantined" count={data.quarantined} />
          <section className={styles.part} aria-label={t('ledger.counts')}>
            <div className={styles.line}>
              <h2>{t('ledger.counts')}</h2>
              <NativeSelect
                aria-label={t('ledger.span')}
                size="xs"
                data={spans.map((value) => ({ value: String(value), label: t('ledger.days', { count: value }) }))}
                value={String(days)}
                onChange={(event) => setDays(Number(event.currentTarget.value))}
              />
            </div>
            <Counts counts={data.counts} />
          </section>
          <Sources sources={data.sources} />
          <Retention days={data.retention.days} />
        </>
      )}
    </Sheet>
  )
}
