/** A test mail to an address of the shop's own, and whether it came in: when, by which way, handed over by whom. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client, queries } from '../../api.ts'
import { sayProblem } from '../../notices.ts'
import { ahead } from '../../time.ts'
import { useSeconds } from '../../useSeconds.ts'
import rows from '../Settings.module.css'
import styles from './mail.module.css'

/** While one is awaited it is looked for so often, otherwise rarely; in milliseconds. */
const waitingEvery = 1500
const restingEvery = 15_000
/** A mail that takes longer than this is missed, in milliseconds. */
const long = 90_000

type Test = NonNullable<Answers['settings']['email']['arrival']['arrival']>

const isAwaited = (test: Test | null | undefined) => Boolean(test?.isSent && !test.arrivedAt)

interface Props {
  address: string
  connectionId?: string
  /** The server that mail leaves by; null: there is none, and nothing can be sent. */
  outgoing: string | null
}

export function Arrival({ address, connectionId, outgoing }: Props) {
  const { t } = useTranslation()
  const asked = api.settings.email.arrival.queryOptions({
    input: { connectionId },
    refetchInterval: ({ state }) => (isAwaited(state.data?.arrival) ? waitingEvery : restingEvery),
  })
  const { data } = useQuery(asked)
  const [isSending, setSending] = useState(false)
  const send = async () => {
    setSending(true)
    await client.settings.email.sendArrival({ connectionId }).then(
      (arrival) => queries.setQueryData(asked.queryKey, (before) => before && { ...before, arrival }),
      (error) => sayProblem(t('email.testNotSent'), error),
    )
    setSending(false)
  }
  return (
    <>
      <p className={styles.words}>{t(outgoing === null ? 'email.arrivalByHand' : 'email.arrivalWhy', { address })}</p>
      {outgoing !== null && (
        <Button variant="default" w="fit-content" loading={isSending} onClick={send}>
          {t('email.arrivalSend')}
        </Button>
      )}
      <div role="status">{data?.arrival && <Said test={data.arrival} />}</div>
    </>
  )
}

function Said({ test }: { test: Test }) {
  const { t } = useTranslation()
  const now = useSeconds()
  const ago = (at: string) => ahead(Math.min(-1000, Date.parse(at) - now))
  const { sentAt, isSent, answer, arrivedAt, through } = test
  if (!isSent)
    return (
      <p className={rows.live} data-bad>
        <span className={rows.dot} />
        <span>
          {t('email.arrivalRefused')} <q>{answer}</q>
        </span>
      </p>
    )
  if (!arrivedAt || !through) {
    const isLate = now - Date.parse(sentAt) > long
    return (
      <>
        <p className={rows.live}>
          <span className={rows.dot} data-waits />
          <span>{t('email.arrivalWaiting', { ago: ago(sentAt) })}</span>
        </p>
        {isLate && (
          <p className={styles.words}>
            {t('email.arrivalLate')} <q>{answer}</q>
          </p>
        )}
      </>
    )
  }
  const seconds = Math.max(0, Math.round((Date.parse(arrivedAt) - Date.parse(sentAt)) / 1000))
  const { authenticity } = through
  return (
    <p className={rows.live} data-good>
      <span className={rows.dot} />
      <span>
        <b>{t(`email.arrived.${through.way}`, { ago: ago(arrivedAt), by: through.by })}</b> {t('email.arrivalTook', { count: seconds })}
        {authenticity && ` SPF ${authenticity.spf} · DKIM ${authenticity.dkim} · DMARC ${authenticity.dmarc}`}
      </span>
    </p>
  )
}
