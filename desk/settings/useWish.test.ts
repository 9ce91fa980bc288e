// @vitest-environment happy-dom
import { ORPCError } from '@orpc/client'
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWords } from '../i18n.ts'
import { useWish } from './useWish.ts'

interface Page {
  name: string
  key: string
  files: string[]
}
const saved: Page = { name: 'Shop', key: '', files: [] }
let sent: Page[]
let refusal: Error | undefined
const open = () =>
  renderHook(() =>
    useWish(
      'page',
      saved,
      async (wish) => {
        sent.push(wish)
        if (refusal) throw refusal
      },
      ['page'],
      (field) => field === 'key',
    ),
  )
const kept = () => JSON.stringify({ ...sessionStorage })

beforeAll(() => startWords('en'))
beforeEach(() => {
  sessionStorage.clear()
  sent = []
  refusal = undefined
})
afterEach(cleanup)

test('what is changed waits in this tab until it is saved or taken back', async () => {
  const before = open()
  act(() => before.result.current.set({ name: 'Shop of mine' }))
  before.unmount()
  const { result } = open()
  expect(result.current).toMatchObject({ wish: { name: 'Shop of mine' }, isChanged: true })
  await act(() => result.current.save())
  expect(sent).toEqual([{ ...saved, name: 'Shop of mine' }])
  expect(kept()).toBe('{}')
  act(() => result.current.set({ name: 'Another' }))
  act(() => result.current.reset())
  expect(result.current.wish).toEqual(saved)
  expect(kept()).toBe('{}')
})

test('a secret is saved, and kept nowhere before that', async () => {
  const { result } = open()
  act(() => result.current.set({ name: 'Shop of mine', key: 'sk-secret' }))
  expect(kept()).toContain('Shop of mine')
  expect(kept()).not.toContain('sk-secret')
  await act(() => result.current.save())
  expect(sent).toEqual([{ ...saved, name: 'Shop of mine', key: 'sk-secret' }])
})

test('of two files that came up at the same time neither is lost', () => {
  const { result } = open()
  const { change } = result.current
  act(() => {
    change(({ files }) => ({ files: [...files, 'one'] }))
    change(({ files }) => ({ files: [...files, 'two'] }))
  })
  expect(result.current.wish.files).toEqual(['one', 'two'])
})

test('what is refused stays, with the reason at its field', async () => {
  refusal = new ORPCError('UNPROCESSABLE', { status: 422, message: 'Give a name.', data: { field: 'name' } })
  const { result } = open()
  act(() => result.current.set({ name: ' ' }))
  await act(async () => expect(await result.current.save()).toBe(false))
  expect(result.current).toMatchObject({
    wish: { name: ' ' },
    problems: { name: 'Give a name.' },
    problem: 'Give a name.',
    isChanged: true,
  })
})
