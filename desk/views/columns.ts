/** Which facts the rows of a view show. */
import { type Column, columns, usualColumns } from '../../shared/columns.ts'
import { api, client, queries, type View } from '../api.ts'
import { sayProblem } from '../notices.ts'

/** What the rows show to whoever looks: their own choice, else the view's, else the usual. */
export const columnsOf = (view: Pick<View, 'columns' | 'myColumns'>): readonly Column[] => view.myColumns ?? view.columns ?? usualColumns

/** The choice with one fact more or less, in the order of the row. */
export const toggled = (shown: readonly Column[], column: Column): Column[] =>
  columns.filter((one) => (one === column ? !shown.includes(one) : shown.includes(one)))

/** The last choice for each view that the server does not have yet, and the sending of those before it. */
const wished = new Map<string, { wish: Column[] | null }>()
const underWay = new Map<string, Promise<void>>()

function put(id: string, myColumns: View['myColumns']): void {
  queries.setQueryData<{ views: View[] }>(
    api.views.list.queryKey(),
    (known) => known && { views: known.views.map((one) => (one.id === id ? { ...one, myColumns } : one)) },
  )
}

/**
 * Chooses for oneself what the rows of a view show, by what they show now (null: as the view says); at once, and back again when it is
 * refused. Choices in a row build on each other, only the last goes out, and what was asked for before is not shown in its place.
 */
export async function showColumns(view: View, choose: (shown: readonly Column[]) => Column[] | null, problem: string): Promise<void> {
  const { id } = view
  const known = queries.getQueryData<{ views: View[] }>(api.views.list.queryKey())?.views.find((one) => one.id === id) ?? view
  const before = known.myColumns
  const mine = { wish: choose(columnsOf({ ...known, myColumns: wished.has(id) ? (wished.get(id)?.wish ?? null) : before })) }
  wished.set(id, mine)
  put(id, mine.wish)
  void queries.cancelQueries({ queryKey: api.views.list.key() }, { revert: false })
  const send = async () => {
    if (wished.get(id) !== mine) return
    try {
      await client.views.show({ id, columns: mine.wish })
    } catch (error) {
      if (wished.get(id) === mine) put(id, before)
      sayProblem(problem, error)
    }
    if (wished.get(id) !== mine) return
    wished.delete(id)
    // What came meanwhile may be from before.
    queries.invalidateQueries({ queryKey: api.views.list.key() })
  }
  const turn = (underWay.get(id) ?? Promise.resolve()).then(send)
  underWay.set(id, turn)
  await turn
}
