/** Letters typed right after a key that opens a field are text for it, however busy the machine is. */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../shared/tickets.ts'
import { openStory, type Story } from './open.ts'

let story: Story
let maja: Page
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja')
  await story.mail({ from: 'Ines Ortega <ines@mail.example>', subject: 'Two cups broken', text: 'Two of six cups came broken.' })
  await maja.getByRole('listitem').filter({ hasText: 'Two cups broken' }).click()
  await maja.locator('[data-pane]').getByText('Two of six cups').first().waitFor()
  await (await maja.context().newCDPSession(maja)).send('Emulation.setCPUThrottlingRate', { rate: 6 })
})
afterAll(() => story?.close())
/** Does it while every core has other work; only as long as it takes, for others test on this machine too. */
async function whileBusy(act: () => Promise<void>): Promise<void> {
  const hogs = Array.from({ length: availableParallelism() }, () => new Worker('for (;;) Math.random()', { eval: true }))
  try {
    await Promise.all(hogs.map((hog) => once(hog, 'online')))
    await act()
  } finally {
    for (const hog of hogs) await hog.terminate()
  }
}

const status = async () =>
  (await story.api<{ tickets: Ticket[] }>('/tickets?limit=50')).tickets.find(({ subject }) => subject === 'Two cups broken')?.status
/** Keys as fast as they can be sent: nobody waits for an answer of the page between them. */
const type = (text: string) => Promise.all([...text].map((letter) => maja.keyboard.press(letter === ' ' ? 'Space' : letter)))
/** Nothing has the focus that text could go to. */
const leave = () =>
  maja.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })

test.each([
  ['note', 'n', 'Note'],
  ['reply', 'r', 'Reply by email'],
])('a %s begun by its key has every letter, and the ticket stays open', async (_, key, label) => {
  await leave()
  await whileBusy(async () => {
    await type(`${key}see the leaflet`)
    await expect.poll(() => maja.getByRole('textbox', { name: label }).textContent()).toBe('see the leaflet')
  })
  expect(await status()).toBe('open')
})

test.each([
  ['who', 'a', 'le'],
  ['a tag', 'l', 're'],
  ['a macro', 'm', 'se'],
  ['a time', 's', 'fe'],
  ['a ticket to merge', 'g', 'see'],
])('the letters by which %s is looked for stand in its field, and the ticket stays open', async (_, key, letters) => {
  await leave()
  const field = maja.locator('input:focus')
  await whileBusy(async () => {
    await type(key + letters)
    await expect.poll(() => field.inputValue()).toBe(letters)
  })
  expect(await status()).toBe('open')
  await maja.keyboard.press('Escape')
  await field.waitFor({ state: 'detached' })
})

test('letters typed right after a macro was chosen stand behind its words, and the ticket stays open', async () => {
  await leave()
  await maja.keyboard.press('m')
  await maja.getByRole('combobox', { name: 'Find a macro' }).waitFor()
  await maja.keyboard.type('photo')
  await maja.getByRole('option', { name: 'Ask for a photo' }).and(maja.locator('[aria-selected=true]')).waitFor()
  await whileBusy(async () => {
    await Promise.all([maja.keyboard.press('Enter'), type('see below')])
    await expect.poll(() => maja.getByRole('textbox', { name: 'Reply by email' }).textContent()).toMatch(/label on the parcel.*see below$/s)
  })
  expect(await status()).toBe('open')
})
