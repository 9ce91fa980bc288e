// @vitest-environment happy-dom
import { QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { api, queries } from './api.ts'
import { changed, keysOf } from './hints.ts'

afterEach(() => {
  vi.useRealTimers()
  queries.clear()
})

/** Watches a query that counts how often it is asked. */
function watch(queryKey: readonly unknown[]) {
  const ask = vi.fn(async () => 'answer')
  const stop = new QueryObserver(queries, { queryKey, queryFn: ask }).subscribe(() => undefined)
  return { ask, stop }
}
const listKey = api.tickets.list.infiniteKey({ input: () => ({ view: 'mine' }), initialPageParam: undefined })

test('a hint about a ticket asks for that ticket anew and for no other', async () => {
  const one = watch(api.tickets.get.queryKey({ input: { id: 'one' } }))
  const other = watch(api.tickets.get.queryKey({ input: { id: 'other' } }))
  await vi.waitFor(() => expect(other.ask).toHaveBeenCalledTimes(1))
  changed(['ticket:one'])
  await vi.waitFor(() => expect(one.ask).toHaveBeenCalledTimes(2))
  expect(other.ask).toHaveBeenCalledTimes(1)
  one.stop()
  other.stop()
})

test('many hints at once are one refetch of the list and of the counts', async () => {
  const list = watch(listKey)
  const counts = watch(api.views.counts.queryKey())
  await vi.waitFor(() => expect(counts.ask).toHaveBeenCalledTimes(1))
  for (let hint = 0; hint < 50; hint++) changed(['tickets'])
  await vi.waitFor(() => expect(list.ask).toHaveBeenCalledTimes(2))
  expect(counts.ask).toHaveBeenCalledTimes(2)
  list.stop()
  counts.stop()
})

test('the list does not wait for counts that are still on their way; they follow', async () => {
  const list = watch(listKey)
  const answers: ((text: string) => void)[] = []
  const ask = vi.fn(() => new Promise<string>((resolve) => answers.push(resolve)))
  const stop = new QueryObserver(queries, { queryKey: api.views.counts.queryKey(), queryFn: ask }).subscribe(() => undefined)
  await vi.waitFor(() => expect(list.ask).toHaveBeenCalledTimes(1))
  changed(['tickets'])
  await vi.waitFor(() => expect(list.ask).toHaveBeenCalledTimes(2))
  expect(ask).toHaveBeenCalledTimes(1)
  answers[0]?.('old')
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2))
  list.stop()
  stop()
})

test('what is being changed from here is not asked for before that is done, and then it is', async () => {
  const views = watch(api.views.list.queryKey())
  await vi.waitFor(() => expect(views.ask).toHaveBeenCalledTimes(1))
  vi.useFakeTimers()
  let done = (): void => undefined
  const change = new Promise<void>((resolve) => {
    done = resolve
  })
  const changing = queries
    .getMutationCache()
    .build(queries, { mutationKey: api.views.list.key(), mutationFn: () => change })
    .execute(undefined)
  changed(['views'])
  await vi.advanceTimersByTimeAsync(2000)
  expect(views.ask).toHaveBeenCalledTimes(1)
  done()
  await changing
  await vi.advanceTimersByTimeAsync(1000)
  expect(views.ask).toHaveBeenCalledTimes(2)
  views.stop()
})

test('a hint that comes while the answer is on its way is not lost, and does not cut it off', async () => {
  vi.useFakeTimers()
  const answers: ((text: string) => void)[] = []
  const ask = vi.fn(() => new Promise<string>((resolve) => answers.push(resolve)))
  const stop = new QueryObserver(queries, { queryKey: listKey, queryFn: ask }).subscribe(() => undefined)
  changed(['tickets'])
  await vi.advanceTimersByTimeAsync(5000)
  expect(ask).toHaveBeenCalledTimes(1)
  answers[0]?.('old')
  await vi.advanceTimersByTimeAsync(1000)
  expect(ask).toHaveBeenCalledTimes(2)
  stop()
})

test('each topic names answers of the contract', () => {
  for (const topic of ['tickets', 'ticket:x', 'views', 'rules', 'tags', 'team'] as const) expect(keysOf(topic).length).toBeGreaterThan(0)
})
