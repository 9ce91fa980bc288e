/** Two agents work on tickets by the keyboard alone: who is here, snoozing in words, merging, splitting, following, blocking. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { move } from './arrived.ts'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let maja: Page
let tom: Page
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja')
  tom = await story.desk('Tom')
})
afterAll(() => story?.close())

const rows = (page: Page) => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').and(page.locator('[data-row]'))
const press = (page: Page, key: string) => page.locator('body').press(key)
const said = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const mail = (from: string, subject: string, more = {}) =>
  story.mail({ from: `${from} <${from.toLowerCase()}@mail.example>`, subject, text: `${subject}?`, ...more })

/** Opens the ticket at this desk, as its link does. */
async function open(page: Page, subject: string): Promise<void> {
  const row = rows(page).filter({ hasText: subject }).first()
  await row.waitFor()
  await row.getByRole('link').focus()
  await page.keyboard.press('Enter')
  await page.locator('[data-pane]').getByRole('heading', { name: subject }).waitFor()
}

test('each sees that the other is at the ticket, and that they have left', async () => {
  await mail('Nils', 'Who looks here')
  await open(maja, 'Who looks here')
  await open(tom, 'Who looks here')
  await maja.locator('[data-pane]').getByText('Here right now: Tom').waitFor({ state: 'attached' })
  await rows(maja).filter({ hasText: 'Who looks here' }).locator('[data-viewers]').waitFor()
  expect(await axe(maja)).toEqual([])
  await move(tom, '/desk/inbox/all')
  await maja.locator('[data-pane]').getByText('Here right now: Tom').waitFor({ state: 'detached' })
})

test('a ticket is snoozed in words, with the time shown before it is taken', async () => {
  await mail('Olga', 'Answer me on Friday')
  await open(maja, 'Answer me on Friday')
  await press(maja, 's')
  const words = maja.getByLabel('When? In words')
  await words.waitFor()
  await expect.poll(() => words.evaluate((field) => field === document.activeElement)).toBe(true)
  await maja.keyboard.type('friday perhaps')
  await said(maja, /Not understood/)
  await words.fill('friday 14:30')
  await said(maja, /Fri .*14:30 · in/)
  expect(await axe(maja)).toEqual([])
  await maja.keyboard.press('Enter')
  await said(maja, /snoozed until Fri/)
  // A mail of the customer wakes it.
  const { tickets } = await story.api<{ tickets: { subject: string; status: string }[] }>('/tickets?status=snoozed')
  expect(tickets.some(({ subject }) => subject === 'Answer me on Friday')).toBe(true)
})

test('two tickets of a customer become one and are taken apart again', async () => {
  await mail('Petra', 'A first parcel')
  await mail('Petra', 'A second parcel')
  await rows(maja).filter({ hasText: 'A second parcel' }).waitFor()
  await open(maja, 'A first parcel')
  await press(maja, 'g')
  const choice = maja.getByRole('checkbox', { name: /A second parcel/ })
  await choice.waitFor()
  // Enter takes the first that is found.
  await maja.keyboard.press('Enter')
  await expect.poll(() => choice.isChecked()).toBe(true)
  const merge = maja.getByRole('button', { name: /^Merge into/ })
  await expect.poll(() => merge.isEnabled()).toBe(true)
  expect(await axe(maja)).toEqual([])
  await merge.focus()
  await maja.keyboard.press('Enter')
  await said(maja, /1 ticket merged/)
  await maja.locator('[data-item]').getByText('A second parcel?').waitFor()
  // The link of the merged ticket leads here, at the other desk too.
  const { tickets } = await story.api<{ tickets: { id: string; subject: string }[] }>('/tickets?limit=5')
  const target = tickets.find(({ subject }) => subject === 'A first parcel')
  const { merged } = await story.api<{ merged: { id: string; number: number }[] }>(`/tickets/${target?.id}/merges`)
  await tom.goto(`${story.warmline.url}/desk/inbox/all/${merged[0]?.id}`)
  await said(tom, /was merged into/)
  await tom.waitForURL(`**/${target?.id}*`)

  const out = maja.getByRole('button', { name: 'Take out' })
  await out.focus()
  await maja.keyboard.press('Enter')
  await said(maja, /stands on its own again/)
  await maja.locator('[data-item]').getByText('A second parcel?').waitFor({ state: 'detached' })
})

test('several chosen tickets become one, what cannot says why, and all of it is taken back', async () => {
  for (const subject of ['Order lost', 'Order still lost', 'Order lost, third mail']) await mail('Yrsa', subject)
  await mail('Zoe', 'A stranger among them')
  const chosen = ['Order lost, third mail', 'Order still lost', 'Order lost', 'A stranger among them']
  for (const subject of chosen) {
    const row = rows(maja)
      .filter({ has: maja.getByText(subject, { exact: true }) })
      .first()
    await row.getByRole('link').focus()
    await maja.keyboard.press('x')
  }
  await maja.getByRole('toolbar').getByText('4 chosen').waitFor()
  await press(maja, 'g')
  const dialog = maja.getByRole('dialog', { name: 'Merge tickets' })
  // The oldest is proposed; the other customer is named before anything happens.
  await dialog.getByRole('checkbox', { name: /Also those of Zoe/ }).waitFor()
  expect(await dialog.getByRole('radio', { name: /Order lost(?!,)/ }).isChecked()).toBe(true)
  expect(await axe(maja)).toEqual([])
  await dialog.getByRole('button', { name: /^Merge into/ }).focus()
  await maja.keyboard.press('Enter')
  await said(maja, /2 tickets changed · 1 refused/)
  await said(maja, /A stranger among them — These tickets are of different customers/)
  await rows(maja).filter({ hasText: 'Order still lost' }).and(maja.locator(':not([data-chosen])')).waitFor({ state: 'detached' })
  await maja.getByRole('region', { name: 'Change of many tickets' }).getByRole('button', { name: 'Undo' }).focus()
  await maja.keyboard.press('Enter')
  await said(maja, /2 tickets are as they were/)
  await rows(maja).filter({ hasText: 'Order still lost' }).waitFor()
})

