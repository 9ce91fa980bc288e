/** Tags by the keyboard alone: many taken in at once, one made another, and put on many tickets. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../shared/tickets.ts'
import { move } from './arrived.ts'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let maja: Page
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja', { path: '/desk/settings/tags' })
})
afterAll(() => story?.close())

const rows = () => maja.getByRole('list', { name: 'Tickets' }).getByRole('listitem').and(maja.locator('[data-row]'))
const said = (text: string | RegExp) => maja.getByText(text).first().waitFor()
const tagged = async (key: string) =>
  (await story.api<{ tickets: Ticket[] }>('/tickets?limit=100')).tickets.filter(({ tags }) => tags.includes(key))
/** Presses a button as the keyboard does. */
async function push(name: string | RegExp): Promise<void> {
  const button = maja.getByRole('button', { name }).first()
  await expect.poll(() => button.isEnabled()).toBe(true)
  await button.focus()
  await maja.keyboard.press('Enter')
}

test('a list of tags is taken in, with what was there, stood twice or cannot be one', async () => {
  await push('Import tags')
  await maja.getByLabel('Tags, one per line').focus()
  await maja.keyboard.insertText('Gift card\nGift voucher\nDamaged\nGift card\n!!!')
  await push(/^Add \d tags/)
  await said('2 added, 1 was there.')
  await said('1 stood there twice')
  await said('1 cannot be a tag')
  expect(await axe(maja)).toEqual([])
})

test('chosen tickets are given a tag by L', async () => {
  for (const subject of ['A voucher that fails', 'My voucher again'])
    await story.mail({ from: 'Vera <vera@mail.example>', subject, text: 'It says that the code is not known.' })
  await move(maja, '/desk/inbox/all')
  for (const subject of ['A voucher that fails', 'My voucher again']) {
    const row = rows().filter({ hasText: subject })
    await row.waitFor()
    await row.getByRole('link').focus()
    await maja.keyboard.press('x')
  }
  await maja.getByRole('toolbar').getByText('2 chosen').waitFor()
  await maja.locator('body').press('l')
  const search = maja.getByPlaceholder(/./).and(maja.locator(':focus'))
  await search.waitFor()
  await maja.keyboard.type('voucher')
  await maja.getByRole('option', { name: 'Gift voucher' }).waitFor()
  expect(await axe(maja)).toEqual([])
  await maja.keyboard.press('ArrowDown')
  await maja.keyboard.press('Enter')
  await said(/2 tickets changed/)
  expect((await tagged('gift-voucher')).map(({ subject }) => subject).sort()).toEqual(['A voucher that fails', 'My voucher again'])
})

test('one tag is made another, which says before what will follow', async () => {
  await move(maja, '/desk/settings/tags')
  await push('Merge the tag Gift voucher into another')
  await maja.getByRole('combobox', { name: 'Gift voucher becomes' }).waitFor()
  await maja.keyboard.type('gift card')
  await maja.getByRole('option', { name: 'Gift card' }).waitFor()
  await maja.keyboard.press('ArrowDown')
  await maja.keyboard.press('Enter')
  await said(/What follows: 2 tickets/)
  expect(await axe(maja)).toEqual([])
  await push('Merge into Gift card')
  await said(/Gift voucher is now Gift card/)
  await expect.poll(async () => (await tagged('gift-card')).length).toBe(2)
  expect(await tagged('gift-voucher')).toEqual([])
})
