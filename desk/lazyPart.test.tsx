// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, expect, test } from 'vitest'
import { lazyPart, untilLoaded } from './lazyPart.ts'

afterEach(cleanup)

test('a part that cannot be had leaves the page as it is, and comes when the network is back', async () => {
  let isThere = false
  let tries = 0
  const Part = lazyPart(async () => {
    tries += 1
    if (!isThere) throw new TypeError('Failed to fetch dynamically imported module: https://desk.example/assets/Part.js')
    return { default: () => <p>Here</p> }
  })
  render(
    <>
      <p>What is being written</p>
      <Suspense fallback={<p>Loading</p>}>
        <Part />
      </Suspense>
    </>,
  )
  await screen.findByText('Loading')
  await expect.poll(() => tries).toBe(1)
  isThere = true
  dispatchEvent(new Event('online'))
  await screen.findByText('Here')
  screen.getByText('What is being written')
  expect(tries).toBe(2)
})

test('what fails for another reason is not tried again', async () => {
  await expect(untilLoaded(() => Promise.reject(new RangeError('a mistake of ours')))).rejects.toThrow('a mistake of ours')
})
