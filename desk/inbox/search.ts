/** What the inbox's address says. */
import type { Filter } from '../../shared/filter.ts'
import type { Sort, Status } from '../../shared/words.ts'
import { isFilter } from '../filters/tree.ts'

export const statuses: readonly Status[] = ['open', 'snoozed', 'closed']
export const sorts: readonly Sort[] = ['newest', 'oldest', 'waiting', 'worst', 'order_value', 'priority']

/** What narrows a list, kept in the address so that it can be sent to a colleague and survives a reload. */
export interface InboxSearch {
  status?: Status
  sort?: Sort
  filter?: Filter
  /** The view editor: a view being made, or the present one being changed. */
  edit?: 'new' | 'view'
  /** The message in which a search found the open ticket … */
  message?: string
  /** … and what was looked for, where no filter of the list says so. */
  find?: string
}

/** Reads it from an address; what makes no sense there is left out. */
export function readInboxSearch(search: Record<string, unknown>): InboxSearch {
  const status = statuses.find((one) => one === search.status)
  const sort = sorts.find((one) => one === search.sort)
  const edit = (['new', 'view'] as const).find((one) => one === search.edit)
  return {
    ...(status && { status }),
    ...(sort && { sort }),
    ...(isFilter(search.filter) && { filter: search.filter }),
    ...(edit && { edit }),
    ...(typeof search.message === 'string' && { message: search.message }),
    ...(search.find !== undefined && { find: String(search.find) }),
  }
}
