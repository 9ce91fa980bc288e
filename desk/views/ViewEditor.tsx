/** Makes a view or changes one. The list beside it shows what the view would hold while it is being built. */
import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sort } from '../../shared/words.ts'
import { codeOf, type View } from '../api.ts'
import { FilterBuilder } from '../filters/FilterBuilder.tsx'
import { both, finished } from '../filters/tree.ts'
import { startFilter } from '../inbox/listQuery.ts'
import { type InboxSearch, sorts } from '../inbox/search.ts'
import type { Narrow } from '../inbox/useNarrowing.ts'
import { reasonOf } from '../reasons.ts'
import { ColumnsField } from './ColumnsField.tsx'
import { SharingField } from './SharingField.tsx'
import { changeView, createView, useOpenView } from './saving.ts'
import styles from './ViewEditor.module.css'

interface Props {
  view: View
  isNew: boolean
  /** Somebody deleted it while it was being changed here. */
  isGone: boolean
  search: InboxSearch
  onNarrow: Narrow
}

export function ViewEditor({ view, isNew, isGone, search, onNarrow }: Props) {
  const { t } = useTranslation()
  const openView = useOpenView()
  /** The view as it was when one began to change it. */
  const [begun] = useState(view)
  const [name, setName] = useState(isNew ? '' : view.name)
  const [sharing, setSharing] = useState(isNew ? { isShared: false, teamIds: [] } : { isShared: view.isShared, teamIds: view.teamIds })
  const [columns, setColumns] = useState(isNew ? (view.myColumns ?? view.columns) : view.columns)
  const [problem, setProblem] = useState('')
  const [isSaving, setSaving] = useState(false)
  const filter = search.filter ?? startFilter(begun)
  const sort: Sort = search.sort ?? begun.sort
  const [isOvertaken, setOvertaken] = useState(false)
  const isOld = !isNew && !isGone && (isOvertaken || view.updatedAt !== begun.updatedAt)
  const save = async () => {
    if (!name.trim()) return setProblem(t('view.nameMissing'))
    setSaving(true)
    // Narrowed from a standing view other than All tickets, the new view keeps that view's own question.
    const whole = isNew && view.isStanding && view.id !== 'all' ? both(view.filter, finished(filter)) : finished(filter)
    const withStatus = search.status ? both(whole, { field: 'status', operator: 'is', value: [search.status] }) : whole
    const wish = { name: name.trim(), filter: withStatus, sort, columns, ...sharing }
    // Whoever was told that it is another one by now, and saves all the same, means it.
    const lastSeenAt = isOld ? undefined : (begun.updatedAt ?? undefined)
    await (isNew || isGone ? createView(wish, openView) : changeView(view.id, wish, lastSeenAt, openView)).catch((error) =>
      codeOf(error) === 'CONFLICT' ? setOvertaken(true) : setProblem(reasonOf(error)),
    )
    setSaving(false)
  }
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
        <FilterBuilder filter={filter} onChange={(next) => onNarrow((now) => ({ ...now, filter: next }))} withCount />
      </div>
      <Select
        label={t('view.order')}
        allowDeselect={false}
        data={sorts.map((one) => ({ value: one, label: t(`sort.${one}`) }))}
        value={sort}
        onChange={(chosen) => {
          const next = sorts.find((one) => one === chosen)
          if (next) onNarrow((now) => ({ ...now, sort: next }))
        }}
      />
      <div>
        <h2 className={styles.heading}>{t('view.columns')}</h2>
        <ColumnsField value={columns} onChange={setColumns} />
      </div>
      <div>
        <h2 className={styles.heading}>{t('view.share')}</h2>
        <SharingField value={sharing} onChange={setSharing} />
      </div>
      <div role="status">
        {isOld && <p className={styles.overtaken}>{t('view.overtaken', { name: view.name })}</p>}
        {isGone && <p className={styles.overtaken}>{t('view.goneMeanwhile')}</p>}
      </div>
      <div className={styles.ways}>
        <Button type="submit" loading={isSaving}>
          {t(isOld ? 'view.saveAnyway' : isGone ? 'view.saveNew' : 'view.save')}
        </Button>
        <Button variant="default" onClick={() => onNarrow(() => ({}))}>
          {t(isOld ? 'view.takeTheirs' : 'common.cancel')}
        </Button>
      </div>
    </form>
  )
}
