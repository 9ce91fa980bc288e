// @vitest-environment happy-dom
import { h, render } from 'preact'
import { expect, test, vi } from 'vitest'
import { nothingYet } from './beginning.ts'
import { Hub } from './Hub.tsx'
import { type Engine, nobodyYet, type State } from './state.ts'
import { openStore } from './store.ts'

test('what is heard right after the first drawing is shown', async () => {
  const store = openStore({
    ...nobodyYet,
    settings: undefined,
    signInUrl: undefined,
    isOnline: true,
    isOpen: true,
    tab: undefined,
    beginning: nothingYet,
  } satisfies State)
  render(h(Hub, { engine: { ...store, choose: vi.fn() } as Partial<Engine> as Engine }), document.body)
  store.set({ isOnline: false })
  await expect.poll(() => document.querySelector('.connection')?.className).toBe('connection lost')
})
