/** Views by hand and by two at once: two who edit one view, and the order that one gives them by mouse and by keyboard. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let maja: Page
let elsewhere: Page
const names = ['Chats', 'Mails', 'Urgent ones']
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja')
  for (const name of names) await make(name)
  elsewhere = await story.desk('Maja')
})
afterAll(() => story?.close())

const links = (page: Page) => page.getByRole('navigation').getByRole('list', { name: 'Views' }).getByRole('link')
const named = (page: Page, name: string) => links(page).filter({ hasText: name })
const namesIn = async (page: Page) => (await links(page).allInnerTexts()).map((text) => text.split('\n')[0]?.trim() ?? '')
const soon = <T>(ask: () => T) => expect.poll(ask)

async function make(name: string): Promise<void> {
  const status = await maja.evaluate(async (wished) => {
    const body = JSON.stringify({ name: wished, filter: { field: 'subject', operator: 'contains', value: wished } })
    return (await fetch('/api/v1/views', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status
  }, name)
  expect(status).toBe(201)
}
async function edit(page: Page, name: string): Promise<void> {
  await named(page, name).click()
  await page.getByRole('button', { name: 'More for this view' }).click()
  await page.getByRole('menuitem', { name: 'Edit view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).waitFor()
}

test('whoever edits a view that somebody else has just saved is told, and nothing is written over unasked', async () => {
  await edit(maja, 'Mails')
  await edit(elsewhere, 'Mails')
  await elsewhere.getByRole('textbox', { name: 'Name' }).fill('Mails of theirs')
  await elsewhere.getByRole('button', { name: 'Save view' }).click()
  await maja.getByText(/Somebody has changed “Mails of theirs” meanwhile/).waitFor()
  expect(await axe(maja)).toEqual([])
  await maja.getByRole('textbox', { name: 'Name' }).fill('Mails of mine')
  expect(await namesIn(elsewhere)).toContain('Mails of theirs')
  await maja.getByRole('button', { name: 'Save mine all the same' }).click()
  for (const page of [maja, elsewhere]) await named(page, 'Mails of mine').waitFor()
})

test('a view is dragged to its place by mouse, moved back by keyboard, and the other desk has the same order', async () => {
  await soon(() => namesIn(maja)).toContain('Mails of mine')
  const before = await namesIn(maja)
  const [first = '', ...rest] = before
  const last = before.at(-1) ?? ''
  await named(maja, first).dragTo(named(maja, last))
  await soon(() => namesIn(maja)).toEqual([...rest, first])
  await maja.getByText(`${first} is now ${before.length} of ${before.length}`).waitFor({ state: 'attached' })
  await soon(() => namesIn(elsewhere)).toEqual([...rest, first])
  for (let n = 1; n < before.length; n++) {
    await named(maja, first).press('Alt+ArrowUp')
    await maja.getByText(`${first} is now ${before.length - n} of ${before.length}`).waitFor({ state: 'attached' })
  }
  await soon(() => namesIn(elsewhere)).toEqual(before)
})
