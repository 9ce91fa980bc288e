/** The shop's mail: its address, how it comes in, how it goes out, how it is signed. */
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, client, type Mail } from '../api.ts'
import { span, useNow } from '../time.ts'
import { FirstSteps, lookEvery } from './FirstSteps.tsx'
import { Arrival } from './mail/Arrival.tsx'
import { ForwardTo } from './mail/ComesIn.tsx'
import { Records } from './mail/Records.tsx'
import { Outgoing } from './Outgoing.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'
import { SignaturePart } from './SignaturePart.tsx'
import { useWish } from './useWish.ts'
import { WishForm } from './WishForm.tsx'

export function Email() {
  const { t } = useTranslation()
  const { data, isPending } = useQuery(api.settings.email.get.queryOptions({ refetchInterval: lookEvery }))
  return (
    <Sheet title={t('settings.email')} why={t('email.why')} isPending={isPending}>
      <FirstSteps />
      {data && (
        <>
          <AddressForm mail={data} />
          <Inbound mail={data} />
          <Outgoing mail={data} />
          {data.address && (
            <section className={styles.part} aria-label={t('email.records')}>
              <h2>{t('email.records')}</h2>
              <Records domain={data.address.split('@')[1] ?? ''} />
            </section>
          )}
          <SignaturePart whose="shop" />
        </>
      )}
    </Sheet>
  )
}

/** Where to forward to, and the proof that it works. */
function Inbound({ mail }: { mail: Mail }) {
  const { t } = useTranslation()
  const now = useNow()
  const { address, lastMailAt } = mail
  return (
    <section className={styles.part} aria-label={t('email.forward')}>
      <div className={styles.line}>
        <h2>{t('email.forward')}</h2>
        <span className={styles.mark} data-good={lastMailAt ? true : undefined}>
          {lastMailAt ? t('email.lastMail', { span: span(now - new Date(lastMailAt).getTime()) }) : t('email.noMailYet')}
        </span>
      </div>
      {address ? (
        <>
          <ForwardTo mail={mail} address={address} />
          <h3>{t('email.arrival')}</h3>
          <Arrival address={address} outgoing={mail.outgoing} />
        </>
      ) : (
        <p>{t('email.addressFirst')}</p>
      )}
    </section>
  )
}

function AddressForm({ mail }: { mail: Mail }) {
  const { t } = useTranslation()
  const { data: shop } = useQuery(api.settings.shop.get.queryOptions())
  const nameOf = (wished: string) => wished || (mail.address === null && shop?.isSet ? shop.name : '')
  const form = useWish(
    'email',
    { address: mail.address ?? '', name: mail.address ? mail.name : '' },
    ({ address, name: wished }) => client.settings.email.change({ address, name: nameOf(wished) }),
    api.settings.email.key(),
  )
  const { wish, set, problems } = form
  const name = nameOf(wish.name)
  return (
    <WishForm form={form}>
      <section className={styles.part}>
        <TextInput
          label={t('email.address')}
          description={t('email.addressWhy')}
          type="email"
          required
          withAsterisk={false}
          autoComplete="off"
          placeholder="support@your-shop.com"
          error={problems.address}
          value={wish.address}
          onChange={(event) => set({ address: event.currentTarget.value })}
        />
        <TextInput
          label={t('email.name')}
          description={t('email.nameWhy')}
          required
          withAsterisk={false}
          autoComplete="off"
          maxLength={120}
          value={name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
      </section>
    </WishForm>
  )
}
