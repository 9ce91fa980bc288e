/** Makes a rule or changes one: when (the filter), then what (the actions). */
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../shared/filter.ts'
import { api, client, type Rule } from '../api.ts'
import { FilterBuilder } from '../filters/FilterBuilder.tsx'
import { finished } from '../filters/tree.ts'
import { ActionsField } from './ActionsField.tsx'
import { attempt } from './attempt.ts'
import styles from './Rules.module.css'

export function RuleForm({ rule, onDone }: { rule?: Rule; onDone: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(rule?.name ?? '')
  const [filter, setFilter] = useState<Filter>(rule?.filter ?? { all: [] })
  const [actions, setActions] = useState<Rule['actions']>(rule?.actions ?? [])
  const submit = async () => {
    const wish = { name, filter: finished(filter), actions }
    const isDone = await attempt(() => (rule ? client.rules.change({ id: rule.id, ...wish }) : client.rules.create(wish)), {
      changes: api.rules.list.key(),
      problem: t('settings.notSaved'),
    })
    if (isDone) onDone()
  }
  return (
    <form
      className={styles.form}
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
        placeholder={t('rules.nameExample')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div>
        <h3>{t('rules.when')}</h3>
        <FilterBuilder filter={filter} onChange={setFilter} withCount />
      </div>
      <div>
        <h3>{t('rules.then')}</h3>
        <ActionsField calls={actions} onChange={setActions} />
      </div>
      <div>
        <Button type="submit" disabled={!name.trim() || actions.length === 0}>
          {t('rules.save')}
        </Button>{' '}
        <Button variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
