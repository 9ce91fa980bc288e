// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { emptyDraft } from './drafts.ts'
import { useSending } from './useSending.ts'

afterEach(cleanup)

/** A composer in which `text` is written, while it is asked whether a reply may go. */
function composer(text: string) {
  const written = vi.fn(() => true)
  const state = (isAsking: boolean, isReady: boolean) => ({
    writing: { draft: { ...emptyDraft, text }, isReady, send: written },
    isAsking,
    isUploading: false,
    settled: async () => true,
    onSend: () => {},
  })
  const { result, rerender } = renderHook(useSending, { initialProps: state(true, false) })
  return { result, written, know: () => rerender(state(false, true)) }
}

test('what is sent before it is known whether it may go waits for the answer, and goes once', () => {
  const { result, written, know } = composer('On its way!')
  act(() => result.current.send({ after: { action: 'close', input: {} } }))
  expect(result.current.isWaiting).toBe(true)
  expect(written).not.toHaveBeenCalled()
  know()
  know()
  expect(written.mock.calls).toEqual([[{ after: { action: 'close', input: {} } }]])
  expect(result.current).toMatchObject({ isWaiting: false, sent: 1 })
})

test('a key pressed before anything is written sends nothing later', () => {
  const { result, written, know } = composer('')
  act(() => result.current.send())
  know()
  expect(written).not.toHaveBeenCalled()
})
