/** The shopper of a web chat, beside what they write: here or gone, on which page, and what led here. */
import { useQuery } from '@tanstack/react-query'
import { type Answers, api } from '../api.ts'
import type { Ticket } from './shapes.ts'

export type Aside = Answers['chats']['get']

/** Asked for anew by itself, milliseconds: who fell silent without a goodbye is told of by nobody. */
const lookEvery = 60_000

/** Whoever goes from one page of the shop to the next is away for a moment, milliseconds. */
const stepTime = 8000

/** The aside of a ticket; of one that is no web chat there is none. */
export function useAside(ticket: Pick<Ticket, 'id' | 'channel' | 'status'>): Aside | undefined {
  const isChat = ticket.channel === 'webchat'
  return useQuery({
    ...api.chats.get.queryOptions({ input: { ticketId: ticket.id } }),
    enabled: isChat,
    refetchInterval: isChat && ticket.status !== 'closed' && lookEvery,
  }).data
}

/** Does the shopper have the shop open? */
export const isHere = ({ isOnline, lastSeenAt }: Aside, now: number): boolean =>
  isOnline || (lastSeenAt !== null && now - Date.parse(lastSeenAt) < stepTime)
