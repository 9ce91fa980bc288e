/** Connects another address: first the channel, then what it asks for. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../../api.ts'
import { channelIcons } from '../../icons.tsx'
import styles from '../Settings.module.css'
import { useWish } from '../useWish.ts'
import channelStyles from './channels.module.css'
import { FormFields } from './FormFields.tsx'
import { type ChannelForm, filled, isSecretOf, nameKey, standing } from './shapes.ts'

export function Connect({ forms, onConnected }: { forms: ChannelForm[]; onConnected: (id: string) => void }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string>()
  const form = forms.find(({ channel }) => channel === chosen)
  return (
    <section className={styles.part} aria-label={t('channels.connect')}>
      <h2>{t('channels.connect')}</h2>
      <fieldset className={channelStyles.choices} aria-label={t('channels.which')}>
        {forms.map(({ channel }) => {
          const Sign = channelIcons[channel]
          return (
            <Button
              key={channel}
              variant={channel === chosen ? 'light' : 'default'}
              aria-pressed={channel === chosen}
              leftSection={<Sign size={18} />}
              onClick={() => setChosen(channel === chosen ? undefined : channel)}
            >
              {t(`channel.${channel}`)}
            </Button>
          )
        })}
      </fieldset>
      {form && (
        <NewConnection
          key={form.channel}
          form={form}
          onConnected={(id) => {
            setChosen(undefined)
            onConnected(id)
          }}
        />
      )}
    </section>
  )
}

function NewConnection({ form, onConnected }: { form: ChannelForm; onConnected: (id: string) => void }) {
  const { t } = useTranslation()
  const { channel } = form
  let id = ''
  const wished = useWish(
    `channels.new.${channel}`,
    standing(form),
    async (wish) => {
      id = (await client.connections.create({ channel, name: String(wish[nameKey] ?? ''), values: filled(form, wish) })).id
    },
    api.connections.key(),
    isSecretOf(form),
  )
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        if (await wished.save()) onConnected(id)
      }}
    >
      <FormFields form={form} wish={wished.wish} problems={wished.problems} onChange={wished.set} />
      <div className={styles.buttons}>
        <Button type="submit" loading={wished.isSaving}>
          {t('channels.connectThis', { channel: t(`channel.${channel}`) })}
        </Button>
        <span role="status" className={channelStyles.problem}>
          {wished.problem && `${t('settings.notSaved')}: ${wished.problem}`}
        </span>
      </div>
    </form>
  )
}
