/** Writing, by the keyboard alone: macros, notes, replies that wait, drafts, recipients, pictures. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../shared/tickets.ts'
import { maySend, move, send } from './arrived.ts'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let maja: Page
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja')
})
afterAll(() => story?.close())

let count = 0
/** Mails the shop and opens the ticket of it. */
async function mailed(page: Page, from: string, more: { cc?: string; text?: string } = {}): Promise<Ticket> {
  const subject = `A question, number ${++count}`
  const { cc, text = 'When does it come?' } = more
  await story.mail({ from, subject, text, messageId: `<composer-${count}@correo.example>`, ...(cc && { cc }) })
  await expect.poll(() => ticketOf(subject)).toBeDefined()
  const found = await ticketOf(subject)
  if (!found) throw new Error('the ticket is not there')
  await leave(page)
  await move(page, `/desk/inbox/all/${found.id}`)
  await editor(page).waitFor()
  return found
}
/** Nothing has the focus that keys could be text for. */
const leave = (page: Page) =>
  page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
async function ticketOf(subject: string): Promise<Ticket | undefined> {
  const filter = encodeURIComponent(JSON.stringify({ field: 'subject', operator: 'contains', value: subject }))
  return (await story.api<{ tickets: Ticket[] }>(`/tickets?filter=${filter}`)).tickets[0]
}
const editor = (page: Page) => page.locator('.ProseMirror[aria-label="Reply by email"]')
const press = (page: Page, key: string) => page.locator('body').press(key)
const messagesOf = async (ticket: Ticket) =>
  (
    await story.api<{
      messages: { text: string; html: string | null; isNote: boolean; direction: string; mail: { cc: string[] } | null }[]
    }>(`/tickets/${ticket.id}/messages`)
  ).messages
const sentOf = async (ticket: Ticket) => (await messagesOf(ticket)).filter(({ direction, isNote }) => direction === 'out' && !isNote)
const thread = (page: Page) => page.getByRole('region', { name: 'Conversation' })
/** Sends what is written, and does not wait for the seconds in which it could be taken back. */
async function sendNow(): Promise<void> {
  await send(maja)
  await thread(maja)
    .getByText(/Sending in/)
    .waitFor()
  await thread(maja).getByRole('button', { name: 'Send now' }).press('Enter')
}

test('a macro is found by its name, shows what it will be and do, and does it with the reply', async () => {
  const ticket = await mailed(maja, 'Thomas Keane <thomas.keane@mail.example>')
  await press(maja, 'm')
  await maja.getByRole('combobox', { name: 'Find a macro' }).waitFor()
  await maja.keyboard.type('parcel')
  const preview = maja.getByRole('region', { name: 'What it would be here' })
  await preview.getByText('Hi Thomas,').waitFor()
  await preview.getByText(/When sent: Add tags Shipping/).waitFor()
  expect(await axe(maja)).toEqual([])
  await maja.keyboard.press('Enter')
  await editor(maja).getByText('NV-20422').waitFor()
  await maja.getByRole('list', { name: 'Done when it is sent' }).getByText('Shipping').waitFor()
  expect(await axe(maja)).toEqual([])
  await send(maja)
  await thread(maja)
    .getByText(/Sending in \d+ s/)
    .waitFor()
  await thread(maja).getByRole('button', { name: 'Send now' }).press('Enter')
  await expect.poll(async () => (await sentOf(ticket)).length).toBe(1)
  const [sent] = await sentOf(ticket)
  expect(sent?.html).toContain('<strong>NV-20422</strong>')
  expect((await ticketOf(ticket.subject))?.tags).toContain('shipping')
  await thread(maja)
    .getByText(/used the macro “Where is my parcel”/)
    .waitFor()
})

test('a variable without a value is marked, and nothing is sent before it is filled in', async () => {
  const ticket = await mailed(maja, 'Nora Nystrom <nora@correo.example>')
  await press(maja, 'r')
  await maja.keyboard.type('#parcel')
  await maja.getByRole('option', { name: /Where is my parcel/ }).waitFor()
  await maja.keyboard.press('Enter')
  await maja.getByText('Fill in first: order.number, order.carrier, order.tracking_number').waitFor()
  expect(await editor(maja).locator('mark[data-missing]').count()).toBe(3)
  await maja.keyboard.press('Control+Enter')
  expect(await maja.getByRole('button', { name: /^Send/ }).first().isDisabled()).toBe(true)
  await maja.keyboard.press('Control+a')
  await maja.keyboard.type('It comes tomorrow.')
  await sendNow()
  await expect.poll(async () => (await sentOf(ticket)).map(({ text }) => text)).toEqual(['It comes tomorrow.'])
})

