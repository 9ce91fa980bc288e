/** What is set per person: name, language, appearance, notices, keys; password and two-factor. */
import { NativeSelect, SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { speak } from '../i18n.ts'
import { setSingleKeys, singleKeys } from '../keys.ts'
import { useMe } from '../session.ts'
import { zoneOf } from '../timeZone.ts'
import { LanguageField } from './LanguageField.tsx'
import { NameField } from './NameField.tsx'
import { PasswordPart } from './PasswordPart.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'
import { SignaturePart } from './SignaturePart.tsx'
import { TwoFactor } from './TwoFactor.tsx'
import { useWish } from './useWish.ts'
import { WishForm } from './WishForm.tsx'

const schemes = ['auto', 'light', 'dark'] as const

export function Profile() {
  const { t } = useTranslation()
  const me = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [hasSingleKeys, setHasSingleKeys] = useState(singleKeys)
  const { name, language, hasUnreadNotices } = me
  const form = useWish(
    'profile',
    { name, language, timeZone: zoneOf(me), hasUnreadNotices },
    async (wish) => {
      const { timeZone, ...rest } = wish
      // The browser's own zone stands there until another is chosen.
      const changed = await client.me.change({ ...rest, ...(timeZone !== zoneOf(me) && { timeZone }) })
      queries.setQueryData(api.me.get.queryKey(), changed)
      await speak(changed.language)
    },
    api.me.key(),
  )
  const { wish, set } = form
  return (
    <Sheet title={t('settings.profile')}>
      <WishForm form={form}>
        <section className={styles.part}>
          <NameField form={form} label={t('door.name')} description={t('profile.nameWhy')} maxLength={120} />
          <LanguageField label={t('settings.language')} value={wish.language} onChange={(language) => set({ language })} />
          <NativeSelect
            className={styles.narrow}
            label={t('profile.timeZone')}
            value={wish.timeZone}
            data={[...new Set([zoneOf(me), wish.timeZone, ...Intl.supportedValuesOf('timeZone')])].sort()}
            onChange={(event) => set({ timeZone: event.currentTarget.value })}
          />
          <Switch
            label={t('profile.unreadNotices')}
            description={t('profile.unreadNoticesWhy')}
            checked={wish.hasUnreadNotices}
            onChange={(event) => set({ hasUnreadNotices: event.currentTarget.checked })}
          />
        </section>
      </WishForm>
      <section className={styles.part}>
        <h2>{t('profile.inThisBrowser')}</h2>
        <div>
          <h3>{t('theme.title')}</h3>
          <SegmentedControl
            mt={4}
            aria-label={t('theme.title')}
            value={colorScheme}
            onChange={(chosen) => setColorScheme(schemes.find((one) => one === chosen) ?? 'auto')}
            data={schemes.map((scheme) => ({ value: scheme, label: t(`theme.${scheme}`) }))}
          />
        </div>
        <Switch
          label={t('keys.single')}
          description={t('keys.singleWhy')}
          checked={hasSingleKeys}
          onChange={(event) => {
            setSingleKeys(event.currentTarget.checked)
            setHasSingleKeys(event.currentTarget.checked)
          }}
        />
      </section>
      <SignaturePart whose="own" />
      <PasswordPart />
      <TwoFactor />
    </Sheet>
  )
}
