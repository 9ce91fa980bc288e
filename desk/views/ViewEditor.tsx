/** Makes a view or changes one. The list beside it shows what the view would hold while it is being built. */
import { Button, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sort } from '../../shared/words.ts'
import { reasonOf, type View } from '../api.ts'
import { FilterBuilder } from '../filters/FilterBuilder.tsx'
import { both, finished } from '../filters/tree.ts'
import { startFilter } from '../inbox/listQuery.ts'
import { type InboxSearch, sorts } from '../inbox/search.ts'
import { changeView, createView, useOpenView } from './saving.ts'
import styles from './ViewEditor.module.css'

interface Props {
  view: View
  isNew: boolean
  search: InboxSearch
  onNarrow: (search: InboxSearch) => void
}

export function ViewEditor({ view, isNew, search, onNarrow }: Props) {
  const { t } = useTranslation()
  const openView = useOpenView()
  const [name, setName] = useState(isNew ? '' : view.name)
  const [isShared, setShared] = useState(!isNew && view.isShared)
  const [problem, setProblem] = useState('')
  const [isSaving, setSaving] = useState(false)
  const filter = search.filter ?? startFilter(view)
  const sort: Sort = search.sort ?? view.sort
  const save = async () => {
    if (!name.trim()) return setProblem(t('view.nameMissing'))
    setSaving(true)
    // Narrowed from a standing view other than All tickets, the new view keeps that view's own question.
    const whole = isNew && view.isStanding && view.id !== 'all' ? both(view.filter, finished(filter)) : finished(filter)
    const withStatus = search.status ? both(whole, { field: 'status', operator: 'is', value: [search.status] }) : whole
    const wish = { name: name.trim(), filter: withStatus, sort, isShared }
    await (isNew ? createView(wish, openView) : changeView(view.id, wish, openView)).catch((error) => setProblem(reasonOf(error)))
    setSaving(false)
  }
  const cancel = () => onNarrow({})
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <h1>{isNew ? t('view.create') : t('view.edit')}</h1>
      <TextInput
        label={t('view.name')}
        placeholder={t('view.nameExample')}
        value={name}
        maxLength={80}
        data-autofocus
        autoFocus
        error={problem}
        onChange={(event) => {
          setName(event.currentTarget.value)
          setProblem('')
        }}
      />
      <div>
        <h2 className={styles.heading}>{t('filter.filters')}</h2>
        <FilterBuilder filter={filter} onChange={(next) => onNarrow({ ...search, filter: next })} withCount />
      </div>
      <Select
        label={t('view.order')}
        allowDeselect={false}
        data={sorts.map((one) => ({ value: one, label: t(`sort.${one}`) }))}
        value={sort}
        onChange={(chosen) => {
          const next = sorts.find((one) => one === chosen)
          if (next) onNarrow({ ...search, sort: next })
        }}
      />
      <Switch
        label={t('view.share')}
        description={t('view.shareWhy')}
        checked={isShared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <div className={styles.ways}>
        <Button type="submit" loading={isSaving}>
          {t('view.save')}
        </Button>
        <Button variant="default" onClick={cancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
