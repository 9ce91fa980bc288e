/** The order of the saved views, which everybody has for themselves. */
import i18next from 'i18next'
import { api, client, queries, type View } from '../api.ts'
import { sayProblem } from '../notices.ts'

/** The list with one of its views moved to another place among the saved ones. */
export function moved(views: View[], id: string, to: number): View[] {
  const own = views.filter((view) => !view.isStanding)
  const view = own.find((one) => one.id === id)
  if (!view) return views
  const others = own.filter((one) => one.id !== id)
  const at = Math.min(Math.max(to, 0), others.length)
  return [...views.filter(({ isStanding }) => isStanding), ...others.slice(0, at), view, ...others.slice(at)]
}

/** Where a view stands among the saved ones, and how many there are. */
export function placeOf(views: View[], id: string): { at: number; of: number } {
  const own = views.filter((view) => !view.isStanding)
  return { at: own.findIndex((view) => view.id === id), of: own.length }
}

/** Moves a view; shown at once, and back again when it is refused. Returns its new place. */
export function moveView(id: string, to: number): { at: number; of: number } | undefined {
  const queryKey = api.views.list.queryKey()
  // What is being fetched knows nothing of this move; what moved before is fetched once nothing moves any more (`hints.ts`).
  void queries.cancelQueries({ queryKey })
  const before = queries.getQueryData<{ views: View[] }>(queryKey)
  if (!before) return undefined
  const views = moved(before.views, id, to)
  queries.setQueryData(queryKey, { views })
  queries
    .getMutationCache()
    .build(queries, {
      mutationKey: api.views.list.key(),
      // One after the other: a later order must not reach the server first.
      scope: { id: 'arrange views' },
      mutationFn: (ids: string[]) => client.views.arrange({ ids }),
    })
    .execute(views.filter((view) => !view.isStanding).map((view) => view.id))
    .catch((error) => {
      queries.setQueryData(queryKey, before)
      sayProblem(i18next.t('view.notMoved'), error)
    })
  return placeOf(views, id)
}
