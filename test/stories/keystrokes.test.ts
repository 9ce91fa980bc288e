/** What a trained agent's hands do for one ticket: open, understand, answer with a macro, close, next. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../shared/tickets.ts'
import { maySend, move } from './arrived.ts'
import { openStory, type Story } from './open.ts'

let story: Story
let maja: Page
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja')
})
afterAll(() => story?.close())

test('what is typed while the palette is still on its way is in its field, and a long line there ends in dots', async () => {
  await story.mail({ from: 'Long Line <long@mail.example>', subject: `Zephyr ${'and a very long subject '.repeat(12)}`, text: 'Zephyr' })
  await maja.getByRole('listitem').filter({ hasText: 'Long Line' }).waitFor()
  const typed = Promise.withResolvers<void>()
  await maja.route(/\/Palette-.*\.js/, async (route) => {
    await typed.promise
    await route.continue()
  })
  await maja.keyboard.press('Control+k')
  await maja.getByRole('textbox', { name: 'Search tickets, customers' }).waitFor({ state: 'attached' })
  await maja.keyboard.type('Zephyr')
  typed.resolve()
  const palette = maja.getByRole('dialog', { name: 'Search tickets, customers' })
  await expect.poll(() => palette.getByRole('searchbox').or(palette.getByRole('textbox')).inputValue()).toBe('Zephyr')
  const row = palette.locator('[data-action]').filter({ hasText: 'Long Line' })
  await row.waitFor()
  const beyond = await row.evaluate((element) => {
    const list = element.closest('[role=dialog]')?.getBoundingClientRect().right ?? 0
    return Math.max(0, ...[element, ...element.querySelectorAll('span')].map((part) => part.getBoundingClientRect().right)) - list
  })
  expect(beyond).toBeLessThanOrEqual(0)
  await maja.keyboard.press('Escape')
  await palette.waitFor({ state: 'detached' })
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
  await maySend(maja)
  await press('Control+Shift+Enter')
  await opened(next ?? '')
  // The field that had the focus went with the ticket: it is on the row of the next one, not nowhere.
  const focused = () => maja.evaluate(() => document.activeElement?.closest('[data-row]')?.textContent ?? '')
  await expect.poll(focused).toContain(`Parcel of ${next}`)

  expect(strokes).toBeLessThan(10)
  await story.passUndo()
  const status = async () =>
    (await story.api<{ tickets: Ticket[] }>('/tickets?limit=50')).tickets.find(({ subject }) => subject === `Parcel of ${first}`)?.status
  await expect.poll(status).toBe('closed')
})

test('chosen tickets are given to somebody by a part of the name, and put off by words, without the mouse', async () => {
  await move(maja, '/desk/inbox/all')
  for (const name of ['Cecilia', 'Dora'])
    await story.mail({ from: 'Nell <nell@mail.example>', subject: `Chosen ${name}`, text: 'Is it there?' })
  for (const name of ['Cecilia', 'Dora'])
    await maja
      .getByRole('listitem')
      .filter({ hasText: `Chosen ${name}` })
      .waitFor()
  await maja.getByRole('combobox', { name: 'Search or filter' }).fill('subject:Chosen')
  await maja.keyboard.press('Enter')
  await expect.poll(() => maja.locator('[data-row]').count()).toBe(2)
  await maja.keyboard.press('Escape')
  const chosen = async () =>
    (await story.api<{ tickets: Ticket[] }>('/tickets?limit=50')).tickets.filter(({ subject }) => subject.startsWith('Chosen'))
  const chooseBoth = async () => {
    await maja.locator('[data-row] a').first().focus()
    for (const key of ['x', 'j', 'x']) await maja.keyboard.press(key)
    await maja.getByRole('toolbar').getByText('2 chosen').waitFor()
  }
  await chooseBoth()
  await maja.keyboard.press('a')
  await maja.getByRole('combobox', { name: 'Assign' }).waitFor()
  await maja.keyboard.type('dieg')
  await maja.getByRole('option', { name: /Diego/ }).waitFor()
  await maja.keyboard.press('Enter')
  await expect.poll(async () => (await chosen()).map(({ assignee }) => assignee?.name.split(' ')[0])).toEqual(['Diego', 'Diego'])
  await chooseBoth()
  await maja.keyboard.press('s')
  await maja.getByRole('dialog', { name: 'Snooze' }).locator('input').first().waitFor()
  await maja.keyboard.type('tomorrow 9:00')
  await maja.getByText(/9:00 · in/).waitFor()
  await maja.keyboard.press('Enter')
  await expect.poll(async () => (await chosen()).map(({ status }) => status)).toEqual(['snoozed', 'snoozed'])
})
