/** What the shop is called, in which language Warmline itself writes, and by which clock. */
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../api.ts'
import { useMe } from '../session.ts'
import { clockTime, useNow } from '../time.ts'
import { FirstSteps } from './FirstSteps.tsx'
import { LanguageField } from './LanguageField.tsx'
import { NameField } from './NameField.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'
import { useWish } from './useWish.ts'
import { WishForm } from './WishForm.tsx'

type Settings = Answers['settings']['shop']['get']

export function Shop() {
  const { t } = useTranslation()
  const { data, isPending } = useQuery(api.settings.shop.get.queryOptions())
  return (
    <Sheet title={t('settings.shop')} why={t('shop.why')} isPending={isPending}>
      <FirstSteps />
      {data && <ShopForm chosen={data} />}
    </Sheet>
  )
}

function ShopForm({ chosen }: { chosen: Settings }) {
  const { t } = useTranslation()
  const me = useMe()
  const now = useNow()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const form = useWish(
    'shop',
    chosen.isSet
      ? { name: chosen.name, language: chosen.language, timeZone: chosen.timeZone }
      : { name: '', language: me.language, timeZone: here },
    (wish) => client.settings.shop.change(wish),
    api.settings.shop.key(),
  )
  const { wish, set } = form
  // Not every browser lists UTC, and the server may know a zone that this browser does not.
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen.timeZone, here])].sort()
  return (
    <WishForm form={form}>
      <section className={styles.part}>
        <NameField form={form} label={t('shop.name')} description={t('shop.nameWhy')} maxLength={120} />
        <LanguageField
          label={t('shop.language')}
          description={t('shop.languageWhy')}
          value={wish.language}
          onChange={(language) => set({ language })}
        />
        <NativeSelect
          className={styles.narrow}
          label={t('shop.timeZone')}
          description={t('shop.timeThere', { time: timeIn(now, wish.timeZone) })}
          value={wish.timeZone}
          data={zones}
          onChange={(event) => set({ timeZone: event.currentTarget.value })}
        />
      </section>
    </WishForm>
  )
}

function timeIn(now: number, timeZone: string): string {
  try {
    return clockTime(now, timeZone)
  } catch {
    return '?'
  }
}
