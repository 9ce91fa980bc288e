/** The part of the palette that comes from the server: tickets, customers and orders by what is typed, and what was opened lately. */

import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../shared/filter.ts'
import { aboutTicket } from '../about.ts'
import { calledBy } from '../calledBy.ts'
import { channelIcons, PersonIcon, SearchIcon } from '../icons.tsx'
import { shortDate } from '../time.ts'
import { type Recent, recents, remember } from './recent.ts'
import { useQuick } from './useQuick.ts'
import { forWords } from './words.ts'

export function useFoundActions(typed: string): SpotlightActionGroupData[] {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { found } = useQuick(typed)
  const words = typed.trim()
  const openTicket = (id: string, message?: string) =>
    navigate({ to: '/inbox/{-$view}/{-$ticket}', params: { view: 'all', ticket: id }, search: message ? { message, find: words } : {} })
  const openList = (filter: Filter) =>
    navigate({ to: '/inbox/{-$view}/{-$ticket}', params: { view: 'all', ticket: undefined }, search: { filter } })
  const openCustomer = (name: string) => openList({ all: [{ field: 'customer', operator: 'contains', value: name }] })

  const tickets = (found?.tickets ?? []).map((ticket): SpotlightActionData => {
    const Channel = channelIcons[ticket.channel]
    const label = `#${ticket.number} ${aboutTicket(t, ticket)}`
    return {
      id: `ticket-${ticket.id}`,
      label,
      description: [ticket.customer.name, ticket.hit.pieces.map(({ text }) => text).join('')].filter(Boolean).join(' · '),
      leftSection: <Channel />,
      onClick: () => {
        remember({ kind: 'ticket', id: ticket.id, label })
        openTicket(ticket.id, ticket.hit.messageId)
      },
    }
  })
  const customers = (found?.customers ?? []).map((customer): SpotlightActionData => {
    const name = calledBy(customer)
    return {
      id: `customer-${customer.id}`,
      label: name,
      description: [customer.name && (customer.email ?? customer.phone), t('palette.ticketCount', { count: customer.ticketCount })]
        .filter(Boolean)
        .join(' · '),
      leftSection: <PersonIcon />,
      onClick: () => {
        remember({ kind: 'customer', id: customer.id, label: customer.email ?? name })
        openCustomer(customer.email ?? name)
      },
    }
  })
  const orders = (found?.orders ?? []).map((order): SpotlightActionData => {
    const label = `${order.number} · ${order.customer.name}`
    return {
      id: `order-${order.id}`,
      label,
      description: shortDate(String(order.placedAt)),
      leftSection: <SearchIcon />,
      onClick: () => {
        remember({ kind: 'order', id: order.ticketId ?? order.id, label })
        if (order.ticketId) openTicket(order.ticketId)
        else openCustomer(order.customer.name)
      },
    }
  })
  const openRecent = ({ kind, id, label }: Recent) => (kind === 'customer' ? openCustomer(label) : openTicket(id))
  const lately = words
    ? []
    : recents().map(
        (one): SpotlightActionData => ({
          id: `recent-${one.id}`,
          label: one.label,
          leftSection: one.kind === 'customer' ? <PersonIcon /> : <SearchIcon />,
          onClick: () => openRecent(one),
        }),
      )
  const everything: SpotlightActionData[] =
    words.length > 1
      ? [
          {
            id: 'search-everything',
            label: t('palette.search', { words }),
            leftSection: <SearchIcon />,
            onClick: () => openList(forWords(words)),
          },
        ]
      : []
  return [
    { group: t('palette.recent'), actions: lately },
    { group: t('palette.tickets'), actions: [...tickets, ...everything] },
    { group: t('palette.customers'), actions: customers },
    { group: t('palette.orders'), actions: orders },
  ].filter(({ actions }) => actions.length > 0)
}
