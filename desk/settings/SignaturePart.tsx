/** A signature below mails: one's own, or the shop's for everyone who has none. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../api.ts'
import { TemplateField } from '../composer/TemplateField.tsx'
import { attempt } from './attempt.ts'
import styles from './Settings.module.css'

export function SignaturePart({ whose }: { whose: 'own' | 'shop' }) {
  const { data } = useQuery(api.signatures.get.queryOptions())
  return data ? <Form whose={whose} html={data[whose]} hasShops={data.shop !== ''} /> : null
}

function Form({ whose, html, hasShops }: { whose: 'own' | 'shop'; html: string; hasShops: boolean }) {
  const { t } = useTranslation()
  const [wish, setWish] = useState(html)
  const save = () =>
    attempt(() => (whose === 'own' ? client.signatures.change : client.signatures.changeShop)({ html: wish }), {
      changes: api.signatures.key(),
      problem: t('settings.notSaved'),
      done: t('common.saved'),
    })
  return (
    <section className={styles.part}>
      <h2>{t(`signature.${whose}`)}</h2>
      <p>{t(whose === 'shop' ? 'signature.shopWhy' : hasShops ? 'signature.ownWhy' : 'signature.ownWhyAlone')}</p>
      <TemplateField label={t('composer.signature')} placeholder="{{ agent.name }}, {{ shop.name }}" html={wish} onChange={setWish} />
      <Button variant="default" w="fit-content" disabled={wish === html} onClick={save}>
        {t('common.save')}
      </Button>
    </section>
  )
}
