/** What a rule does, in words: "Assign to team Seniors, add tags product". */
import { useQuery } from '@tanstack/react-query'
import i18next from 'i18next'
import { api, type Rule } from '../api.ts'
import { wordOr } from '../i18n.ts'
import { dayAndTime } from '../time.ts'

type Call = Rule['actions'][number]

/** What an action is called. */
export const actionName = (action: string, label: string) => wordOr(`action.${action}`, label)

/** "4 hours", "3 days", in the language of the screen. */
export const sayHours = (hours: number): string => {
  const [value, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return new Intl.NumberFormat(i18next.language, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}

/** Says what some actions do. */
export function useSayActions(): (calls: Call[]) => string {
  const forms = useQuery(api.rules.actions.queryOptions()).data?.actions ?? []
  const teams = useQuery(api.teams.list.queryOptions()).data?.teams ?? []
  const agents = useQuery(api.agents.list.queryOptions()).data?.agents ?? []
  const tags = useQuery(api.tags.list.queryOptions()).data?.tags ?? []
  const nameOf = (kind: string, value: unknown): string => {
    const id = String(value)
    if (kind === 'team') return teams.find((team) => team.id === id)?.name ?? i18next.t('rules.gone')
    if (kind === 'agent') return agents.find((agent) => agent.id === id)?.name ?? i18next.t('rules.gone')
    if (kind === 'priority') return wordOr(`priority.${id}`, id)
    if (kind === 'hours') return sayHours(Number(value))
    if (kind === 'text') return `“${id.length > 60 ? `${id.slice(0, 60)}…` : id}”`
    if (!Array.isArray(value)) return id
    return value.map((key) => tags.find((tag) => tag.key === key)?.name ?? String(key)).join(', ')
  }
  const sayOne = (call: Call): string => {
    const form = forms.find(({ action }) => action === call.action)
    if (!form) return call.action
    if (typeof call.input.until === 'string') return i18next.t('ticket.snoozeUntil', { until: dayAndTime(call.input.until) })
    return [actionName(form.action, form.label), ...form.input.map(({ name, kind }) => nameOf(kind, call.input[name]))].join(' ')
  }
  return (calls) => calls.map(sayOne).join(' · ')
}
