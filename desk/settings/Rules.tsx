/** Routing rules in their order: the first that matches takes a new ticket. Moved by dragging or with the arrows. */
import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client, queries, type Rule } from '../api.ts'
import { EmptyPane } from '../inbox/EmptyPane.tsx'
import { sayProblem } from '../notices.ts'
import { may, useMe } from '../session.ts'
import { attempt } from './attempt.ts'
import { moved } from './moved.ts'
import { RuleForm } from './RuleForm.tsx'
import { RuleRow } from './RuleRow.tsx'
import styles from './Settings.module.css'
import { Sheet } from './Sheet.tsx'

export function Rules() {
  const { t } = useTranslation()
  const me = useMe()
  const { data, isPending } = useQuery(api.rules.list.queryOptions())
  const { data: rights } = useQuery(api.rules.editors.queryOptions())
  const [editing, setEditing] = useState<string>()
  const [dragged, setDragged] = useState<number>()
  const mayEdit = rights !== undefined && (rights.editors === 'everyone' || may(me, 'setUp'))
  const rules = data?.rules ?? []
  const move = async (rule: Rule, to: number) => {
    const from = rules.indexOf(rule)
    if (to < 0 || to >= rules.length || to === from) return
    const queryKey = api.rules.list.queryKey()
    queries.setQueryData<Answers['rules']['list']>(queryKey, { rules: moved(rules, from, to) })
    await client.rules.change({ id: rule.id, position: to }).catch((error) => sayProblem(t('rules.notMoved'), error))
    await queries.invalidateQueries({ queryKey: api.rules.list.key() })
  }
  const done = () => setEditing(undefined)
  return (
    <Sheet
      title={t('settings.rules')}
      why={t('rules.why')}
      action={mayEdit && editing !== '' && <Button onClick={() => setEditing('')}>{t('rules.create')}</Button>}
      isPending={isPending}
    >
      {editing === '' && (
        <section className={styles.part}>
          <RuleForm onDone={done} />
        </section>
      )}
      {data && rules.length === 0 && editing !== '' && <EmptyPane title={t('rules.none')} text={t('rules.noneWhy')} />}
      {rules.length > 0 && (
        <ol className={styles.rows} aria-label={t('settings.rules')}>
          {rules.map((rule, at) =>
            editing === rule.id ? (
              <li key={rule.id} className={styles.row}>
                <RuleForm rule={rule} onDone={done} />
              </li>
            ) : (
              <RuleRow
                key={rule.id}
                rule={rule}
                at={at}
                count={rules.length}
                mayEdit={mayEdit}
                onEdit={() => setEditing(rule.id)}
                onMove={(to) => move(rule, to)}
                onDrag={() => setDragged(at)}
                onDrop={() => {
                  const own = dragged === undefined ? undefined : rules[dragged]
                  setDragged(undefined)
                  if (own) move(own, at)
                }}
              />
            ),
          )}
        </ol>
      )}
      {may(me, 'administrate') && rights && (
        <section className={styles.part}>
          <h2>{t('rules.editors')}</h2>
          <SegmentedControl
            aria-label={t('rules.editors')}
            value={rights.editors}
            data={[
              { value: 'everyone', label: t('rules.everyone') },
              { value: 'managers', label: t('rules.managers') },
            ]}
            onChange={(chosen) =>
              attempt(() => client.rules.changeEditors({ editors: chosen === 'managers' ? 'managers' : 'everyone' }), {
                changes: api.rules.editors.key(),
                problem: t('settings.notSaved'),
              })
            }
          />
        </section>
      )}
    </Sheet>
  )
}
