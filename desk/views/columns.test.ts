// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { type Column, columns, usualColumns } from '../../shared/columns.ts'
import { api, queries, type View } from '../api.ts'
import { showColumns, toggled } from './columns.ts'

afterEach(() => {
  vi.restoreAllMocks()
  queries.clear()
})

test('several choices in a row go out one after the other, the last in the end, and an older answer is not shown in their place', async () => {
  const view = { id: 'all', name: 'All', columns: null, myColumns: null } as Partial<View> as View
  const key = api.views.list.queryKey()
  const old = { views: [view] }
  queries.setQueryData(key, old)
  const asked: { body: unknown; answer: (body: object) => void }[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (request, init) => {
    const sent = new Request(request as Request, init)
    if (sent.method === 'GET') return new Promise(() => undefined)
    const body = (await sent.json()) as { columns: unknown }
    return new Promise((resolve) => asked.push({ body: body.columns, answer: (answer) => resolve(Response.json(answer)) }))
  })
  const shown = () => queries.getQueryData<typeof old>(key)?.views[0]?.myColumns
  // Asked for before the first choice, as when the line has just been opened.
  let answerOld: (answer: typeof old) => void = () => undefined
  const asking = queries.fetchQuery({ queryKey: key, queryFn: () => new Promise<typeof old>((resolve) => (answerOld = resolve)) })
  asking.catch(() => undefined)

  const wished: Column[] = ['number', 'tags', 'team']
  // Faster than the screen is drawn: each is said of the view as it was.
  const choices = wished.map((column) => showColumns(view, (now) => toggled(now, column), 'not changed'))
  const last = columns.filter((one) => usualColumns.includes(one) || wished.includes(one))
  expect(shown()).toEqual(last)
  answerOld(old)
  await expect.poll(() => asked.map(({ body }) => body)).toEqual([last])
  expect(shown()).toEqual(last)
  asked[0]?.answer({})
  await Promise.all(choices)
  expect([asked.length, shown()]).toEqual([1, last])
})
