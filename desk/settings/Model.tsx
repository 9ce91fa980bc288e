/** Which model reads new conversations, and a way to try it before a customer does. */
import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../api.ts'
import { attempt } from './attempt.ts'
import { ModelTrial } from './ModelTrial.tsx'
import styles from './Settings.module.css'

type Chosen = Answers['model']['get']
const providers = ['built-in', 'openai-compatible', 'anthropic'] as const

export function Model() {
  const { t } = useTranslation()
  const { data } = useQuery(api.model.get.queryOptions())
  return (
    <div className={styles.sheet}>
      <header>
        <div>
          <h2>{t('settings.model')}</h2>
          <p>{t('model.why')}</p>
        </div>
      </header>
      {data && <ModelForm key={JSON.stringify(data)} chosen={data} />}
      <ModelTrial />
    </div>
  )
}

function ModelForm({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation()
  const [wish, setWish] = useState({ provider: chosen.provider, baseUrl: chosen.baseUrl ?? '', model: chosen.model ?? '', key: '' })
  const isOutside = wish.provider !== 'built-in'
  const submit = () =>
    attempt(
      () =>
        client.model.change({
          provider: wish.provider,
          baseUrl: isOutside && wish.baseUrl ? wish.baseUrl : null,
          model: isOutside && wish.model ? wish.model : null,
          ...(wish.key && { key: wish.key }),
        }),
      { changes: api.model.key(), problem: t('settings.notSaved'), done: t('common.saved') },
    )
  return (
    <form
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {chosen.isFixed && <p>{t('model.fixed')}</p>}
      <fieldset disabled={chosen.isFixed} style={{ display: 'grid', gap: 16, margin: 0, padding: 0, border: 0 }}>
        <NativeSelect
          label={t('model.provider')}
          description={t(`model.about.${wish.provider}`)}
          value={wish.provider}
          data={providers.map((one) => ({ value: one, label: t(`model.provider.${one}`) }))}
          onChange={(event) => setWish({ ...wish, provider: providers.find((one) => one === event.currentTarget.value) ?? 'built-in' })}
        />
        {isOutside && (
          <>
            <TextInput
              label={t('model.baseUrl')}
              type="url"
              required={wish.provider === 'openai-compatible'}
              withAsterisk={false}
              placeholder={wish.provider === 'anthropic' ? t('model.baseUrlUsual') : 'http://127.0.0.1:11434/v1'}
              value={wish.baseUrl}
              onChange={(event) => setWish({ ...wish, baseUrl: event.currentTarget.value })}
            />
            <TextInput
              label={t('model.name')}
              required
              withAsterisk={false}
              value={wish.model}
              onChange={(event) => setWish({ ...wish, model: event.currentTarget.value })}
            />
            <PasswordInput
              label={t('model.key')}
              description={t(chosen.hasKey ? 'model.keyKept' : 'model.keyWhy')}
              autoComplete="off"
              value={wish.key}
              visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
              onChange={(event) => setWish({ ...wish, key: event.currentTarget.value })}
            />
          </>
        )}
        {!chosen.isFixed && (
          <Button type="submit" w="fit-content">
            {t('common.save')}
          </Button>
        )}
      </fieldset>
    </form>
  )
}
