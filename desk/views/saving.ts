/** Saving, changing and deleting views. */
import { useNavigate } from '@tanstack/react-router'
import i18next from 'i18next'
import { type Agent, type Answers, api, client, queries, type View } from '../api.ts'
import { sayProblem, sayUndo } from '../notices.ts'
import { may } from '../session.ts'

type Wish = Pick<View, 'name' | 'filter' | 'sort' | 'isShared' | 'teamIds' | 'columns'>

/** Do others see it? */
const isForOthers = (view: Pick<View, 'isShared' | 'teamIds'>): boolean => view.isShared || view.teamIds.length > 0

/** A view of one's own, or as a manager a shared one. */
export const mayChange = (view: View, me: Agent): boolean => !view.isStanding && (view.isMine || (isForOthers(view) && may(me, 'setUp')))

type Open = (view: string) => Promise<void>

/** How a page goes to a view, for the functions below. */
export function useOpenView(): Open {
  const navigate = useNavigate()
  return (view) => navigate({ to: '/inbox/{-$view}/{-$ticket}', params: { view, ticket: undefined }, search: {} })
}

async function refresh(saved: View, open: Open): Promise<void> {
  queries.setQueryData<Answers['views']['list']>(api.views.list.queryKey(), (known) => {
    if (!known) return known
    const isKnown = known.views.some(({ id }) => id === saved.id)
    return { views: isKnown ? known.views.map((view) => (view.id === saved.id ? saved : view)) : [...known.views, saved] }
  })
  queries.invalidateQueries({ queryKey: api.views.counts.key() })
  // The list of this view is another one now.
  queries.invalidateQueries({ queryKey: api.tickets.list.key() })
  await open(saved.id)
}

/** Saves a new view and opens it. */
export async function createView(wish: Wish, open: Open): Promise<void> {
  await refresh(await client.views.create(wish), open)
}

/** Changes a view and opens it. Throws CONFLICT where somebody changed it after `lastSeenAt`; without that it is changed anyway. */
export async function changeView(id: string, wish: Wish, lastSeenAt: string | undefined, open: Open): Promise<void> {
  await refresh(await client.views.change({ id, ...wish, ...(lastSeenAt && { lastSeenAt }) }), open)
}

/** Makes a copy for oneself and opens it, to be named and changed. */
export async function duplicateView(view: View, name: string, open: Open): Promise<void> {
  try {
    await refresh(await client.views.duplicate({ id: view.id, name }), open)
  } catch (error) {
    sayProblem(i18next.t('view.notSaved'), error)
  }
}

/** Deletes a view; the undo brings it back, as it was and where it was. Its tickets stay what they are. */
export async function removeView(view: View, open: Open): Promise<void> {
  const key = api.views.list.queryKey()
  const before = queries.getQueryData<Answers['views']['list']>(key)
  queries.setQueryData<Answers['views']['list']>(key, (known) => known && { views: known.views.filter(({ id }) => id !== view.id) })
  await open('all')
  try {
    await client.views.remove({ id: view.id })
  } catch (error) {
    queries.setQueryData(key, before)
    sayProblem(i18next.t('view.notRemoved', { name: view.name }), error)
    return
  }
  sayUndo(i18next.t('view.removed', { name: view.name }), async () => {
    try {
      await refresh(await client.views.restore({ id: view.id }), open)
      await queries.invalidateQueries({ queryKey: api.views.list.key() })
    } catch (error) {
      sayProblem(i18next.t('view.notSaved'), error)
    }
  })
}
