/** What a view really asks. */
import type { Filter } from '../../shared/filter.ts'
import type { View } from '../../shared/views.ts'
import type { Status } from '../../shared/words.ts'
import { testsOf } from '../conditions/check.ts'
import { notSpam } from './standing.ts'

const tests = (filter: Filter, field: string) => testsOf(filter).some((test) => test.field === field)

/** The filter behind a view's list: spam stays out unless the view asks about it; `status` narrows it (R138). */
export function filterOf(view: Pick<View, 'filter'>, status?: Status): Filter {
  const parts: Filter[] = [view.filter]
  if (!tests(view.filter, 'spam')) parts.push(notSpam)
  if (status) parts.push({ field: 'status', operator: 'is', value: status })
  return parts.length === 1 ? view.filter : { all: parts }
}

/** The filter behind a view's number: the open tickets in it, unless the view itself says which status, or is the spam. */
export function countedBy(view: Pick<View, 'id' | 'filter'>): Filter {
  return view.id === 'spam' || tests(view.filter, 'status') ? filterOf(view) : filterOf(view, 'open')
}
