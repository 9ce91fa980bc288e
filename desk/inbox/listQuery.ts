/** The list of tickets as a query: which view, narrowed how, in which order; pages by cursor. */
import { keepPreviousData } from '@tanstack/react-query'
import type { Filter } from '../../shared/filter.ts'
import type { Sort, Status } from '../../shared/words.ts'
import { api, queries, type View } from '../api.ts'
import { asksFor, both, finished, isSame, withoutField } from '../filters/tree.ts'

/** What is asked of the API. */
export interface Listed {
  view?: string
  filter?: Filter
  status?: Status
  sort: Sort
}

/** The first page comes soon, those behind it are larger, so that scrolling does not outrun them. */
const pageSize = 50
const nextPageSize = 100

/** The query of a list; `isNarrowing` keeps the rows of before on the screen until the new ones are there. */
export function listOptions({ filter, ...listed }: Listed, isNarrowing = false) {
  const asked = { ...listed, ...(filter && { filter: JSON.stringify(filter) }) }
  return api.tickets.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...asked, ...(cursor && { cursor }), limit: cursor ? nextPageSize : pageSize }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    ...(isNarrowing && { placeholderData: keepPreviousData }),
  })
}

/** Asks for a list before it is opened. */
export function prefetchList(listed: Listed): void {
  queries.prefetchInfiniteQuery(listOptions(listed))
}

const everything: Filter = { all: [] }

/** A standing view is a fixed frame around what one filters; of a saved view every filter can be taken off. */
export const startFilter = (view: View): Filter => (view.isStanding ? everything : view.filter)

/** Puts together what the address says: the view, and what narrows it. */
export function listed(view: View, search: { filter?: Filter; status?: Status; sort?: Sort }): Listed {
  const sort = search.sort ?? view.sort
  const filter = search.filter && finished(search.filter)
  const isUnchanged = !filter || isSame(filter, startFilter(view))
  if (isUnchanged && !search.status) return { view: view.id, sort }
  // Another status than the view's own takes its place: "My inbox, closed" is a question with an answer.
  const frame = filter && asksFor(filter, 'status') ? withoutField(view.filter, 'status') : view.filter
  const whole = view.isStanding ? both(frame, filter ?? { all: [] }) : (filter ?? view.filter)
  return search.status ? { filter: withoutField(whole, 'status'), status: search.status, sort } : { filter: whole, sort }
}
