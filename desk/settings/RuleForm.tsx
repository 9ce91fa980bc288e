/** Makes a rule or changes one: when (the filter), then what (the actions). */
import { useTranslation } from 'react-i18next'
import { api, client, type Rule } from '../api.ts'
import { FilterBuilder } from '../filters/FilterBuilder.tsx'
import { finished } from '../filters/tree.ts'
import { ActionsField } from './ActionsField.tsx'
import { EditorForm } from './EditorForm.tsx'
import { NameField } from './NameField.tsx'
import styles from './Rules.module.css'
import { useWish } from './useWish.ts'

type Written = Pick<Rule, 'name' | 'filter' | 'actions'>

const written = ({ name, filter, actions }: Rule): Written => ({ name, filter, actions })

export function RuleForm({ rule, onDone }: { rule?: Rule; onDone: () => void }) {
  const { t } = useTranslation()
  const form = useWish<Written>(
    `form-of-rule.${rule?.id ?? ''}`,
    rule ? written(rule) : { name: '', filter: { all: [] }, actions: [] },
    (wish) => {
      const whole = { ...wish, filter: finished(wish.filter) }
      return rule ? client.rules.change({ id: rule.id, ...whole }) : client.rules.create(whole)
    },
    api.rules.list.key(),
  )
  const { wish, set } = form
  return (
    <EditorForm form={form} isIncomplete={!wish.name.trim() || wish.actions.length === 0} onDone={onDone} className={styles.form}>
      <NameField form={form} autoFocus placeholder={t('rules.nameExample')} />
      <div>
        <h3>{t('rules.when')}</h3>
        <FilterBuilder filter={wish.filter} onChange={(filter) => set({ filter })} withCount />
      </div>
      <div>
        <h3>{t('rules.then')}</h3>
        <ActionsField calls={wish.actions} onChange={(actions) => set({ actions })} />
      </div>
    </EditorForm>
  )
}
