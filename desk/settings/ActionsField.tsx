/** What a rule does, drawn from the server's list of actions. */
import { ActionIcon, Button, Menu, MultiSelect, NativeSelect, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type ActionForm, api, type Rule } from '../api.ts'
import { CrossIcon, PlusIcon } from '../icons.tsx'
import styles from './Rules.module.css'
import { actionName, sayHours } from './useSayActions.ts'

type Call = Rule['actions'][number]
type Input = ActionForm['input'][number]
/** For how long a rule or macro puts a ticket off, hours. */
const snoozeHours = [1, 4, 24, 48, 72, 168, 336, 720]
const priorities = ['low', 'normal', 'high', 'urgent'] as const

export function ActionsField({ calls, onChange }: { calls: Call[]; onChange: (calls: Call[]) => void }) {
  const { t } = useTranslation()
  const forms = useQuery(api.rules.actions.queryOptions()).data?.actions ?? []
  const set = (at: number, call: Call | undefined) => onChange(calls.flatMap((old, place) => (place === at ? (call ?? []) : old)))
  return (
    <div className={styles.actions}>
      {calls.map((call, at) => {
        const form = forms.find(({ action }) => action === call.action)
        const name = actionName(call.action, form?.label ?? call.action)
        return (
          <div key={call.action} className={styles.action}>
            <b>{name}</b>
            {form?.input.map((input) => (
              <InputField
                key={input.name}
                input={input}
                label={name}
                value={call.input[input.name]}
                onChange={(value) => set(at, { ...call, input: { ...call.input, [input.name]: value } })}
              />
            ))}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={t('rules.removeAction', { name })}
              onClick={() => set(at, undefined)}
            >
              <CrossIcon size={14} />
            </ActionIcon>
          </div>
        )
      })}
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<PlusIcon size={14} />} w="fit-content">
            {t('rules.addAction')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {forms
            .filter((form) => !calls.some(({ action }) => action === form.action))
            .map((form) => (
              <Menu.Item key={form.action} onClick={() => onChange([...calls, { action: form.action, input: {} }])}>
                {actionName(form.action, form.label)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

function InputField({
  input,
  label,
  value,
  onChange,
}: {
  input: Input
  label: string
  value: unknown
  onChange: (value: unknown) => void
}) {
  const { t } = useTranslation()
  const teams = useQuery(api.teams.list.queryOptions()).data?.teams ?? []
  const agents = useQuery(api.agents.list.queryOptions()).data?.agents ?? []
  const tags = useQuery(api.tags.list.queryOptions()).data?.tags ?? []
  if (input.kind === 'tags')
    return (
      <MultiSelect
        className={styles.inputs}
        searchable
        limit={100}
        aria-label={label}
        data={tags.map((tag) => ({ value: tag.key, label: tag.name }))}
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={onChange}
      />
    )
  if (input.kind === 'text')
    return (
      <Textarea
        className={styles.inputs}
        autosize
        minRows={2}
        aria-label={label}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  const choices = {
    hours: snoozeHours.map((hours) => ({ value: String(hours), label: sayHours(hours) })),
    team: teams.map((team) => ({ value: team.id, label: team.name })),
    agent: agents.filter(({ isActive }) => isActive).map((agent) => ({ value: agent.id, label: agent.name })),
    priority: priorities.map((priority) => ({ value: priority, label: t(`priority.${priority}`) })),
  }[input.kind]
  return (
    <NativeSelect
      className={styles.inputs}
      size="xs"
      aria-label={label}
      required
      value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
      data={[{ value: '', label: t('filter.chooseOne'), disabled: true }, ...choices]}
      onChange={(event) => onChange(input.kind === 'hours' ? Number(event.currentTarget.value) : event.currentTarget.value)}
    />
  )
}
