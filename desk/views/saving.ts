/** Saving, changing and deleting views. */
import { useNavigate } from '@tanstack/react-router'
import i18next from 'i18next'
import { type Agent, type Answers, api, client, queries, type View } from '../api.ts'
import { sayProblem, sayUndo } from '../notices.ts'
import { may } from '../session.ts'

type Wish = Pick<View, 'name' | 'filter' | 'sort' | 'isShared'>

/** A view of one's own, or as a manager a shared one. */
export const mayChange = (view: View, me: Agent): boolean => !view.isStanding && (view.isMine || (view.isShared && may(me, 'setUp')))

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

/** Changes a view and opens it. */
export async function changeView(id: string, wish: Wish, open: Open): Promise<void> {
  await refresh(await client.views.change({ id, ...wish }), open)
}

/** Deletes a view; the undo makes it again. Its tickets stay what they are. */
export async function removeView(view: View, open: Open): Promise<void> {
  try {
    await client.views.remove({ id: view.id })
  } catch (error) {
    sayProblem(i18next.t('view.notRemoved', { name: view.name }), error)
    return
  }
  await open('all')
  queries.invalidateQueries({ queryKey: api.views.key() })
  const { name, filter, sort, isShared } = view
  sayUndo(i18next.t('view.removed', { name }), () =>
    createView({ name, filter, sort, isShared }, open).catch((error) => sayProblem(i18next.t('view.notSaved'), error)),
  )
}
