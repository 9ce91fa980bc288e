/** Telling the team: a mention and an assignment reach the desk and the mailbox, and settings silence them. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arrived, move } from './arrived.ts'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let maja: Page
beforeAll(async () => {
  story = await openStory()
  maja = await story.desk('Maja')
})
afterAll(() => story?.close())

interface Person {
  id: string
  name: string
  email: string
  language: string
}
test('an assignment is on the bell, also of a desk that has only just opened its line; the list leads to the ticket by keyboard, and then nothing is unread', async () => {
  const { agents } = await story.api<{ agents: Person[] }>('/agents')
  // Somebody whose desk speaks English.
  const noor = agents.find(({ name, language }) => language === 'en' && !name.startsWith('Maja'))
  if (!noor) throw new Error('nobody to assign to')
  const first = noor.name.split(' ')[0] ?? ''
  // Her live line opens only after the assignment, of which nobody tells her again: what her desk asked for came before it.
  let openLine = () => {}
  const isOpened = new Promise<void>((open) => {
    openLine = open
  })
  const prepare = (page: Page) =>
    page.routeWebSocket(/\/live\//, async (line) => {
      await isOpened
      line.connectToServer()
    })
  const hers = await story.desk(first, { prepare })
  await arrived(hers)
  const { tickets } = await story.api<{ tickets: { id: string; assigneeId: string | null }[] }>('/tickets?view=all')
  const [ticket, other] = tickets.filter(({ assigneeId }) => assigneeId !== noor.id)
  const ask = (method: string, path: string, data: object) =>
    maja.request.fetch(`${story.warmline.url}/api/v1${path}`, { method, data, headers: { origin: story.warmline.url } })
  expect((await ask('PATCH', `/tickets/${ticket?.id}`, { assigneeId: noor.id })).status()).toBe(200)
  await hers.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
  openLine()
  await hers.getByRole('button', { name: /unread notification/ }).waitFor()
  await hers.keyboard.press('b')
  const list = hers.getByRole('dialog', { name: 'Notifications' })
  await list
    .getByRole('link', { name: /Maja .*assigned a ticket to you/ })
    .first()
    .waitFor()
  expect(await axe(hers)).toEqual([])
  await list
    .getByRole('link', { name: /assigned a ticket to you/ })
    .first()
    .focus()
  await hers.keyboard.press('Enter')
  await hers.waitForURL(/inbox\/all\/[0-9a-f-]{36}/)
  await hers.getByRole('button', { name: 'Notifications', exact: true }).waitFor()

  // Nobody sits at her desk any more: a mention is a mail at once, on a ticket of which none has told her lately.
  await hers.context().close()
  const connected = async () =>
    (await (await fetch(`${story.warmline.url}/metrics`)).text()).match(/warmline_connections\{side="agents"\} (\d+)/)?.[1]
  await expect.poll(connected).toBe('1')
  const note = { id: crypto.randomUUID(), text: `@${noor.name} can you look?`, isNote: true, mentionIds: [noor.id] }
  expect((await ask('POST', `/tickets/${other?.id}/messages`, note)).status()).toBe(201)
  const devices = async () =>
    (await fetch(`${story.warmline.url}/trial/api/devices`)).json() as Promise<{ others: { key: string; email: string }[] }>
  const mails = async () => {
    const mailbox = (await devices()).others.find(({ email }) => email === noor.email)
    return mailbox ? await (await fetch(`${story.warmline.url}/trial/api/devices/${mailbox.key}/mails`)).text() : ''
  }
  await expect.poll(mails).toContain('mentioned you in a note')
})

test('what one does not want to hear of is not told, and what is not saved yet survives leaving the page', async () => {
  await move(maja, '/desk/settings/notifications')
  const box = maja.getByRole('checkbox', { name: 'A mention in a note: Email' })
  await box.focus()
  await maja.keyboard.press('Space')
  await maja.getByText('Not saved yet').waitFor()
  await maja.getByRole('link', { name: 'Tags' }).click()
  await maja.getByRole('link', { name: 'Notifications' }).click()
  await maja.getByText('Not saved yet', { exact: true }).waitFor()
  expect(await box.isChecked()).toBe(false)
  expect(await axe(maja)).toEqual([])
  await maja.getByRole('button', { name: 'Save' }).focus()
  await maja.keyboard.press('Enter')
  const mention = async () => (await story.api<{ ways: Record<string, string[]> }>('/notifications/settings')).ways.mention
  await expect.poll(mention).toEqual(['app', 'push'])
})

test('hours are set by keyboard, and say at once what they mean', async () => {
  await move(maja, '/desk/settings/hours')
  await maja.getByRole('button', { name: 'Sunday: add hours' }).focus()
  await maja.keyboard.press('Enter')
  await maja.getByLabel('Sunday: from').fill('00:00')
  await maja.getByLabel('Sunday: until').fill('00:00')
  await maja.getByRole('button', { name: 'Copy to all days: Sunday' }).focus()
  await maja.keyboard.press('Enter')
  await maja.getByText('Always open').waitFor()
  expect(await axe(maja)).toEqual([])
  await maja.getByRole('button', { name: 'Save' }).focus()
  await maja.keyboard.press('Enter')
  const isOpen = async () => (await story.api<{ now: { isOpen: boolean } }>('/hours')).now.isOpen
  await expect.poll(isOpen).toBe(true)
})

test('the audit log names who changed that, is narrowed and exported', async () => {
  await move(maja, '/desk/settings/audit')
  await maja.getByLabel('Of', { exact: true }).selectOption('setting')
  await maja.getByLabel('By', { exact: true }).selectOption({ label: 'Maja Lindqvist' })
  const line = maja.getByRole('listitem').filter({ hasText: 'hours' }).filter({ hasText: 'Maja Lindqvist' }).first()
  await line.waitFor()
  expect(await axe(maja)).toEqual([])
  const download = maja.waitForEvent('download')
  await maja.getByRole('button', { name: 'Export as CSV' }).focus()
  await maja.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toBe('audit.csv')
})
