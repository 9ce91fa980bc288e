/** Which model reads new conversations, and a way to try it before a customer does. */
import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../api.ts'
import { ModelTrial } from './ModelTrial.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'
import { useWish } from './useWish.ts'
import { WishForm } from './WishForm.tsx'

type Chosen = Answers['model']['get']
const providers = ['built-in', 'openai-compatible', 'anthropic'] as const

export function Model() {
  const { t } = useTranslation()
  const { data, isPending } = useQuery(api.model.get.queryOptions())
  return (
    <Sheet title={t('settings.model')} why={t('model.why')} isPending={isPending}>
      {data && <ModelForm chosen={data} />}
      <ModelTrial />
    </Sheet>
  )
}

const isKey = (field: string) => field === 'key'

function ModelForm({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation()
  const form = useWish(
    'model',
    { provider: chosen.provider, baseUrl: chosen.baseUrl ?? '', model: chosen.model ?? '', key: '' },
    ({ provider, baseUrl, model, key }) =>
      client.model.change(
        provider === 'built-in'
          ? { provider, baseUrl: null, model: null }
          : { provider, baseUrl: baseUrl || null, model: model || null, ...(key && { key }) },
      ),
    api.model.key(),
    isKey,
  )
  const { wish, set, problems } = form
  return (
    <WishForm form={form}>
      <section className={styles.part}>
        {chosen.isFixed && <p>{t('model.fixed')}</p>}
        <fieldset disabled={chosen.isFixed} style={{ display: 'grid', gap: 16, margin: 0, padding: 0, border: 0 }}>
          <NativeSelect
            label={t('model.provider')}
            description={t(`model.about.${wish.provider}`)}
            value={wish.provider}
            data={providers.map((one) => ({ value: one, label: t(`model.provider.${one}`) }))}
            onChange={(event) => set({ provider: providers.find((one) => one === event.currentTarget.value) ?? 'built-in' })}
          />
          {wish.provider !== 'built-in' && (
            <>
              <TextInput
                label={t('model.baseUrl')}
                type="url"
                required={wish.provider === 'openai-compatible'}
                withAsterisk={false}
                placeholder={wish.provider === 'anthropic' ? t('model.baseUrlUsual') : 'http://127.0.0.1:11434/v1'}
                error={problems.baseUrl}
                value={wish.baseUrl}
                onChange={(event) => set({ baseUrl: event.currentTarget.value })}
              />
              <TextInput
                label={t('model.name')}
                required
                withAsterisk={false}
                error={problems.model}
                value={wish.model}
                onChange={(event) => set({ model: event.currentTarget.value })}
              />
              <PasswordInput
                label={t('model.key')}
                description={t(chosen.hasKey ? 'model.keyKept' : 'model.keyWhy')}
                autoComplete="off"
                error={problems.key}
                value={wish.key}
                visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
                onChange={(event) => set({ key: event.currentTarget.value })}
              />
            </>
          )}
        </fieldset>
      </section>
    </WishForm>
  )
}
