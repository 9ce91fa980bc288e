/** The API as the desk sees it: typed by the contract in shared/, over plain HTTP with the session cookie. */

import routes from 'virtual:contract-routes'
import { createORPCClient, type InferClientOutputs, ORPCError, onError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryCache, QueryClient } from '@tanstack/react-query'
import type { contract } from '../shared/contract.ts'
import { bringWords } from './i18n.ts'
import { fetchSignedIn } from './sessionTurn.ts'

const link = new OpenAPILink(routes, {
  url: () => `${location.origin}/api/v1`,
  fetch: (request, init) => fetchSignedIn(request, { ...init, credentials: 'same-origin' }),
  interceptors: [
    // Whoever gets a refusal can say it. Where even its words cannot be fetched, the server's own sentence stands in.
    onError(async (error) => {
      if (isRefusal(error) && codeOf(error) !== 'UNAUTHORIZED') await bringWords('refusals').catch(() => undefined)
    }),
  ],
})

/** The client itself: `await client.tickets.get({ id })`. Dates arrive as ISO 8601 strings, and the types say so. */
export const client: JsonifiedClient<ContractRouterClient<typeof contract>> = createORPCClient(link)

/** Query and mutation options with stable keys: `useQuery(api.tickets.get.queryOptions({ input: { id } }))`. */
export const api = createTanstackQueryUtils(client)

export type Answers = InferClientOutputs<typeof client>
export type Ticket = Answers['tickets']['get']
/** A ticket in a list; with the hit where the list looks for words. */
export type ListedTicket = Answers['tickets']['list']['tickets'][number]
export type View = Answers['views']['list']['views'][number]
export type Condition = Answers['views']['conditions']['conditions'][number]
export type Me = Answers['me']['get']
export type Agent = Answers['agents']['list']['agents'][number]
export type Team = Answers['teams']['list']['teams'][number]
export type Tag = Answers['tags']['list']['tags'][number]
export type Rule = Answers['rules']['list']['rules'][number]
/** The shop's mail, as its settings page shows it. */
export type Mail = Answers['settings']['email']['get']
export type ActionForm = Answers['rules']['actions']['actions'][number]

/** The server's code, such as CONFLICT; undefined when the server could not be reached. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof ORPCError ? String(error.code) : undefined
}

const signedOutListeners = new Set<() => void>()

/** Tells when the server no longer knows who asks: the session ended, or access was taken away. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

const isRefusal = (error: unknown) => error instanceof ORPCError && error.status < 500

/**
 * The cache. What is shown is kept fresh by live hints, not by age; a refusal is an answer and not asked again.
 * The requests go out even when the browser believes to be offline: only the attempt tells.
 */
export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (codeOf(error) === 'UNAUTHORIZED') for (const listener of signedOutListeners) listener()
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      networkMode: 'always',
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && !isRefusal(error),
      retryDelay: (count) => Math.min(400 * 2 ** count, 5000),
    },
    mutations: { networkMode: 'always' },
  },
})