test('a reply that is being sent is taken back with z, and is in the field again', async () => {
  const ticket = await mailed(maja, 'Nora Nystrom <nora@correo.example>')
  await press(maja, 'r')
  await maja.keyboard.type('Too quick')
  await send(maja)
  await thread(maja)
    .getByText(/Sending in \d+ s/)
    .waitFor()
  await maja.keyboard.press('Escape')
  await press(maja, 'z')
  await editor(maja).getByText('Too quick').waitFor()
  await thread(maja)
    .getByText(/Sending in/)
    .waitFor({ state: 'detached' })
  expect(await sentOf(ticket)).toEqual([])
})

let goodbye: Ticket
test('a reply is sent and the page closed at once', async () => {
  const tom = await story.desk('Tom')
  goodbye = await mailed(tom, 'Nora Nystrom <nora@correo.example>')
  await press(tom, 'r')
  await tom.keyboard.type('Goodbye')
  await maySend(tom)
  await tom.keyboard.press('Control+Shift+Enter')
  await tom.getByText(/Sending, then #\d+ is done/).waitFor()
  await tom.context().close()
})

test('a reply waits until a time in words; the customer’s message holds it back, and it can be cancelled', async () => {
  const ticket = await mailed(maja, 'Nora Nystrom <nora@correo.example>')
  await press(maja, 'r')
  await maja.keyboard.type('A reminder')
  await maja.getByRole('button', { name: 'More ways to send' }).press('Enter')
  await maja.getByRole('menuitem', { name: 'Send later…' }).press('Enter')
  await maja.getByRole('combobox', { name: 'Send later…' }).waitFor()
  await maja.keyboard.type('yesterday')
  await maja.getByText('This time has passed').waitFor()
  await maja.keyboard.press('Control+A')
  await maja.keyboard.type('in 3 days')
  await maja.keyboard.press('Enter')
  await thread(maja)
    .getByText(/Goes out/)
    .waitFor()
  expect(await axe(maja)).toEqual([])
  await story.mail({
    from: 'nora@correo.example',
    subject: `Re: ${ticket.subject}`,
    inReplyTo: `<composer-${count}@correo.example>`,
    text: 'Never mind, it is here.',
  })
  await thread(maja).getByText('Not sent: the customer wrote before it went.').waitFor()
  await thread(maja).getByRole('button', { name: 'Take back' }).press('Enter')
  await editor(maja).getByText('A reminder').waitFor()
  expect(await sentOf(ticket)).toEqual([])
})

test('what was sent by the page that is closed goes all the same, and closes the ticket with it', async () => {
  await expect.poll(async () => (await ticketOf(goodbye.subject))?.status).toBe('closed')
  expect((await sentOf(goodbye)).map(({ text }) => text)).toEqual(['Goodbye'])
})

test('a draft is found in another browser, and two browsers do not eat each other’s', async () => {
  const ticket = await mailed(maja, 'Nora Nystrom <nora@correo.example>')
  await press(maja, 'r')
  await maja.keyboard.type('Half a sentence')
  const other = await story.desk('Maja', { path: `/desk/inbox/all/${ticket.id}` })
  await editor(other).getByText('Half a sentence').waitFor()
  await other.getByRole('list', { name: 'Tickets' }).getByText('Draft').first().waitFor()
  await press(other, 'r')
  await other.keyboard.press('Control+End')
  await other.keyboard.type(' and the rest')
  await editor(maja).getByText('Half a sentence and the rest').waitFor()
  await other.context().close()
})

test('everyone who gets it is shown, and so is each change from what the customer’s mail says', async () => {
  const ticket = await mailed(maja, 'Nora Nystrom <nora@correo.example>', { cc: 'Eva <eva@correo.example>' })
  const composer = maja.getByRole('region', { name: 'Write an answer' })
  await composer.getByText('To: nora@correo.example · Cc: eva@correo.example').waitFor()
  await composer.getByText('To: nora@correo.example').press('Enter')
  await maja.getByRole('combobox', { name: 'Cc', exact: true }).press('Backspace')
  await maja.keyboard.type('courier@parcels.example,')
  await composer.getByText('Added: courier@parcels.example.').waitFor()
  await composer.getByText('Left out: eva@correo.example.').waitFor()
  expect(await axe(maja)).toEqual([])
  await press(maja, 'Escape')
  await editor(maja).focus()
  await maja.keyboard.type('Dear courier, where is it?')
  await sendNow()
  await expect.poll(async () => (await sentOf(ticket)).map(({ mail }) => mail?.cc)).toEqual([['courier@parcels.example']])
})

test('a colleague is named in a note, by id, and follows the ticket', async () => {
  const ticket = await mailed(maja, 'Nora Nystrom <nora@correo.example>')
  await press(maja, 'n')
  const note = maja.locator('.ProseMirror[aria-label="Note"]')
  await note.waitFor()
  await note.focus()
  await maja.keyboard.type('Please look, @tom')
  await maja.getByRole('option', { name: /Tom/ }).waitFor()
  await maja.keyboard.press('Enter')
  await maja.keyboard.type('thanks :tada')
  await maja.getByRole('option', { name: /:tada/ }).first().waitFor()
  await maja.keyboard.press('Enter')
  await send(maja)
  await expect
    .poll(async () => (await messagesOf(ticket)).some(({ isNote, text }) => isNote && /^Please look, @Tom.*🎉/u.test(text)))
    .toBe(true)
  const { followers } = await story.api<{ followers: { name: string }[] }>(`/tickets/${ticket.id}/followers`)
  expect(followers.map(({ name }) => name.split(' ')[0])).toContain('Tom')
})

test('a pasted picture stands in the text and reaches the customer inside of the mail', async () => {
  const ticket = await mailed(maja, 'Nora Nystrom <nora@correo.example>')
  await press(maja, 'r')
  await maja.keyboard.type('Like this: ')
  await editor(maja).evaluate((element) => {
    const bytes = Uint8Array.from(
      atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
      (c) => c.charCodeAt(0),
    )
    const data = new DataTransfer()
    data.items.add(new File([bytes], 'dot.png', { type: 'image/png' }))
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await editor(maja).locator('img[alt="dot.png"]').waitFor()
  await expect.poll(() => maja.getByRole('button', { name: /^Send/ }).first().isEnabled()).toBe(true)
  await sendNow()
  // What still waits is named with why, should it never go.
  await expect
    .poll(async () => ({
      sent: (await sentOf(ticket)).map(({ html }) => /src="cid:[^"]+@warmline"/.test(html ?? '')),
      held: (await story.api<{ heldReplies: { stopped: unknown }[] }>(`/tickets/${ticket.id}/held-replies`)).heldReplies,
    }))
    .toEqual({ sent: [true], held: [] })
})

test('right to left, emoji only and 200 kB can be written and sent', async () => {
  const ticket = await mailed(maja, 'Nora Nystrom <nora@correo.example>')
  for (const text of ['שלום, ההזמנה בדרך', '🎉🎉', 'word '.repeat(38_000).trim()]) {
    await press(maja, 'r')
    await editor(maja).focus()
    await maja.keyboard.insertText(text)
    await maja.getByText('Draft saved').waitFor()
    await sendNow()
    await expect.poll(async () => (await sentOf(ticket)).some((sent) => sent.text === text)).toBe(true)
    await maja.keyboard.press('Escape')
  }
})

test('a macro is made in the settings with a variable and an action, and seen as it will be', async () => {
  await move(maja, '/desk/settings/macros')
  await maja.getByRole('button', { name: 'Create macro' }).press('Enter')
  await maja.getByLabel('Name', { exact: true }).waitFor()
  await maja.keyboard.type('Thank you')
  await maja.getByRole('textbox', { name: 'Text' }).focus()
  await maja.keyboard.type('Thank you, {{ customer.first_name }}!')
  await maja
    .getByRole('region', { name: 'As it would be' })
    .getByText(/Thank you, \p{L}+!/u)
    .waitFor()
  await maja.getByRole('button', { name: 'Add action' }).press('Enter')
  await maja.getByRole('menuitem', { name: 'Close' }).press('Enter')
  expect(await axe(maja)).toEqual([])
  await maja.getByRole('button', { name: 'Save' }).press('Enter')
  await maja.getByRole('list', { name: 'Macros' }).getByText('Thank you', { exact: true }).waitFor()
})

test('a macro that names an unknown variable is refused with its name', async () => {
  await move(maja, '/desk/settings/macros')
  await maja.getByRole('button', { name: 'Create macro' }).press('Enter')
  await maja.getByLabel('Name', { exact: true }).fill('Wrong')
  await maja.getByRole('textbox', { name: 'Text' }).focus()
  await maja.keyboard.type('{{ custmer.name }}')
  await maja.getByRole('button', { name: 'Save' }).press('Enter')
  await maja.getByText('There is no variable “custmer.name”.').first().waitFor()
})

test('an agent’s own signature stands below the text and goes out in place of the shop’s', async () => {
  await move(maja, '/desk/settings/profile')
  const field = maja.getByRole('textbox', { name: 'Signature' })
  await field.focus()
  await maja.keyboard.type('Hugs from Maja')
  await maja.locator('form', { has: field }).getByRole('button', { name: 'Save' }).press('Enter')
  await maja.getByText('Saved', { exact: true }).first().waitFor()
  expect(await axe(maja)).toEqual([])
  await mailed(maja, 'Nora Nystrom <nora@correo.example>')
  await maja.getByRole('region', { name: 'Write an answer' }).getByText('Hugs from Maja').waitFor()
})
