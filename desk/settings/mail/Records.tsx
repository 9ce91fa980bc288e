/** The DNS records of a domain: what each is for, what was found, what to set instead, in one plain sentence each. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Answers, api } from '../../api.ts'
import { ahead, useNow } from '../../time.ts'
import { CopyLine } from '../CopyLine.tsx'
import settingsStyles from '../Settings.module.css'
import { DomainKey } from './DomainKey.tsx'
import styles from './mail.module.css'

type MailRecord = Answers['settings']['email']['records']['records'][number]

export function Records({ domain }: { domain: string }) {
  const { t } = useTranslation()
  const now = useNow()
  const { data, isFetching, isError, dataUpdatedAt, refetch } = useQuery(
    api.settings.email.records.queryOptions({ input: { domain }, staleTime: 60_000, refetchOnWindowFocus: true }),
  )
  return (
    <>
      <p className={styles.words}>{t('email.recordsWhy', { domain })}</p>
      <div className={settingsStyles.buttons}>
        <Button variant="default" loading={isFetching} onClick={() => refetch()}>
          {t('email.askDns')}
        </Button>
        <span role="status" className={styles.asked}>
          {isError && t('email.notLookedUp')}
          {data && !isFetching && t('email.askedDns', { ago: ahead(Math.min(-1000, dataUpdatedAt - now)) })}
        </span>
      </div>
      <ul className={styles.records}>
        {data?.records.map((record) => (
          <RecordLine key={record.kind} record={record} domain={domain} />
        ))}
      </ul>
    </>
  )
}

function RecordLine({ record, domain }: { record: MailRecord; domain: string }) {
  const { t } = useTranslation()
  const { kind, name, type, wished, found, state, code, values } = record
  return (
    <li className={styles.record} data-state={state}>
      <h4>
        {kind.toUpperCase()}
        <span className={settingsStyles.mark} data-good={state === 'good' || undefined} data-bad={state === 'bad' || undefined}>
          {t(`email.recordState.${state}`)}
        </span>
      </h4>
      <p className="quiet">{t(`email.recordWhy.${kind}`)}</p>
      <p className={styles.sentence}>{t(`email.code.${code}`, { domain, ...values })}</p>
      {wished !== null && (
        <>
          <CopyLine label={t('email.recordName', { type })} value={name} />
          <CopyLine label={t('email.recordValue')} value={wished} />
        </>
      )}
      {found.length > 0 && (
        <div className={styles.found}>
          <span>{t('email.found')}</span>
          {found.map((text) => (
            <code key={text}>{text}</code>
          ))}
        </div>
      )}
      {kind === 'dkim' && <DomainKey domain={domain} />}
    </li>
  )
}
