/** Finding what was said, and changing many tickets at once, by the keyboard. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let page: Page
const rows = () => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem')

beforeAll(async () => {
  story = await openStory()
  page = await story.desk('Maja')
  await story.mail({
    from: 'Ragnhild Østergård <ragnhild@mail.example>',
    subject: 'Left pedal',
    text: 'The left pedal fell off my Wanderfalke, order #77123. Please send pedals.',
  })
  await story.mail({ from: '李伟 <liwei@mail.example>', subject: '退货', text: '你好，我想申请退款，因为尺码不合适。' })
  const walrus = (n: number) =>
    story.mail({ from: `Walrus ${n} <walrus${n}@mail.example>`, subject: `Walrus ${n}`, text: `The walrus number ${n} did not arrive.` })
  // Some at a time, as mail servers do.
  for (let n = 1; n <= 60; n += 10) await Promise.all(Array.from({ length: 10 }, (_, more) => walrus(n + more)))
})
afterAll(() => story?.close())

test('what came is found within seconds', async () => {
  await expect.poll(() => found('walrus')).toBe(60)
  // Mails are read several at a time, and what was sent first may come last.
  for (const words of ['"left pedal fell"', '退款']) await expect.poll(() => found(words)).toBe(1)
})

/** How many tickets the API finds: until the index has what was just sent. */
async function found(words: string): Promise<number> {
  return page.evaluate(
    async (q) => (await (await fetch(`/api/v1/search?limit=100&q=${encodeURIComponent(q)}`)).json()).tickets.length,
    words,
  )
}

/** Opens the palette, types, and waits for a line of it. */
async function palette(typed: string, line: RegExp) {
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: /search tickets/i }).fill(typed)
  await page.getByRole('button', { name: line }).first().waitFor()
}

test.each([
  ['a phrase', '"left pedal fell"', /Left pedal/],
  ['the beginning of a word', 'wanderf', /Left pedal/],
  ['an order number', '#77123', /Left pedal/],
  ['a name without its accents, a letter wrong', 'ragnhild ostergord', /Ragnhild/],
  ['a Chinese word within a sentence', '退款', /退货/],
])('the palette finds by %s', async (_, typed, line) => {
  await palette(typed, line)
  expect(await axe(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: /search tickets/i }).waitFor({ state: 'hidden' })
})

test('a hit opens in its place, with the words marked', async () => {
  await palette('"left pedal fell"', /Left pedal/)
  await page.keyboard.press('Enter')
  const message = page.locator('article[data-item]').filter({ hasText: 'The left pedal fell off' })
  await message.waitFor()
  await expect.poll(() => page.evaluate(() => [...(CSS.highlights.get('looked-for') ?? [])].map(String))).toContain('left pedal fell')
  await expect.poll(() => message.evaluate((element) => element === document.activeElement)).toBe(true)
})

test('a list of what was said shows each hit in its row', async () => {
  await palette('walrus', /Search everything/)
  await page.getByRole('button', { name: /Search everything/ }).press('Enter')
  await rows().first().locator('mark').first().waitFor()
  expect(await axe(page)).toEqual([])
})

test('all that are found are closed at once, with the number stated, and taken back', async () => {
  await page.locator('body').press('j')
  await page.keyboard.press('*')
  await page.keyboard.press('*')
  await page.getByRole('toolbar').getByText('60 chosen').waitFor()
  expect(await axe(page)).toEqual([])
  await page.keyboard.press('e')
  const progress = page.getByRole('region', { name: 'Change of many tickets' })
  await progress.getByText('60 tickets changed').waitFor()
  // While the focus is in it, it stays.
  await progress.getByRole('button', { name: 'Undo' }).focus()
  expect(await axe(page)).toEqual([])
  await rows().first().getByText('Closed').waitFor()
  await progress.getByRole('button', { name: 'Undo' }).press('Enter')
  await progress.getByText('60 tickets are as they were').waitFor()
  await expect.poll(() => rows().first().getByText('Closed').count()).toBe(0)
})
