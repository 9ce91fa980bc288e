// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openOutbox, type Posted, type Waiting } from './outbox.ts'

const message = { id: 'm1', agentId: 'maja', ticketId: 't1', text: 'Dear Ana', isNote: false, lastSeenMessageId: 'in1', attachments: [] }
let posted: (Waiting & { isLeaving: boolean })[] = []
let answers: Posted[] = []

function open() {
  return openOutbox({
    store: localStorage,
    post: async (entry, isLeaving) => {
      posted.push({ ...entry, isLeaving })
      return answers.shift() ?? { outcome: 'accepted' }
    },
  })
}
beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  posted = []
  answers = []
})
afterEach(() => vi.useRealTimers())

test('a reply waits to be taken back, then goes out once and leaves nothing behind', async () => {
  const outbox = open()
  outbox.send(message, 5000)
  expect(outbox.entries()[0]?.state).toBe('held')
  await vi.advanceTimersByTimeAsync(4999)
  expect(posted).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(posted.map(({ id, text }) => [id, text])).toEqual([['m1', 'Dear Ana']])
  expect(outbox.entries()).toEqual([])
  expect(localStorage.length).toBe(0)
})

test('a double click is one message', async () => {
  const outbox = open()
  outbox.send(message, 0)
  outbox.send(message, 0)
  await vi.runAllTimersAsync()
  expect(posted).toHaveLength(1)
})

test('what is taken back is never sent', async () => {
  const outbox = open()
  outbox.send(message, 5000)
  expect(outbox.takeBack('m1')?.text).toBe('Dear Ana')
  await vi.runAllTimersAsync()
  expect(posted).toEqual([])
  expect(localStorage.length).toBe(0)
})

test('without a connection it is tried again under the same name until the server has it', async () => {
  answers = [
    { outcome: 'offline', reason: 'Failed to fetch' },
    { outcome: 'offline', reason: 'Failed to fetch' },
  ]
  const outbox = open()
  outbox.send(message, 0)
  await vi.advanceTimersByTimeAsync(0)
  expect(outbox.entries()[0]).toMatchObject({ state: 'offline', reason: 'Failed to fetch' })
  expect(localStorage.length).toBe(1)
  await vi.runAllTimersAsync()
  expect(posted.map(({ id }) => id)).toEqual(['m1', 'm1', 'm1'])
  expect(outbox.entries()).toEqual([])
})

test('a reply that crosses a newer message waits for the agent, and then says what was seen', async () => {
  answers = [{ outcome: 'crossed', reason: 'The customer has written again.' }]
  const outbox = open()
  outbox.send(message, 0)
  await vi.runAllTimersAsync()
  expect(posted).toHaveLength(1)
  expect(outbox.entries()[0]?.state).toBe('crossed')
  outbox.postAgain('m1', 'in2')
  await vi.runAllTimersAsync()
  expect(posted[1]).toMatchObject({ id: 'm1', lastSeenMessageId: 'in2' })
})

test('leaving the page sends at once what was held', async () => {
  const outbox = open()
  outbox.send(message, 5000)
  outbox.leave()
  expect(posted).toMatchObject([{ id: 'm1', isLeaving: true }])
  await vi.runAllTimersAsync()
  expect(posted).toHaveLength(1)
})

test('what a closed page left behind is found again by the same agent only, and not while that page lives', async () => {
  answers = [{ outcome: 'refused', reason: 'Too long' }]
  const first = open()
  first.send(message, 0)
  await vi.advanceTimersByTimeAsync(0)
  const early = open()
  early.recover('maja')
  expect(early.entries()).toEqual([])
  vi.advanceTimersByTime(61_000)
  const other = open()
  other.recover('oskar')
  expect(other.entries()).toEqual([])
  const same = open()
  same.recover('maja')
  expect(same.entries()).toMatchObject([{ id: 'm1', text: 'Dear Ana', state: 'left' }])
})
