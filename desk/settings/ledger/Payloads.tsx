/** Payloads that wait for a person: why each could not be read, what it is, and what can be done. */
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../../api.ts'
import { channelIcons } from '../../icons.tsx'
import { fileSize } from '../../tickets/fileSize.ts'
import { dayAndTime } from '../../time.ts'
import { AskButton } from '../AskButton.tsx'
import { attempt } from '../attempt.ts'
import styles from '../Settings.module.css'
import ledgerStyles from './ledger.module.css'

type Payload = Answers['ledger']['list']['payloads'][number]

export function Payloads({ state, count }: { state: 'quarantined' | 'unaccounted'; count: number }) {
  const { t } = useTranslation()
  const pages = useInfiniteQuery(
    api.ledger.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ state, cursor, limit: 20 }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )
  const { refetch } = pages
  // The number is looked up all the time; the list follows it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number is what it follows
  useEffect(() => void refetch(), [count, refetch])
  const payloads = pages.data?.pages.flatMap((page) => page.payloads) ?? []
  return (
    <section aria-label={t(`ledger.${state}`)} className={ledgerStyles.waiting}>
      <h2>
        {t(`ledger.${state}`)} <span className="quiet">{count}</span>
      </h2>
      {count === 0 && <p className="quiet">{t('ledger.quarantinedNone')}</p>}
      {payloads.length > 0 && (
        <ul className={styles.rows}>
          {payloads.map((payload) => (
            <PayloadRow key={payload.id} payload={payload} />
          ))}
        </ul>
      )}
      {pages.hasNextPage && (
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
          {t('ledger.more')}
        </Button>
      )}
    </section>
  )
}

function PayloadRow({ payload }: { payload: Payload }) {
  const { t } = useTranslation()
  const [isLooking, setLooking] = useState(false)
  const Sign = channelIcons[payload.channel]
  const act = (does: () => Promise<unknown>, done: string) =>
    attempt(does, { changes: api.ledger.key(), problem: t('settings.notSaved'), done })
  const what = payload.from ?? payload.connection ?? t(`channel.${payload.channel}`)
  return (
    <li className={styles.row}>
      <Sign size={18} />
      <div className={styles.who}>
        <b>{payload.error ?? t('ledger.noReason')}</b>
        <span className="quiet">
          {what} · {dayAndTime(payload.receivedAt)} · {fileSize(payload.size)}
        </span>
      </div>
      <div className={styles.buttons}>
        <Button size="xs" variant="default" aria-expanded={isLooking} onClick={() => setLooking(!isLooking)}>
          {t(isLooking ? 'ledger.lookAway' : 'ledger.look')}
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-label={t('ledger.retryOne', { what })}
          onClick={() => act(() => client.ledger.retry({ id: payload.id }), t('ledger.retried'))}
        >
          {t('common.retry')}
        </Button>
        <AskButton
          label={t('ledger.discard')}
          size="xs"
          question={t('ledger.discardAsk')}
          onYes={() => act(() => client.ledger.discard({ id: payload.id }), t('ledger.discarded'))}
        />
      </div>
      {isLooking && <Raw id={payload.id} />}
    </li>
  )
}

function Raw({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data, error } = useQuery(api.ledger.look.queryOptions({ input: { id } }))
  return (
    <div className={ledgerStyles.raw}>
      {data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <section tabIndex={0} aria-label={t('ledger.raw')}>
          <pre>{data.text}</pre>
        </section>
      )}
      <p className="quiet">
        {error && t('ledger.notThere')}
        {data && !data.isWhole && t('ledger.beginning')} <a href={`/payloads/${id}`}>{t('ledger.download')}</a>
      </p>
    </div>
  )
}
