/** One rule in its place: when, then what; and the ways to move, stop, change or delete it. */
import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, client, type Rule } from '../api.ts'
import { sayFilter } from '../filters/say.ts'
import { attempt } from './attempt.ts'
import { DragRow } from './DragRow.tsx'
import { RemoveButton } from './RemoveButton.tsx'
import rows from './Settings.module.css'
import { useSayActions } from './useSayActions.ts'

interface Props {
  rule: Rule
  at: number
  count: number
  mayEdit: boolean
  onEdit: () => void
  onMove: (to: number) => void
  onDrag: () => void
  onDrop: () => void
}

export function RuleRow({ rule, at, count, mayEdit, onEdit, onMove, onDrag, onDrop }: Props) {
  const { t } = useTranslation()
  const { data } = useQuery({ ...api.views.conditions.queryOptions(), staleTime: 60_000 })
  const sayActions = useSayActions()
  return (
    <DragRow
      name={rule.name}
      mayMove={mayEdit}
      isFirst={at === 0}
      isLast={at === count - 1}
      onMove={(by) => onMove(at + by)}
      onDrag={onDrag}
      onDrop={onDrop}
    >
      <div className={rows.who}>
        <b>
          {at + 1}. {rule.name}
        </b>
        <span className="quiet">
          {t('rules.when')} {sayFilter(rule.filter, data?.conditions ?? [])} → {sayActions(rule.actions)}
        </span>
      </div>
      {mayEdit ? (
        <>
          <Switch
            size="xs"
            label={t('rules.on')}
            aria-label={t('rules.onOf', { name: rule.name })}
            checked={rule.isEnabled}
            onChange={(event) => {
              const isEnabled = event.currentTarget.checked
              attempt(() => client.rules.change({ id: rule.id, isEnabled }), {
                changes: api.rules.list.key(),
                problem: t('settings.notSaved'),
              })
            }}
          />
          <Button size="xs" variant="default" aria-label={t('rules.editOne', { name: rule.name })} onClick={onEdit}>
            {t('common.edit')}
          </Button>
          <RemoveButton
            label={t('rules.remove', { name: rule.name })}
            question={t('rules.removeAsk', { name: rule.name })}
            onRemove={() =>
              attempt(() => client.rules.remove({ id: rule.id }), { changes: api.rules.list.key(), problem: t('settings.notRemoved') })
            }
          />
        </>
      ) : (
        !rule.isEnabled && <span className={rows.mark}>{t('rules.off')}</span>
      )}
    </DragRow>
  )
}
