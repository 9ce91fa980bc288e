/** Which facts the rows of a view show. */
import { type Column, columns, usualColumns } from '../../shared/columns.ts'
import { api, client, queries, type View } from '../api.ts'
import { sayProblem } from '../notices.ts'

/** What the rows show to whoever looks: their own choice, else the view's, else the usual. */
export const columnsOf = (view: Pick<View, 'columns' | 'myColumns'>): readonly Column[] => view.myColumns ?? view.columns ?? usualColumns

/** The choice with one fact more or less, in the order of the row. */
export const toggled = (shown: readonly Column[], column: Column): Column[] =>
  columns.filter((one) => (one === column ? !shown.includes(one) : shown.includes(one)))

/** Chooses for oneself what the rows of a view show; at once, and back again when it is refused. Null: as the view says. */
export async function showColumns(view: View, wish: Column[] | null, problem: string): Promise<void> {
  const put = (myColumns: View['myColumns']) =>
    queries.setQueryData<{ views: View[] }>(
      api.views.list.queryKey(),
      (known) => known && { views: known.views.map((one) => (one.id === view.id ? { ...one, myColumns } : one)) },
    )
  put(wish)
  try {
    await client.views.show({ id: view.id, columns: wish })
  } catch (error) {
    put(view.myColumns)
    sayProblem(problem, error)
  }
}
