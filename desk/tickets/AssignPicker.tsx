/** Who has the ticket: an agent or a team, with who is online. */
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { changeTicket } from '../changeTicket.ts'
import { useMe } from '../session.ts'
import { Picker } from './Picker.tsx'
import type { Ticket, TicketWish } from './shapes.ts'

export interface AssignPickerProps {
  ticket: Ticket
  children: ReactElement
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** Both by default. */
  only?: 'agents' | 'teams'
}

/** Opens the list of agents and teams; picking one gives them the ticket at once. */
export function AssignPicker({ ticket, children, isOpen, onOpen, only }: AssignPickerProps) {
  const { t } = useTranslation()
  const me = useMe()
  const agents = useQuery(api.agents.list.queryOptions()).data?.agents ?? []
  const teams = useQuery(api.teams.list.queryOptions()).data?.teams ?? []
  const online = (isOnline: boolean) => t(isOnline ? 'ticket.assign.online' : 'ticket.assign.away')
  const people = [
    {
      value: `agent ${me.id}`,
      label: t('ticket.assign.me', { name: me.name }),
      isOnline: me.availability === 'online',
      isChosen: ticket.assignee?.id === me.id,
    },
    ...agents
      .filter(({ id, isActive }) => isActive && id !== me.id)
      .map(({ id, name, availability }) => ({
        value: `agent ${id}`,
        label: name,
        aside: online(availability === 'online'),
        isOnline: availability === 'online',
        isChosen: ticket.assignee?.id === id,
      })),
    { value: 'agent none', label: t('ticket.assign.nobody'), isChosen: ticket.assignee === null },
  ]
  const groups = [
    { label: t('ticket.assign.agents'), options: people },
    {
      label: t('ticket.assign.teams'),
      options: [
        ...teams.map(({ id, name }) => ({ value: `team ${id}`, label: name, isChosen: ticket.team?.id === id })),
        { value: 'team none', label: t('ticket.assign.noTeam'), isChosen: ticket.team === null },
      ],
    },
  ].filter((_, index) => only === undefined || index === (only === 'agents' ? 0 : 1))

  const pick = (value: string) => {
    const [kind, id = 'none'] = value.split(' ')
    const to = id === 'none' ? null : id
    const wish: TicketWish = kind === 'team' ? { teamId: to } : { assigneeId: to }
    const name = id === 'none' ? '' : [...agents, ...teams].find((one) => one.id === id)?.name
    const done = name ? t('ticket.done.assigned', { name }) : t('ticket.done.unassigned')
    void changeTicket(ticket, wish, { done, problem: t('ticket.problem.assign') })
  }
  return (
    <Picker label={t('ticket.assign.label')} groups={groups} onPick={pick} isOpen={isOpen} onOpen={onOpen}>
      {children}
    </Picker>
  )
}
