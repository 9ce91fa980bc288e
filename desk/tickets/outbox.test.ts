// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { emptyDraft } from './drafts.ts'
import { openOutbox, type Posted, type Waiting } from './outbox.ts'

const ids = { id: 'm1', agentId: 'maja', ticketId: 't1', lastSeenMessageId: 'in1' }
const message = { ...emptyDraft, ...ids, text: 'Dear Ana', isNote: false, isDirect: false, mentionIds: [] }
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

test('a reply is handed over at once, and leaves nothing behind when the server has it', async () => {
  const outbox = open()
  outbox.send(message)
  expect(outbox.entries()[0]?.state).toBe('posting')
  expect(localStorage.length).toBe(1)
  await vi.runAllTimersAsync()
  expect(posted.map(({ id, text }) => [id, text])).toEqual([['m1', 'Dear Ana']])
  expect(outbox.entries()).toEqual([])
  expect(localStorage.length).toBe(0)
})

test('a double click is one message', async () => {
  const outbox = open()
  outbox.send(message)
  outbox.send(message)
  await vi.runAllTimersAsync()
  expect(posted).toHaveLength(1)
})

test('what was refused can be taken back, what the server may have cannot', async () => {
  answers = [{ outcome: 'refused', reason: 'Too long' }]
  const outbox = open()
  outbox.send(message)
  expect(outbox.takeBack('m1')).toBeUndefined()
  await vi.runAllTimersAsync()
  expect(outbox.takeBack('m1')?.text).toBe('Dear Ana')
  expect(localStorage.length).toBe(0)
})

test('without a connection it is tried again under the same name until the server has it', async () => {
  answers = [
    { outcome: 'offline', reason: 'Failed to fetch' },
    { outcome: 'offline', reason: 'Failed to fetch' },
  ]
  const outbox = open()
  outbox.send(message)
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
  outbox.send(message)
  await vi.runAllTimersAsync()
  expect(posted).toHaveLength(1)
  expect(outbox.entries()[0]?.state).toBe('crossed')
  outbox.postAgain('m1', 'in2')
  await vi.runAllTimersAsync()
  expect(posted[1]).toMatchObject({ id: 'm1', lastSeenMessageId: 'in2' })
})

test('leaving the page posts once more what had not arrived', async () => {
  answers = [{ outcome: 'offline', reason: 'Failed to fetch' }]
  const outbox = open()
  outbox.send(message)
  await vi.advanceTimersByTimeAsync(0)
  outbox.leave()
  expect(posted.map(({ id, isLeaving }) => [id, isLeaving])).toEqual([
    ['m1', false],
    ['m1', true],
  ])
})

test('what a closed page left behind is found again by the same agent only, and not while that page lives', async () => {
  answers = [{ outcome: 'refused', reason: 'Too long' }]
  const first = open()
  first.send(message)
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
