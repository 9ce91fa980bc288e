/** The account's tags: what they are called, whether the model may put them on tickets by itself, and how much they are used. */
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { may, useMe } from '../session.ts'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'
import { TagForm } from './TagForm.tsx'
import { TagImport } from './TagImport.tsx'
import { TagList } from './TagList.tsx'

export function Tags() {
  const { t } = useTranslation()
  const mayEdit = may(useMe(), 'setUp')
  const { data, isPending } = useQuery(api.tags.list.queryOptions())
  const usage = useQuery(api.tags.usage.queryOptions()).data?.usage
  const [adding, setAdding] = useState<'one' | 'many'>()
  const [search, setSearch] = useState('')
  const asked = useDeferredValue(search.trim().toLocaleLowerCase())
  const tags = data?.tags
  const found = useMemo(
    () => tags?.filter(({ name, key, description }) => [name, key, description].some((words) => words.toLocaleLowerCase().includes(asked))),
    [tags, asked],
  )
  const done = () => setAdding(undefined)
  return (
    <Sheet
      title={t('settings.tags')}
      why={t('tags.why')}
      action={
        !adding && (
          <div className={styles.buttons}>
            {mayEdit && (
              <Button variant="default" onClick={() => setAdding('many')}>
                {t('tagImport.import')}
              </Button>
            )}
            <Button onClick={() => setAdding('one')}>{t('tags.create')}</Button>
          </div>
        )
      }
      isPending={isPending}
    >
      {adding === 'one' && (
        <section className={styles.part}>
          <TagForm onDone={done} />
        </section>
      )}
      {adding === 'many' && <TagImport onDone={done} />}
      {tags && tags.length > 0 && (
        <div className={styles.line}>
          <TextInput
            type="search"
            aria-label={t('tags.search')}
            placeholder={t('tags.search')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <span className={styles.count} role="status">
            {found && t('tags.count', { count: found.length, shown: found.length.toLocaleString() })}
          </span>
        </div>
      )}
      {tags && found && found.length > 0 && <TagList tags={found} all={tags} usage={usage} mayEdit={mayEdit} />}
    </Sheet>
  )
}
