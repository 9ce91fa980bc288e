// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import { nothingYet } from './beginning.ts'
import { tellLoader } from './bridge.ts'
import { openShopper } from './shopper.ts'
import { nobodyYet, type State } from './state.ts'
import { openStore } from './store.ts'

vi.mock('./bridge.ts', () => ({ tellLoader: vi.fn(), shopOrigin: 'https://shop.example' }))

const refusal = { isRefusal: true, status: 401, message: '' } as const
/** A token as the shop makes them, unsigned: only the server looks at that. */
const token = `e30.${btoa(JSON.stringify({ sub: 'ana' }))}.x`

beforeEach(() => {
  let sessions = 0
  vi.stubGlobal('fetch', async () =>
    Response.json({ token: `session ${++sessions}`, expiresAt: '2020-01-01', shopper: { id: 'ana', name: 'Ana' } }),
  )
  return () => vi.unstubAllGlobals()
})

test('two questions refused to the same session are one ending of it: the shop is asked once, and the next session stays', async () => {
  const store = openStore({ ...nobodyYet, beginning: nothingYet } as State)
  const shopper = openShopper(store, { came: async () => undefined, left: () => undefined })
  const now = () => [vi.mocked(tellLoader).mock.calls.length, store.state().who, shopper.session()?.token]
  const session = () => {
    const open = shopper.session()
    if (!open) throw new Error('nobody is here')
    return open
  }

  shopper.identify(token, undefined)
  await expect.poll(now).toEqual([0, 'shopper', 'session 1'])
  const first = session()
  shopper.held(refusal, first)
  shopper.held(refusal, first)
  expect(now()).toEqual([1, 'asking', undefined])

  shopper.identify(token, undefined)
  await expect.poll(now).toEqual([1, 'shopper', 'session 2'])
  shopper.held(refusal, first)
  expect(now()).toEqual([1, 'shopper', 'session 2'])
  shopper.held(refusal, session())
  expect(now()).toEqual([2, 'asking', undefined])
})
