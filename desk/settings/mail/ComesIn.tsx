/** How mail for an address comes in: where to forward it to, or which mailbox is read. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, type Mail } from '../../api.ts'
import { CopyLine } from '../CopyLine.tsx'
import styles from '../Settings.module.css'

/** `connectionId` left out: the first address. */
export function ForwardTo({ mail, address, connectionId }: { mail: Mail; address: string; connectionId?: string }) {
  const { t } = useTranslation()
  const { data } = useQuery(api.settings.email.arrival.queryOptions({ input: { connectionId } }))
  const { host, port, isLocal } = mail.inbound
  if (port === null) return <p className={styles.warning}>{t('email.inboundOff')}</p>
  return (
    <>
      <p>{t('email.forwardWhy', { address })}</p>
      {data && <CopyLine label={t('email.forwardTo')} value={data.forwardTo} />}
      {isLocal && <p className={styles.warning}>{t('email.onlyHere')}</p>}
      <p>
        {port !== 25 && `${t('email.port25', { host, port })} `}
        {t('email.relayTo', { host, port })}
      </p>
      <p>{t('email.plus', { example: address.replace('@', '+t…@') })}</p>
    </>
  )
}

export function FromMailbox({ host, user, folder }: { host: string; user: string; folder: string }) {
  const { t } = useTranslation()
  return <p>{t('email.fromMailbox', { host, user, folder })}</p>
}