test('a ticket is split at a message, and followed', async () => {
  await mail('Rosa', 'Two things', { messageId: '<two-1@mail.example>' })
  await rows(maja).filter({ hasText: 'Two things' }).waitFor()
  await mail('Rosa', 'Re: Two things', { inReplyTo: '<two-1@mail.example>', text: 'And another matter' })
  await open(maja, 'Two things')
  await maja.locator('[data-item]').getByText('And another matter').waitFor()
  const cut = maja.getByRole('button', { name: 'Split the ticket from here' })
  await cut.focus()
  await maja.keyboard.press('Enter')
  await said(maja, /Split off as/)
  await said(maja, /split off from/)
  await maja.locator('[data-item]').getByText('Two things?').waitFor({ state: 'detached' })
  await press(maja, 'f')
  await said(maja, 'You follow this ticket')
  await press(maja, 'h')
  await maja.getByText(/split off from/).waitFor({ state: 'detached' })
  await press(maja, 'h')
  await said(maja, /split off from/)
  // What was said with her before is one click above.
  const earlier = maja.getByRole('button', { name: /Earlier conversation/ })
  await earlier.focus()
  await maja.keyboard.press('Enter')
  await maja
    .getByRole('region', { name: /Earlier conversation #/ })
    .getByText('Two things?')
    .waitFor()
})

async function assign(page: Page, name: string): Promise<void> {
  await press(page, 'a')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
}

test('whoever comes second hears what a colleague has just done', async () => {
  await mail('Sven', 'Both at once')
  await open(maja, 'Both at once')
  await open(tom, 'Both at once')
  // The round robin may have given it to either; nobody has it now, once it has been read.
  await tom.locator('[data-pane][data-label]').waitFor()
  await assign(tom, 'Nobody')
  await said(tom, /Assigned to nobody/)
  // Tom's desk does not hear of it in time: answers about the ticket are kept from it, so that it still shows what was.
  let letGo = () => {}
  const isTold = new Promise<void>((done) => {
    letGo = done
  })
  await tom.route(/\/tickets\/[0-9a-f-]{36}$/, async (route) => {
    if (route.request().method() === 'GET') await isTold
    await route.continue()
  })
  await assign(maja, 'Maja')
  await said(maja, /Assigned to Maja/)
  await assign(tom, 'Tom')
  await said(tom, /Maja.* assigned this to Maja.*Your change stands/)
  letGo()
  await tom.unrouteAll({ behavior: 'wait' })
})

test('marked unread, it stands out again; a blocked sender makes no tickets, until unblocked', async () => {
  await mail('Uwe', 'Buy my links')
  await open(maja, 'Buy my links')
  await rows(maja).filter({ hasText: 'Buy my links' }).and(maja.locator(':not([data-unread])')).waitFor()
  await press(maja, 'u')
  await rows(maja).filter({ hasText: 'Buy my links' }).and(maja.locator('[data-unread]')).waitFor()
  await maja.getByRole('button', { name: 'More', exact: true }).focus()
  await maja.keyboard.press('Enter')
  await maja.getByRole('menuitem', { name: 'Block sender' }).focus()
  await maja.keyboard.press('Enter')
  await said(maja, /uwe@mail.example is blocked/)
  await mail('Uwe', 'Buy more links')
  await mail('Vera', 'After the blocked one')
  await rows(maja).filter({ hasText: 'After the blocked one' }).waitFor()
  expect(await rows(maja).filter({ hasText: 'Buy more links' }).count()).toBe(0)

  await move(tom, '/desk/settings/blocked')
  await tom.getByText(/1 message kept/).waitFor()
  expect(await axe(tom)).toEqual([])
  await tom.getByRole('button', { name: 'Unblock uwe@mail.example' }).focus()
  await tom.keyboard.press('Enter')
  await tom.getByRole('button', { name: 'Let them in' }).focus()
  await tom.keyboard.press('Enter')
  await rows(maja).filter({ hasText: 'Buy more links' }).waitFor()
})

test('a macro is found in the palette by its name, and used on the open ticket', async () => {
  await mail('Quentin', 'Nothing has arrived')
  await open(maja, 'Nothing has arrived')
  await maja.keyboard.press('Control+k')
  await maja.getByRole('textbox', { name: /search tickets/i }).waitFor()
  await maja.keyboard.type('macro where')
  const line = maja.getByRole('button', { name: /^Macro: Where is my parcel/ })
  await line.and(maja.locator('[data-selected]')).waitFor()
  expect(await axe(maja)).toEqual([])
  await maja.keyboard.press('Enter')
  await maja.locator('.ProseMirror[aria-label="Reply by email"]').getByText('Hi Quentin,').waitFor()
  await maja.getByRole('list', { name: 'Done when it is sent' }).getByText('Shipping').waitFor()
})
