/** The ticket's tags: put on and taken off from the account's list. */
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { changeTicket } from '../changeTicket.ts'
import { Picker } from './Picker.tsx'
import type { Ticket } from './shapes.ts'

/** Opens the list of tags; picking one puts it on the ticket, or takes it off. */
export function TagPicker({
  ticket,
  children,
  isOpen,
  onOpen,
  isAnchor,
}: {
  ticket: Ticket
  children: ReactElement
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** The child only says where the list appears; something else opens it. */
  isAnchor?: boolean
}) {
  const { t } = useTranslation()
  const tags = useQuery(api.tags.list.queryOptions()).data?.tags ?? []
  const options = tags.map(({ key, name }) => ({ value: key, label: name, isChosen: ticket.tags.includes(key) }))
  const toggle = (key: string) => {
    const next = ticket.tags.includes(key) ? ticket.tags.filter((tag) => tag !== key) : [...ticket.tags, key]
    void changeTicket(ticket, { tags: next }, { problem: t('ticket.problem.tags') })
  }
  return (
    <Picker
      label={t('ticket.tags.label')}
      groups={[{ label: t('ticket.tags.title'), options }]}
      onPick={toggle}
      isOpen={isOpen}
      onOpen={onOpen}
      isMultiple
      isAnchor={isAnchor}
    >
      {children}
    </Picker>
  )
}

/** What the account calls its tags. */
export function useTagNames(): (key: string) => string {
  const tags = useQuery(api.tags.list.queryOptions()).data?.tags
  return (key) => tags?.find((tag) => tag.key === key)?.name ?? key
}
