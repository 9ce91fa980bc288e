/** The account's tags: what they are called, and whether the model may put them on tickets by itself. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, type Tag } from '../api.ts'
import { may, useMe } from '../session.ts'
import { attempt } from './attempt.ts'
import { RemoveButton } from './RemoveButton.tsx'
import styles from './Settings.module.css'
import { TagForm } from './TagForm.tsx'

export function Tags() {
  const { t } = useTranslation()
  const mayEdit = may(useMe(), 'setUp')
  const { data } = useQuery(api.tags.list.queryOptions())
  const [editing, setEditing] = useState<string>()
  const done = () => setEditing(undefined)
  return (
    <div className={styles.sheet}>
      <header>
        <div>
          <h2>{t('settings.tags')}</h2>
          <p>{t('tags.why')}</p>
        </div>
        {editing !== '' && <Button onClick={() => setEditing('')}>{t('tags.create')}</Button>}
      </header>
      {editing === '' && <TagForm onDone={done} />}
      {data && data.tags.length > 0 && (
        <ul className={styles.rows} aria-label={t('settings.tags')}>
          {data.tags.map((tag) =>
            editing === tag.key ? (
              <li key={tag.key} className={styles.row}>
                <TagForm tag={tag} onDone={done} />
              </li>
            ) : (
              <TagRow key={tag.key} tag={tag} mayEdit={mayEdit} onEdit={() => setEditing(tag.key)} />
            ),
          )}
        </ul>
      )}
    </div>
  )
}

function TagRow({ tag, mayEdit, onEdit }: { tag: Tag; mayEdit: boolean; onEdit: () => void }) {
  const { t } = useTranslation()
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <b>{tag.name}</b>
        <span className="quiet">{tag.description || tag.keywords.join(', ')}</span>
      </div>
      {tag.isAuto && <span className={styles.mark}>{t('tags.auto')}</span>}
      {mayEdit && (
        <>
          <Button size="xs" variant="default" aria-label={t('tags.editOne', { name: tag.name })} onClick={onEdit}>
            {t('common.edit')}
          </Button>
          <RemoveButton
            label={t('tags.remove', { name: tag.name })}
            question={t('tags.removeAsk', { name: tag.name })}
            onRemove={() =>
              attempt(() => client.tags.remove({ key: tag.key }), { changes: api.tags.key(), problem: t('settings.notRemoved') })
            }
          />
        </>
      )}
    </li>
  )
}
