/** What a trained agent's hands do for one ticket: open, understand, answer with a macro, close, next. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../shared/tickets.ts'
import { openStory, type Story } from './open.ts'

let story: Story
let maja: Page
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja')
})
afterAll(() => story?.close())

test('a ticket is opened, understood, answered with a macro and closed, and the next is open, in under 10 keystrokes', async () => {
  // Of somebody who has ordered: the macro names the order.
  for (const name of ['Anton', 'Berta'])
    await story.mail({
      from: 'Thomas Keane <thomas.keane@mail.example>',
      subject: `Parcel of ${name}`,
      text: 'Where is my parcel NV-20422?',
    })
  const row = (name: string) => maja.getByRole('listitem').filter({ hasText: `Parcel of ${name}` })
  await row('Anton').waitFor()
  await row('Berta').waitFor()
  let strokes = 0
  const press = async (key: string) => {
    strokes++
    await maja.keyboard.press(key)
  }
  const isAntonFirst = await maja.locator('[data-row]').first().getByText('Parcel of Anton').isVisible()
  const [first, next] = isAntonFirst ? ['Anton', 'Berta'] : ['Berta', 'Anton']
  const pane = maja.locator('[data-pane]')
  const opened = (name: string) => pane.getByRole('heading', { name: `Parcel of ${name}` }).waitFor()

  await press('j')
  await press('Enter')
  await opened(first ?? '')
  // Understood without a key: how they feel, and what they wrote.
  await maja.getByText('Sentiment', { exact: true }).first().waitFor()
  await pane.getByText('Where is my parcel NV-20422?').first().waitFor()
  await press('m')
  await maja.getByRole('combobox', { name: 'Find a macro' }).waitFor()
  await maja.keyboard.type('parcel')
  await maja.getByRole('region', { name: 'What it would be here' }).getByText('Hi Thomas,').waitFor()
  await press('Enter')
  await maja.getByRole('list', { name: 'Done when it is sent' }).getByText('Shipping').waitFor()
  await press('Control+Shift+Enter')
  await opened(next ?? '')

  expect(strokes).toBeLessThan(10)
  const status = async () =>
    (await story.api<{ tickets: Ticket[] }>('/tickets?limit=50')).tickets.find(({ subject }) => subject === `Parcel of ${first}`)?.status
  await expect.poll(status, { timeout: 25_000 }).toBe('closed')
})
