/** A signature below mails: one's own, or the shop's for everyone who has none. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../api.ts'
import { TemplateField } from '../composer/TemplateField.tsx'
import styles from './Settings.module.css'
import { useWish } from './useWish.ts'
import { WishForm } from './WishForm.tsx'

export function SignaturePart({ whose }: { whose: 'own' | 'shop' }) {
  const { data } = useQuery(api.signatures.get.queryOptions())
  return data ? <Form whose={whose} html={data[whose]} hasShops={data.shop !== ''} /> : null
}

function Form({ whose, html, hasShops }: { whose: 'own' | 'shop'; html: string; hasShops: boolean }) {
  const { t } = useTranslation()
  const [turn, setTurn] = useState(0)
  const form = useWish(
    `signature.${whose}`,
    { html },
    (wish) => (whose === 'own' ? client.signatures.change : client.signatures.changeShop)(wish),
    api.signatures.key(),
  )
  const reset = () => {
    form.reset()
    // What is typed stands in the field itself: a new one has what is saved.
    setTurn(turn + 1)
  }
  return (
    <WishForm form={{ ...form, reset }}>
      <section className={styles.part}>
        <h2>{t(`signature.${whose}`)}</h2>
        <p>{t(whose === 'shop' ? 'signature.shopWhy' : hasShops ? 'signature.ownWhy' : 'signature.ownWhyAlone')}</p>
        <TemplateField
          key={turn}
          label={t('composer.signature')}
          placeholder="{{ agent.name }}, {{ shop.name }}"
          html={form.wish.html}
          onChange={(wished) => form.set({ html: wished })}
        />
      </section>
    </WishForm>
  )
}
