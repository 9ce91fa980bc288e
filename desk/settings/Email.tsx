/** The shop's mail: its address, how it comes in, how it goes out, how it is signed. */
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, type Mail } from '../api.ts'
import { attempt } from './attempt.ts'
import { DkimKey } from './DkimKey.tsx'
import { FirstSteps, lookEvery } from './FirstSteps.tsx'
import { Forwarding } from './Forwarding.tsx'
import { Outgoing } from './Outgoing.tsx'
import styles from './Settings.module.css'
import { SignaturePart } from './SignaturePart.tsx'

export function Email() {
  const { t } = useTranslation()
  const { data } = useQuery(api.settings.email.get.queryOptions({ refetchInterval: lookEvery }))
  return (
    <div className={styles.sheet}>
      <header>
        <div>
          <h2>{t('settings.email')}</h2>
          <p>{t('email.why')}</p>
        </div>
      </header>
      <FirstSteps />
      {data && (
        <>
          {/* Named by what it edits alone: what the live check brings must not take away what is being typed. */}
          <AddressForm key={`${data.address} ${data.name}`} mail={data} />
          <Forwarding mail={data} />
          <Outgoing mail={data} />
          <DkimKey mail={data} />
          <SignaturePart whose="shop" />
        </>
      )}
    </div>
  )
}

function AddressForm({ mail }: { mail: Mail }) {
  const { t } = useTranslation()
  const { data: shop } = useQuery(api.settings.shop.get.queryOptions())
  const [wish, setWish] = useState({ address: mail.address ?? '', name: mail.address ? mail.name : '' })
  const name = wish.name || (mail.address === null && shop?.isSet ? shop.name : '')
  return (
    <form
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault()
        attempt(() => client.settings.email.change({ address: wish.address, name }), {
          changes: api.settings.email.key(),
          problem: t('settings.notSaved'),
          done: t('common.saved'),
        })
      }}
    >
      <TextInput
        label={t('email.address')}
        description={t('email.addressWhy')}
        type="email"
        required
        withAsterisk={false}
        autoComplete="off"
        placeholder="support@your-shop.com"
        value={wish.address}
        onChange={(event) => setWish({ ...wish, address: event.currentTarget.value })}
      />
      <TextInput
        label={t('email.name')}
        description={t('email.nameWhy')}
        required
        withAsterisk={false}
        autoComplete="off"
        maxLength={120}
        value={name}
        onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
      />
      <Button type="submit" w="fit-content">
        {t('common.save')}
      </Button>
    </form>
  )
}
