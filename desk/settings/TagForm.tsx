/** Makes a tag or changes one. */
import { Switch, TagsInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { tagKey } from '../../shared/tagKey.ts'
import { api, client, type Tag } from '../api.ts'
import { EditorForm } from './EditorForm.tsx'
import { NameField } from './NameField.tsx'
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
    <EditorForm form={form} isIncomplete={!tagKey(wish.name)} onDone={onDone}>
      <NameField form={form} autoFocus />
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
    </EditorForm>
  )
}
