/** Setting an address up, in three steps that each prove themselves: mail comes in, it was seen to, and others trust what goes out. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api.ts'
import type { ChannelForm, Connection } from '../channels/shapes.ts'
import { stepsFor } from '../channels/shapes.ts'
import { Webhook } from '../channels/Webhook.tsx'
import styles from '../Settings.module.css'
import { Arrival } from './Arrival.tsx'
import { ForwardTo, FromMailbox } from './ComesIn.tsx'
import mailStyles from './mail.module.css'
import { Records } from './Records.tsx'

export function Guide({ connection, form }: { connection: Connection; form: ChannelForm }) {
  const { t } = useTranslation()
  const { data: mail } = useQuery(api.settings.email.get.queryOptions())
  if (!mail) return null
  const { id, address, settings, webhookUrl, health } = connection
  const { way } = settings
  const text = (key: string) => String(settings[key] ?? '')
  return (
    <ol className={mailStyles.guide}>
      <Step number={1} name={t('email.comesIn')}>
        {way === 'forward' && <ForwardTo mail={mail} address={address} connectionId={id} />}
        {way === 'imap' && <FromMailbox host={text('imapHost')} user={text('imapUser')} folder={text('imapFolder')} />}
        {way !== 'forward' && way !== 'imap' && webhookUrl && (
          <Webhook url={webhookUrl} steps={stepsFor(form, connection)} health={health} />
        )}
      </Step>
      <Step number={2} name={t('email.arrival')}>
        <Arrival address={address} connectionId={id} outgoing={mail.outgoing} />
      </Step>
      <Step number={3} name={t('email.records')}>
        <Records domain={address.split('@')[1] ?? ''} />
      </Step>
    </ol>
  )
}

function Step({ number, name, children }: { number: number; name: string; children: ReactNode }) {
  return (
    <li className={mailStyles.step}>
      <span className={styles.stepSign} aria-hidden="true">
        {number}
      </span>
      <h3>{name}</h3>
      <div className={mailStyles.content}>{children}</div>
    </li>
  )
}
