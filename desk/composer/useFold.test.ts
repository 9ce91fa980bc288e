// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { useFold } from './useFold.ts'

/** The composer of a ticket on a screen so many pixels high. */
function begin(height: number, isBegun = false) {
  window.innerHeight = height
  return renderHook(({ begun }) => useFold(begun), { initialProps: { begun: isBegun } })
}
afterEach(cleanup)

test('on a low screen it begins folded, on others open', () => {
  expect(begin(450).result.current.isFolded).toBe(true)
  expect(begin(900).result.current.isFolded).toBe(false)
})

test('what has been begun stands open, and stays so when it is emptied', () => {
  const { result, rerender } = begin(450, true)
  expect(result.current.isFolded).toBe(false)
  rerender({ begun: false })
  expect(result.current.isFolded).toBe(false)
})

test('a draft that comes from another browser opens it', () => {
  const { result, rerender } = begin(450)
  rerender({ begun: true })
  expect(result.current.isFolded).toBe(false)
})

test('it is opened and folded by hand, also with something written', () => {
  const { result } = begin(450, true)
  act(() => result.current.fold())
  expect(result.current.isFolded).toBe(true)
  act(() => result.current.open())
  expect(result.current.isFolded).toBe(false)
})
