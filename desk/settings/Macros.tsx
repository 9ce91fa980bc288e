/** Macros: one's own and the shared ones, found by name and text. */

import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client } from '../api.ts'
import { findMacros } from '../composer/findMacros.ts'
import { EmptyPane } from '../inbox/EmptyPane.tsx'
import { may, useMe } from '../session.ts'
import { shortened } from '../shortened.ts'
import type { Macro } from '../tickets/shapes.ts'
import { attempt } from './attempt.ts'
import { MacroForm } from './MacroForm.tsx'
import { RemoveButton } from './RemoveButton.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'
import { useSayActions } from './useSayActions.ts'

export function Macros() {
  const { t } = useTranslation()
  const me = useMe()
  const { data, isPending } = useQuery(api.macros.list.queryOptions())
  const [editing, setEditing] = useState<string>()
  const [query, setQuery] = useState('')
  const done = () => setEditing(undefined)
  const macros = data?.macros ?? []
  const found = query ? findMacros(macros, query) : macros
  return (
    <Sheet
      title={t('settings.macros')}
      why={t('macros.why')}
      action={editing !== '' && <Button onClick={() => setEditing('')}>{t('macros.create')}</Button>}
      isPending={isPending}
    >
      {editing === '' && (
        <section className={styles.part}>
          <MacroForm onDone={done} />
        </section>
      )}
      {data && macros.length === 0 && editing !== '' && <EmptyPane title={t('macros.none')} text={t('macros.noneWhy')} />}
      {macros.length > 5 && (
        <TextInput
          aria-label={t('macro.search')}
          placeholder={t('macro.search')}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      {found.length > 0 && (
        <ul className={styles.rows} aria-label={t('settings.macros')}>
          {found.map((macro) =>
            editing === macro.id ? (
              <li key={macro.id} className={styles.row}>
                <MacroForm macro={macro} onDone={done} />
              </li>
            ) : (
              <MacroRow key={macro.id} macro={macro} mayEdit={macro.isMine || may(me, 'setUp')} onEdit={() => setEditing(macro.id)} />
            ),
          )}
        </ul>
      )}
    </Sheet>
  )
}

function MacroRow({ macro, mayEdit, onEdit }: { macro: Macro; mayEdit: boolean; onEdit: () => void }) {
  const { t } = useTranslation()
  const sayActions = useSayActions()
  const { name, text, actions, useCount } = macro
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <b dir="auto">{name}</b>
        <span className="quiet">{[shortened(text, 120), sayActions(actions)].filter(Boolean).join(' · ')}</span>
      </div>
      <span className="quiet">{t('macros.used', { count: useCount })}</span>
      {!macro.isShared && <span className={styles.mark}>{t('macro.personal')}</span>}
      {mayEdit && (
        <>
          <Button size="xs" variant="default" aria-label={t('macros.editOne', { name })} onClick={onEdit}>
            {t('common.edit')}
          </Button>
          <RemoveButton
            label={t('macros.remove', { name })}
            question={t('macros.removeAsk', { name })}
            onRemove={() =>
              attempt(() => client.macros.remove({ id: macro.id }), { changes: api.macros.key(), problem: t('settings.notRemoved') })
            }
          />
        </>
      )}
    </li>
  )
}
