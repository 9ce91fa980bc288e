/** Every page, in light and dark, wide and narrow: nothing for axe to find, nothing wider than the screen. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allPages } from '../../desk/settings/pageNames.ts'
import type { Ticket } from '../../shared/tickets.ts'
import { arrived, axe, colourRules, openStory, type Story } from './open.ts'

let story: Story
let desk: Page
beforeAll(async () => {
  story = await openStory()
  desk = await story.desk('Maja')
})
afterAll(() => story?.close())

const settings = allPages.map((page) => `/desk/settings/${page}`)
const inbox = ['mine', 'all', 'unassigned', 'spam'].map((view) => `/desk/inbox/${view}`)
const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

async function look(page: Page, path: string) {
  await page.goto(`${story.warmline.url}${path}`)
  await page.getByRole('heading').first().waitFor()
  await arrived(page)
  return seen(page, path)
}
/** What is seen of the page once it has the colours that are asked for, and nothing in it turns into another any more. */
async function seen(page: Page, path: string, rules?: object) {
  // Its own script turns it to another scheme; what this changes begins to move with the frame after.
  await page.waitForFunction(() => {
    const { mantineColorScheme } = document.documentElement.dataset
    return !mantineColorScheme || mantineColorScheme === (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  })
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await page.evaluate(() => {
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => undefined)
  })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return { path, overflow, found: await axe(page, rules) }
}

test.each([...inbox, ...settings])('%s, in light and dark, wide and on a phone', async (path) => {
  await desk.setViewportSize(wide)
  await desk.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  expect(await look(desk, path)).toEqual({ path, overflow: 0, found: [] })
  await desk.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  expect(await seen(desk, path, colourRules)).toEqual({ path, overflow: 0, found: [] })
  await desk.setViewportSize(phone)
  expect(await seen(desk, path)).toEqual({ path, overflow: 0, found: [] })
})

test.each(['light', 'dark'] as const)('an open ticket, %s', async (colorScheme) => {
  await desk.setViewportSize(wide)
  await desk.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  const { tickets } = await story.api<{ tickets: Ticket[] }>('/tickets?sort=worst&limit=1')
  const path = `/desk/inbox/all/${tickets[0]?.id}`
  expect(await look(desk, path)).toEqual({ path, overflow: 0, found: [] })
  await desk.getByRole('button', { name: 'Why this label' }).click()
  expect(await axe(desk)).toEqual([])
})

test.each(['/desk/sign-in', '/', '/shop', '/devices'])('%s, as anybody sees it, also on a phone', async (path) => {
  const page = await story.page()
  expect(await look(page, path)).toEqual({ path, overflow: 0, found: [] })
  await page.setViewportSize(phone)
  expect(await look(page, path)).toEqual({ path, overflow: 0, found: [] })
})

test('the desk on a phone: list, ticket and properties are pages, each as wide as the screen', async () => {
  await desk.setViewportSize(phone)
  expect(await look(desk, '/desk/inbox/all')).toMatchObject({ overflow: 0, found: [] })
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
  await hub.getByRole('textbox', { name: 'Write a message' }).waitFor()
  expect(await axe(shop)).toEqual([])
})
