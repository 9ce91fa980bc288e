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

test('what is typed while the palette is still on its way is in its field, and a long line there ends in dots', async () => {
  const page = await story.desk('Maja')
  await story.mail({ from: 'Long Line <long@mail.example>', subject: `Zephyr ${'and a very long subject '.repeat(12)}`, text: 'Zephyr' })
  await page.getByRole('listitem').filter({ hasText: 'Long Line' }).waitFor()
  const typed = Promise.withResolvers<void>()
  await page.route(/\/Palette-.*\.js/, async (route) => {
    await typed.promise
    await route.continue()
  })
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search tickets, customers' }).waitFor({ state: 'attached' })
  await page.keyboard.type('Zephyr')
  typed.resolve()
  const palette = page.getByRole('dialog', { name: 'Search tickets, customers' })
  await expect.poll(() => palette.getByRole('searchbox').or(palette.getByRole('textbox')).inputValue()).toBe('Zephyr')
  const row = palette.locator('[data-action]').filter({ hasText: 'Long Line' })
  await row.waitFor()
  const beyond = await row.evaluate((element) => {
    const list = element.closest('[role=dialog]')?.getBoundingClientRect().right ?? 0
    return Math.max(0, ...[element, ...element.querySelectorAll('span')].map((part) => part.getBoundingClientRect().right)) - list
  })
  expect(beyond).toBeLessThanOrEqual(0)
})

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

test('chosen tickets are given to somebody by a part of the name, and put off by words, without the mouse', async () => {
  const page = await story.desk('Maja')
  for (const name of ['Cecilia', 'Dora'])
    await story.mail({ from: 'Nell <nell@mail.example>', subject: `Chosen ${name}`, text: 'Is it there?' })
  for (const name of ['Cecilia', 'Dora'])
    await page
      .getByRole('listitem')
      .filter({ hasText: `Chosen ${name}` })
      .waitFor()
  await page.getByRole('combobox', { name: 'Search or filter' }).fill('subject:Chosen')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(2)
  await page.keyboard.press('Escape')
  const chosen = async () =>
    (await story.api<{ tickets: Ticket[] }>('/tickets?limit=50')).tickets.filter(({ subject }) => subject.startsWith('Chosen'))
  const chooseBoth = async () => {
    await page.locator('[data-row] a').first().focus()
    for (const key of ['x', 'j', 'x']) await page.keyboard.press(key)
    await page.getByRole('toolbar').getByText('2 chosen').waitFor()
  }
  await chooseBoth()
  await page.keyboard.press('a')
  await page.getByRole('combobox', { name: 'Assign' }).waitFor()
  await page.keyboard.type('dieg')
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await chosen()).map(({ assignee }) => assignee?.name.split(' ')[0]), { timeout: 15_000 })
    .toEqual(['Diego', 'Diego'])
  await chooseBoth()
  await page.keyboard.press('s')
  await page.getByRole('dialog', { name: 'Snooze' }).locator('input').first().waitFor()
  await page.keyboard.type('tomorrow 9:00')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await chosen()).map(({ status }) => status), { timeout: 15_000 }).toEqual(['snoozed', 'snoozed'])
})
