/** How mail for the support address gets here, and whether it does. */
import { useTranslation } from 'react-i18next'
import type { Mail } from '../api.ts'
import { span, useNow } from '../time.ts'
import { CopyLine } from './CopyLine.tsx'
import styles from './Settings.module.css'

export function Forwarding({ mail }: { mail: Mail }) {
  const { t } = useTranslation()
  const now = useNow()
  const { host, port, isLocal } = mail.inbound
  const address = mail.address ?? t('email.yourAddress')
  const example = mail.address ?? 'support@your-shop.com'
  return (
    <section className={styles.part}>
      <div className={styles.line}>
        <h2>{t('email.forward')}</h2>
        <span className={styles.mark} data-good={mail.lastMailAt ? true : undefined}>
          {mail.lastMailAt ? t('email.lastMail', { span: span(now - new Date(mail.lastMailAt).getTime()) }) : t('email.noMailYet')}
        </span>
      </div>
      {port === null ? (
        <p>{t('email.inboundOff')}</p>
      ) : (
        <>
          <p>{t('email.forwardHow', { address })}</p>
          <CopyLine label={t('email.host')} value={host} />
          <CopyLine label={t('email.port')} value={String(port)} />
          {isLocal && <p className={styles.warning}>{t('email.onlyHere')}</p>}
          {!isLocal && port !== 25 && <p>{t('email.forwardProvider', { forwardTo: example.replace(/@.*/, `@${host}`), port })}</p>}
          <p>{t('email.plus', { example: example.replace('@', '+t…@') })}</p>
          <p>{t('email.tryIt', { address })}</p>
        </>
      )}
    </section>
  )
}
