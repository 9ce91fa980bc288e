/** How the hub looks, what it says and who may chat, beside a preview of what is not saved yet. */
import { Checkbox, Input, NativeSelect, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hubTabs, loginStatuses, screenLanguages } from '../../../shared/lists.ts'
import { type Answers, api, client, type Me } from '../../api.ts'
import { useMe } from '../../session.ts'
import { LanguageField } from '../LanguageField.tsx'
import styles from '../Settings.module.css'
import { useWish } from '../useWish.ts'
import { WishForm } from '../WishForm.tsx'
import { type ByItself, HubByItself } from './HubByItself.tsx'
import { HubLogo } from './HubLogo.tsx'
import { HubPreview } from './HubPreview.tsx'
import { HubToTeam, type ToTeam } from './HubToTeam.tsx'
import hub from './hub.module.css'

type Settings = Answers['settings']['hub']['get']
type Look = ByItself &
  ToTeam &
  Pick<Settings, 'isEnabled' | 'tabs' | 'loginStatus' | 'color' | 'position' | 'texts' | 'privacyUrl' | 'termsUrl'>

/** What this page changes of it. */
function lookOf(saved: Settings): Look {
  const { isEnabled, tabs, loginStatus, color, position, texts, privacyUrl, termsUrl } = saved
  const { sendsAway, busyMinutes, sendsFollowUp, asksEmail, asksRating, notifies, notifyTo } = saved
  const look = { isEnabled, tabs, loginStatus, color, position, texts, privacyUrl, termsUrl }
  return { ...look, sendsAway, busyMinutes, sendsFollowUp, asksEmail, asksRating, notifies, notifyTo }
}
const ours = '#1f5c4c'

export function HubForm({ saved }: { saved: Settings }) {
  const { t } = useTranslation()
  const me = useMe()
  const [language, setLanguage] = useState<Me['language']>(screenLanguages.find((one) => one === me.language) ?? 'en')
  const form = useWish('hub', lookOf(saved), (wish) => client.settings.hub.change(wish), api.settings.hub.key())
  const { wish, set, change, problems } = form
  const texts = wish.texts[language]
  const say = (fields: Partial<typeof texts>) =>
    change((now) => ({ texts: { ...now.texts, [language]: { ...now.texts[language], ...fields } } }))
  return (
    <div className={hub.beside}>
      <WishForm form={form}>
        <section className={styles.part}>
          <h2>{t('hub.shown')}</h2>
          <Switch
            label={t('hub.enabled')}
            description={t('hub.enabledWhy')}
            checked={wish.isEnabled}
            onChange={(event) => set({ isEnabled: event.currentTarget.checked })}
          />
          <Input.Wrapper label={t('hub.tabs')} labelElement="div" error={problems.tabs}>
            <div className={hub.checks}>
              {hubTabs.map((tab) => (
                <Checkbox
                  key={tab}
                  label={t(`hub.tab.${tab}`)}
                  checked={wish.tabs.includes(tab)}
                  onChange={(event) => {
                    const { checked } = event.currentTarget
                    change((now) => ({ tabs: hubTabs.filter((one) => (one === tab ? checked : now.tabs.includes(one))) }))
                  }}
                />
              ))}
            </div>
          </Input.Wrapper>
          <NativeSelect
            label={t('hub.login')}
            description={t(`hub.loginWhy.${wish.loginStatus}`)}
            value={wish.loginStatus}
            data={loginStatuses.map((value) => ({ value, label: t(`hub.login.${value}`) }))}
            onChange={(event) => set({ loginStatus: loginStatuses.find((one) => one === event.currentTarget.value) ?? wish.loginStatus })}
          />
        </section>
        <section className={styles.part}>
          <h2>{t('hub.look')}</h2>
          <div className={hub.color}>
            <TextInput
              type="color"
              label={t('hub.color')}
              description={t('hub.colorWhy')}
              error={problems.color}
              value={wish.color ?? ours}
              onChange={(event) => set({ color: event.currentTarget.value })}
            />
          </div>
          <Input.Wrapper label={t('hub.position')} labelElement="div">
            <div>
              <SegmentedControl
                aria-label={t('hub.position')}
                value={wish.position}
                data={[
                  { value: 'left', label: t('hub.left') },
                  { value: 'right', label: t('hub.right') },
                ]}
                onChange={(position) => set({ position: position === 'left' ? 'left' : 'right' })}
              />
            </div>
          </Input.Wrapper>
          <HubLogo url={saved.logoUrl} />
        </section>
        <section className={styles.part}>
          <h2>{t('hub.texts')}</h2>
          <LanguageField label={t('hub.textsIn')} description={t('hub.textsWhy')} value={language} onChange={setLanguage} />
          <TextInput
            label={t('hub.greeting')}
            maxLength={200}
            lang={language}
            dir="auto"
            value={texts.greeting}
            onChange={(event) => say({ greeting: event.currentTarget.value })}
          />
          <Textarea
            autosize
            minRows={2}
            maxRows={8}
            maxLength={1000}
            label={t('hub.welcome')}
            description={t('hub.welcomeWhy')}
            lang={language}
            dir="auto"
            value={texts.welcome}
            onChange={(event) => say({ welcome: event.currentTarget.value })}
          />
        </section>
        <section className={styles.part}>
          <h2>{t('hub.chatting')}</h2>
          <TextInput
            type="url"
            label={t('hub.privacy')}
            description={t('hub.linksWhy')}
            placeholder="https://"
            error={problems.privacyUrl}
            value={wish.privacyUrl ?? ''}
            onChange={(event) => set({ privacyUrl: event.currentTarget.value || null })}
          />
          <TextInput
            type="url"
            label={t('hub.terms')}
            placeholder="https://"
            error={problems.termsUrl}
            value={wish.termsUrl ?? ''}
            onChange={(event) => set({ termsUrl: event.currentTarget.value || null })}
          />
        </section>
        <HubByItself wish={wish} set={set} language={language} texts={texts} say={say} />
        <HubToTeam wish={wish} set={set} problem={problems.notifyTo} />
      </WishForm>
      <HubPreview look={wish} logoUrl={saved.logoUrl} language={language} />
    </div>
  )
}
