/** Messages that are hard to show: pictures both ways, writing from right to left, and two hundred kilobytes of it. */
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, openStory, type Story } from './open.ts'

/** One red pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='
let story: Story
let maja: Page
let hub: FrameLocator
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja')
})
afterAll(() => story?.close())

const row = (text: string) => maja.getByRole('list', { name: 'Tickets' }).getByRole('listitem').filter({ hasText: text })
const composer = () => maja.getByRole('textbox', { name: /Reply/ })
/** Hands the composer a picture as a paste or a drop of the browser does. */
const hand = (how: 'paste' | 'drop', name: string) =>
  composer().evaluate(
    (field, { how, name, png }) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], name, { type: 'image/png' }))
      const usual = { bubbles: true, cancelable: true }
      field.dispatchEvent(
        how === 'paste'
          ? new ClipboardEvent('paste', { ...usual, clipboardData: data })
          : new DragEvent('drop', { ...usual, dataTransfer: data }),
      )
    },
    { how, name, png },
  )
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('a picture pasted and one dropped into the composer are seen by the customer', async () => {
  const shop = await story.page()
  await shop.goto(`${story.warmline.url}/shop`)
  // Choosing somebody loads the page anew; what is written before that is somebody else's.
  const loaded = shop.waitForEvent('load')
  await shop.getByLabel('Signed in as').selectOption('tomas')
  await loaded
  hub = shop.frameLocator('iframe[src*="/hub/"]')
  const field = hub.getByRole('textbox', { name: 'Write a message' })
  await shop.getByRole('button', { name: 'Chat with us' }).click()
  await hub.getByRole('navigation').getByRole('button', { name: 'Chat', exact: true }).click()
  await hub.getByRole('button', { name: 'Ask a person' }).click()
  await field.fill('What does the red look like?')
  await field.press('Enter')
  await row('What does the red look like?').click()
  await composer().waitFor()
  // The line is slow: it is sent before the pictures are up, and goes with them.
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await maja.route('**/api/v1/attachments', async (route) => {
    await released
    await route.continue()
  })
  for (const how of ['paste', 'drop'] as const) {
    await hand(how, `${how}.png`)
    await maja.getByRole('progressbar', { name: new RegExp(`${how}\\.png`) }).waitFor()
  }
  await composer().fill('Like this, twice.')
  await maja.keyboard.press('Control+Enter')
  await maja.getByText('Sends once the files are up').waitFor()
  release()
  await hub.getByText('Like this, twice.').waitFor()
  const names = () => hub.getByRole('img', { name: /^(paste|drop)\.png$/ }).evaluateAll((all) => all.map((one) => one.getAttribute('alt')))
  await expect.poll(names).toEqual(['paste.png', 'drop.png'])
  for (const how of ['paste', 'drop']) {
    const picture = hub.getByRole('img', { name: `${how}.png` })
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(1)
  }
})

test('Hebrew runs from right to left inside its message, and the page around it does not', async () => {
  const text = 'שלום, קיבלתי את המוצר שבור. אפשר להחליף?'
  await story.mail({ from: 'דנה לוי <dana@mail.example>', subject: 'המוצר הגיע שבור', text })
  await row('המוצר הגיע שבור').click()
  const shown = maja.getByRole('region', { name: 'Conversation' }).getByText('קיבלתי את המוצר שבור').last()
  await shown.waitFor()
  const direction = await shown.evaluate((element) => {
    const range = document.createRange()
    range.selectNodeContents(element)
    const box = element.getBoundingClientRect()
    const words = range.getClientRects()[0] ?? box
    return { is: getComputedStyle(element).direction, isAtTheRight: box.right - words.right <= words.left - box.left }
  })
  expect(direction).toEqual({ is: 'rtl', isAtTheRight: true })
  // The row runs with its subject, so that what is cut off is the end.
  const inRow = row('המוצר הגיע שבור').getByText('המוצר הגיע שבור').first()
  expect(await inRow.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl')
  expect(await maja.evaluate(() => getComputedStyle(document.documentElement).direction)).toBe('ltr')
  expect(await overflow(maja)).toBe(0)
  expect(await axe(maja)).toEqual([])
})

test('a mail of 200 kB is shown to its end, with nothing wider than the screen', async () => {
  const lines = Array.from(
    { length: 2000 },
    (_, n) => `Line ${n + 1} of a long complaint about my order and the lamp that came broken in its own box twice.`,
  )
  const word = 'x'.repeat(5000)
  await story.mail({
    from: 'Long Writer <long@mail.example>',
    subject: 'A long story',
    text: `${lines.join('\n')}\n${word}\nThis is the very end.`,
  })
  await row('A long story').click()
  const end = maja.getByText('This is the very end.').last()
  await end.waitFor({ state: 'attached' })
  await end.scrollIntoViewIfNeeded()
  await end.waitFor()
  expect(await overflow(maja)).toBe(0)
  // The desk still answers.
  await row('Like this, twice.').or(row('What does the red look like?')).first().click()
  await maja.getByText('Like this, twice.').last().waitFor()
})
