/** Makes a tag or changes one. */
import { Button, Switch, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tagKey } from '../../shared/tagKey.ts'
import { api, client, type Tag } from '../api.ts'
import { attempt } from './attempt.ts'
import styles from './Settings.module.css'

export function TagForm({ tag, onDone }: { tag?: Tag; onDone: () => void }) {
  const { t } = useTranslation()
  const [wish, setWish] = useState(tag ?? { key: '', name: '', description: '', keywords: [], isAuto: true })
  const submit = async () => {
    const { name, description, keywords, isAuto } = wish
    const isDone = await attempt(
      () =>
        tag
          ? client.tags.change({ key: tag.key, name, description, keywords, isAuto })
          : client.tags.create({ key: tagKey(name), name, description, keywords, isAuto }),
      { changes: api.tags.key(), problem: t('settings.notSaved') },
    )
    if (isDone) onDone()
  }
  return (
    <form
      className={styles.part}
      style={{ flex: 1 }}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <TextInput
        label={t('view.name')}
        required
        withAsterisk={false}
        autoFocus
        value={wish.name}
        onChange={(event) => setWish({ ...wish, name: event.currentTarget.value })}
      />
      <TextInput
        label={t('tags.description')}
        description={t('tags.descriptionWhy')}
        value={wish.description}
        onChange={(event) => setWish({ ...wish, description: event.currentTarget.value })}
      />
      <TagsInput
        label={t('tags.keywords')}
        description={t('tags.keywordsWhy')}
        value={wish.keywords}
        onChange={(keywords) => setWish({ ...wish, keywords })}
      />
      <Switch
        label={t('tags.autoLabel')}
        checked={wish.isAuto}
        onChange={(event) => setWish({ ...wish, isAuto: event.currentTarget.checked })}
      />
      <div className={styles.line}>
        <span>
          <Button type="submit" disabled={!tagKey(wish.name)}>
            {t('common.save')}
          </Button>{' '}
          <Button variant="default" onClick={onDone}>
            {t('common.cancel')}
          </Button>
        </span>
      </div>
    </form>
  )
}
