/** The replies of a ticket that wait on the server. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'

export const useHeldReplies = (ticketId: string) => useQuery(api.heldReplies.list.queryOptions({ input: { ticketId } }))
