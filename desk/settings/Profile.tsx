/** What is set per person: name, language, appearance, notices, keys; password and two-factor. */
import { Button, NativeSelect, SegmentedControl, Switch, TextInput, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { screenLanguages, speak } from '../i18n.ts'
import { setSingleKeys, singleKeys } from '../keys.ts'
import { say, sayProblem } from '../notices.ts'
import { useMe } from '../session.ts'
import { zoneOf } from '../timeZone.ts'
import { PasswordPart } from './PasswordPart.tsx'
import styles from './Settings.module.css'
import { SignaturePart } from './SignaturePart.tsx'
import { TwoFactor } from './TwoFactor.tsx'

const schemes = ['auto', 'light', 'dark'] as const

export function Profile() {
  const { t } = useTranslation()
  const me = useMe()
  const [name, setName] = useState(me.name)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [hasSingleKeys, setHasSingleKeys] = useState(singleKeys)
  const change = async (wish: Parameters<typeof client.me.change>[0]) => {
    try {
      const changed = await client.me.change(wish)
      queries.setQueryData(api.me.get.queryKey(), changed)
      await speak(changed.language)
      say(t('common.saved'))
    } catch (error) {
      sayProblem(t('settings.notSaved'), error)
    }
  }
  return (
    <div className={styles.sheet}>
      <header>
        <h2>{t('settings.profile')}</h2>
      </header>
      <section className={styles.part}>
        <form
          className={styles.line}
          onSubmit={(event) => {
            event.preventDefault()
            change({ name })
          }}
        >
          <TextInput
            label={t('door.name')}
            description={t('profile.nameWhy')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!name.trim() || name.trim() === me.name}>
            {t('common.save')}
          </Button>
        </form>
        <NativeSelect
          className={styles.narrow}
          label={t('settings.language')}
          value={me.language}
          data={screenLanguages.map((language) => ({
            value: language,
            label: new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language,
          }))}
          onChange={(event) => {
            const language = screenLanguages.find((one) => one === event.currentTarget.value)
            if (language) change({ language })
          }}
        />
        <NativeSelect
          className={styles.narrow}
          label={t('profile.timeZone')}
          value={zoneOf(me)}
          data={[...new Set([zoneOf(me), ...Intl.supportedValuesOf('timeZone')])].sort()}
          onChange={(event) => change({ timeZone: event.currentTarget.value })}
        />
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
          label={t('profile.unreadNotices')}
          description={t('profile.unreadNoticesWhy')}
          checked={me.hasUnreadNotices}
          onChange={(event) => change({ hasUnreadNotices: event.currentTarget.checked })}
        />
      </section>
      <section className={styles.part}>
        <h2>{t('profile.inThisBrowser')}</h2>
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
    </div>
  )
}
