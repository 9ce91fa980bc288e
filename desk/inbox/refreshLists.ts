/**
 * Lists after a hint. A short list is asked for anew as a whole; of a long one, which was scrolled through, only its top and
 * what is on the screen: a thousand rows further up nobody looks at, and a busy shop sends hints all day.
 */
import type { InfiniteData, Query } from '@tanstack/react-query'
import type { Filter } from '../../shared/filter.ts'
import { type Answers, api, client, queries, type Ticket } from '../api.ts'

type Page = Answers['tickets']['list']
type Asked = Parameters<typeof client.tickets.list>[0]

/** Up to so many pages are asked for anew as a whole. */
const fewPages = 4
/** The API compares a number with at most so many. */
const mostShown = 100

let shown: readonly Ticket[] = []
/** Says which tickets are on the screen; the list calls this as it is scrolled. */
export const setShown = (tickets: readonly Ticket[]): void => {
  shown = tickets.slice(0, mostShown)
}

/** Refreshes the lists on the screen, and marks the others as out of date. */
export function refreshLists(): void {
  const long = queries.getQueryCache().findAll({ queryKey: api.tickets.list.key(), type: 'active' }).filter(isLong)
  queries.invalidateQueries({ queryKey: api.tickets.list.key(), predicate: (query) => !long.includes(query) })
  for (const query of long) refreshLong(query)
}

const pagesOf = (query: Query): InfiniteData<Page> | undefined => {
  const data = query.state.data
  return typeof data === 'object' && data !== null && 'pages' in data ? (data as InfiniteData<Page>) : undefined
}
const isLong = (query: Query): boolean => (pagesOf(query)?.pages.length ?? 0) > fewPages

async function refreshLong(query: Query): Promise<void> {
  const [, options] = query.queryKey
  const asked: Asked = typeof options === 'object' && options !== null && 'input' in options ? (options.input as Asked) : {}
  const seen = shown
  const inSight: Filter = { field: 'number', operator: 'is', value: seen.map(({ number }) => number) }
  const filter: Filter = asked?.filter ? { all: [JSON.parse(asked.filter), inSight] } : inSight
  try {
    const [top, again] = await Promise.all([
      client.tickets.list({ ...asked, cursor: undefined }),
      seen.length > 0 ? client.tickets.list({ ...asked, filter: JSON.stringify(filter), limit: mostShown }) : { tickets: [] },
    ])
    queries.setQueryData<InfiniteData<Page>>(query.queryKey, (data) => data && merged(data, top.tickets, seen, again.tickets))
  } catch {
    // Lost for the moment: the list is out of date, and is asked for as a whole when the line is back.
    queries.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType: 'none' })
  }
}

/** The pages with a new top, and with what was on the screen as it is now; what is no longer in the list goes. */
export function merged(data: InfiniteData<Page>, top: Ticket[], seen: readonly Ticket[], again: Ticket[]): InfiniteData<Page> {
  const atTop = new Set(top.map(({ id }) => id))
  const fresh = new Map(again.map((ticket) => [ticket.id, ticket]))
  const gone = new Set(seen.filter(({ id }) => !fresh.has(id)).map(({ id }) => id))
  const pages = data.pages.map((page, at) => {
    const kept = page.tickets.flatMap((ticket) => (atTop.has(ticket.id) || gone.has(ticket.id) ? [] : [fresh.get(ticket.id) ?? ticket]))
    return { ...page, tickets: at === 0 ? [...top, ...kept] : kept }
  })
  return { ...data, pages }
}
