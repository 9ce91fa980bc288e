/** Every page, in light and dark, wide, narrow and zoomed. At those of the settings together.test.ts looks, which has a minute for it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../shared/tickets.ts'
import { arrived } from './arrived.ts'
import { fine, look, lookEveryWay, outOfReach, phone, wide, zoomed } from './looks.ts'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let desk: Page
beforeAll(async () => {
  story = await openStory()
  desk = await story.desk('Maja')
})
afterAll(() => story?.close())

test.each(['mine', 'all', 'unassigned', 'spam'])('the inbox, %s, in light and dark, wide, on a phone and zoomed', async (view) => {
  expect(await lookEveryWay(desk, `/desk/inbox/${view}`)).toEqual([])
})

test.each(['light', 'dark'] as const)('an open ticket, %s', async (colorScheme) => {
  await desk.setViewportSize(wide)
  await desk.emulateMedia({ colorScheme })
  const { tickets } = await story.api<{ tickets: Ticket[] }>('/tickets?sort=worst&limit=1')
  expect(await look(desk, `${story.warmline.url}/desk/inbox/all/${tickets[0]?.id}`)).toEqual(fine)
  await desk.getByRole('button', { name: 'Why this label' }).click()
  expect(await axe(desk)).toEqual([])
})

test.each(['/desk/sign-in', '/', '/shop', '/devices'])('%s, as anybody sees it, also on a phone and zoomed', async (path) => {
  const page = await story.page()
  expect(await look(page, `${story.warmline.url}${path}`)).toEqual(fine)
  await page.setViewportSize(phone)
  expect(await look(page, `${story.warmline.url}${path}`)).toEqual(fine)
  await page.setViewportSize(zoomed)
  await arrived(page)
  expect(await outOfReach(page)).toEqual([])
})

test('the desk on a phone: list, ticket and properties are pages, each as wide as the screen', async () => {
  await desk.setViewportSize(phone)
  expect(await look(desk, `${story.warmline.url}/desk/inbox/all`)).toEqual(fine)
  await desk.getByRole('list', { name: 'Tickets' }).getByRole('listitem').first().click()
  await desk.getByRole('button', { name: 'Properties' }).click()
  await desk.getByText('Sentiment', { exact: true }).waitFor()
  expect(await axe(desk)).toEqual([])
  await desk.setViewportSize(wide)
})

test('a page of the settings is found by what people call it, and by the keyboard', async () => {
  await desk.goto(`${story.warmline.url}/desk/settings`)
  await desk.getByLabel('Search settings').focus()
  await desk.keyboard.type('canned')
  await desk.getByRole('link', { name: 'Macros' }).waitFor()
  expect(await axe(desk)).toEqual([])
  await desk.keyboard.press('Enter')
  await desk.waitForURL('**/desk/settings/macros')
})

test('what is changed says that it is not saved, waits on its page, is refused with the reason, and is saved', async () => {
  await desk.goto(`${story.warmline.url}/desk/settings/profile`)
  await desk.getByLabel('Language').selectOption('nl')
  await desk.getByText('Not saved yet', { exact: true }).waitFor()
  await desk.getByRole('link', { name: 'Tags' }).click()
  await desk.getByText('What you changed on that page is not saved yet').waitFor()
  await desk.getByRole('link', { name: 'Profile' }).click()
  await desk.getByText('Not saved yet', { exact: true }).waitFor()
  expect(await axe(desk)).toEqual([])
  await desk.route('**/api/v1/me', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.fallback()))
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('Not saved: The server cannot be reached').waitFor()
  await desk.unroute('**/api/v1/me')
  await desk.getByRole('button', { name: 'Save' }).click()
  // Her screen speaks Dutch from now on, also in another browser.
  await desk.getByRole('heading', { name: 'Instellingen' }).waitFor()
  const other = await story.desk('Maja')
  await other.getByRole('link', { name: 'Instellingen' }).waitFor()
})

test('the hub in the shop', async () => {
  const shop = await story.page({ viewport: phone })
  await shop.goto(`${story.warmline.url}/shop`)
  // Choosing somebody loads the page anew.
  const loaded = shop.waitForEvent('load')
  await shop.getByLabel('Signed in as').selectOption('ana')
  await loaded
  const hub = shop.frameLocator('iframe[src*="/hub/"]')
  await shop.getByRole('button', { name: 'Chat with us' }).click()
  await hub.getByRole('navigation').getByRole('button', { name: 'Chat', exact: true }).click()
  await hub.getByRole('textbox', { name: 'Write a message' }).waitFor()
  expect(await axe(shop)).toEqual([])
})
