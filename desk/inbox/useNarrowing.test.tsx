// @vitest-environment happy-dom
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { type InboxSearch, readInboxSearch } from './search.ts'
import { type Narrow, useNarrowing } from './useNarrowing.ts'

let narrow: Narrow
let waiting: (() => void)[]

function Page() {
  const [search, change] = useNarrowing('all')
  narrow = change
  return <output>{JSON.stringify(search)}</output>
}

/** The inbox's route alone; after the first, an address arrives when it is let. */
async function open() {
  let isSlow = false
  waiting = []
  const root = createRootRoute({ component: Outlet })
  const inside = createRoute({
    getParentRoute: () => root,
    id: 'inside',
    component: Outlet,
    beforeLoad: () => (isSlow ? new Promise<void>((resolve) => void waiting.push(resolve)) : undefined),
  })
  const inbox = createRoute({
    getParentRoute: () => inside,
    path: '/inbox/{-$view}/{-$ticket}',
    validateSearch: readInboxSearch,
    component: Page,
  })
  const router = createRouter({
    routeTree: root.addChildren([inside.addChildren([inbox])]),
    history: createMemoryHistory({ initialEntries: ['/inbox/all/one'] }),
  })
  render(<RouterProvider router={router} />)
  await screen.findByRole('status')
  isSlow = true
  return router
}
afterEach(cleanup)

/** Lets what is on its way arrive. */
const arrive = (router: Awaited<ReturnType<typeof open>>) =>
  expect
    .poll(async () => {
      await act(async () => {
        for (const go of waiting.splice(0)) go()
      })
      return router.state.status
    })
    .toBe('idle')

const shown = (): InboxSearch => JSON.parse(screen.getByRole('status').textContent ?? '')

test('of two changes in one go neither is lost, and both show before the address has arrived', async () => {
  const router = await open()
  act(() => {
    narrow((now) => ({ ...now, status: 'closed' }))
    narrow((now) => ({ ...now, sort: 'oldest' }))
  })
  expect(shown()).toEqual({ status: 'closed', sort: 'oldest' })
  await arrive(router)
  expect(router.state.location.href).toBe('/inbox/all/one?status=closed&sort=oldest')
  expect(shown()).toEqual({ status: 'closed', sort: 'oldest' })
})

test('a change that is taken back before it arrived is gone', async () => {
  const router = await open()
  act(() => narrow((now) => ({ ...now, status: 'closed' })))
  act(() => narrow(({ status: _, ...rest }) => rest))
  expect(shown()).toEqual({})
  await arrive(router)
  expect(router.state.location.href).toBe('/inbox/all/one')
})

test('who goes elsewhere afterwards sees what the address says', async () => {
  const router = await open()
  act(() => narrow((now) => ({ ...now, status: 'closed' })))
  await arrive(router)
  act(() => void router.navigate({ to: '/inbox/{-$view}/{-$ticket}', params: { view: 'all', ticket: 'one' }, search: { sort: 'newest' } }))
  await arrive(router)
  expect(shown()).toEqual({ sort: 'newest' })
})
