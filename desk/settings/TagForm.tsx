/** Makes a tag or changes one. */
import { Button, Switch, TagsInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { tagKey } from '../../shared/tagKey.ts'
import { api, client, type Tag } from '../api.ts'
import styles from './Settings.module.css'
import { useWish } from './useWish.ts'

export function TagForm({ tag, onDone }: { tag?: Tag; onDone: () => void }) {
  const { t } = useTranslation()
  const form = useWish(
    `tag.${tag?.key ?? ''}`,
    tag ?? { key: '', name: '', description: '', keywords: [], isAuto: true },
    ({ name, description, keywords, isAuto }) =>
      tag
        ? client.tags.change({ key: tag.key, name, description, keywords, isAuto })
        : client.tags.create({ key: tagKey(name), name, description, keywords, isAuto }),
    api.tags.key(),
  )
  const { wish, set, problems } = form
  return (
    <form
      className={styles.fields}
      onSubmit={async (event) => {
        event.preventDefault()
        if (await form.save()) onDone()
      }}
    >
      <TextInput
        label={t('view.name')}
        required
        withAsterisk={false}
        autoFocus
        error={problems.name}
        value={wish.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('tags.description')}
        description={t('tags.descriptionWhy')}
        error={problems.description}
        value={wish.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <TagsInput
        label={t('tags.keywords')}
        description={t('tags.keywordsWhy')}
        value={wish.keywords}
        onChange={(keywords) => set({ keywords })}
      />
      <Switch label={t('tags.autoLabel')} checked={wish.isAuto} onChange={(event) => set({ isAuto: event.currentTarget.checked })} />
      {form.problem && (
        <p className={styles.warning} role="alert">
          {t('settings.notSaved')}: {form.problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" loading={form.isSaving} disabled={!tagKey(wish.name)}>
          {t('common.save')}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            form.reset()
            onDone()
          }}
        >
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
