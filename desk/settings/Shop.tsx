/** What the shop is called, in which language Warmline itself writes, and by which clock. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../api.ts'
import { screenLanguages } from '../i18n.ts'
import { useMe } from '../session.ts'
import { clockTime, useNow } from '../time.ts'
import { attempt } from './attempt.ts'
import { FirstSteps } from './FirstSteps.tsx'
import styles from './Settings.module.css'

type Settings = Answers['settings']['shop']['get']

export function Shop() {
  const { t } = useTranslation()
  const { data } = useQuery(api.settings.shop.get.queryOptions())
  return (
    <div className={styles.sheet}>
      <header>
        <div>
          <h2>{t('settings.shop')}</h2>
          <p>{t('shop.why')}</p>
        </div>
      </header>
      <FirstSteps />
      {data && <ShopForm key={JSON.stringify(data)} chosen={data} />}
    </div>
  )
}

function ShopForm({ chosen }: { chosen: Settings }) {
  const { t } = useTranslation()
  const me = useMe()
  const now = useNow()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const [wish, setWish] = useState(
    chosen.isSet
      ? { name: chosen.name, language: chosen.language, timeZone: chosen.timeZone }
      : { name: '', language: me.language, timeZone: here },
  )
  // Not every browser lists UTC, and the server may know a zone that this browser does not.
  const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen.timeZone, here])].sort()
  return (
    <form
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault()
        attempt(() => client.settings.shop.change(wish), {
          changes: api.settings.shop.key(),
          problem: t('settings.notSaved'),
          done: t('common.saved'),
        })
      }}
    >
      <TextInput
        label={t('shop.name')}
        description={t('shop.nameWhy')}
        required
        withAsterisk={false}
        maxLength={120}
        value={wish.name}
        onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
      />
      <NativeSelect
        className={styles.narrow}
        label={t('shop.language')}
        description={t('shop.languageWhy')}
        value={wish.language}
        data={screenLanguages.map((language) => ({
          value: language,
          label: new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language,
        }))}
        onChange={(event) => {
          const language = screenLanguages.find((one) => one === event.currentTarget.value)
          if (language) setWish({ ...wish, language })
        }}
      />
      <NativeSelect
        className={styles.narrow}
        label={t('shop.timeZone')}
        description={t('shop.timeThere', { time: timeIn(now, wish.timeZone) })}
        value={wish.timeZone}
        data={zones}
        onChange={(event) => setWish({ ...wish, timeZone: event.currentTarget.value })}
      />
      <Button type="submit" w="fit-content">
        {t('common.save')}
      </Button>
    </form>
  )
}

function timeIn(now: number, timeZone: string): string {
  try {
    return clockTime(now, timeZone)
  } catch {
    return '?'
  }
}
