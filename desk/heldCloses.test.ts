// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Ticket } from './api.ts'
import { holdClose, isFinal } from './heldCloses.ts'
import { undoTime } from './notices.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const ticket = (channel: Ticket['channel'], status: Ticket['status'] = 'open') => ({ channel, status }) as Ticket

test('only a close that nothing can open again is final', () => {
  expect(isFinal(ticket('webchat'), { status: 'closed' })).toBe(true)
  expect(isFinal(ticket('instagram'), { status: 'closed' })).toBe(true)
  expect(isFinal(ticket('email'), { status: 'closed' })).toBe(false)
  expect(isFinal(ticket('webchat', 'closed'), { status: 'closed' })).toBe(false)
  expect(isFinal(ticket('webchat'), { priority: 'high' })).toBe(false)
})

test('a held close is sent when the time for the undo is over, once', () => {
  const close = vi.fn()
  holdClose('a', close)
  vi.advanceTimersByTime(undoTime - 1)
  expect(close).not.toHaveBeenCalled()
  vi.advanceTimersByTime(undoTime)
  expect(close).toHaveBeenCalledTimes(1)
})

test('a close that is taken back is never sent', () => {
  const close = vi.fn()
  holdClose('a', close)()
  vi.advanceTimersByTime(undoTime * 2)
  expect(close).not.toHaveBeenCalled()
})

test('leaving the page sends what is held, in a request that outlives it', () => {
  const fetch = vi.fn(async () => new Response())
  vi.stubGlobal('fetch', fetch)
  const close = vi.fn()
  holdClose('a', close)
  window.dispatchEvent(new Event('pagehide'))
  vi.advanceTimersByTime(undoTime * 2)
  expect(fetch).toHaveBeenCalledTimes(1)
  expect(fetch).toHaveBeenCalledWith('/api/v1/tickets/a', expect.objectContaining({ method: 'PATCH', keepalive: true }))
  expect(close).not.toHaveBeenCalled()
})
