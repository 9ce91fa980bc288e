/** Telling the team: a mention and an assignment reach the desk and the mailbox, and settings silence them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, openStory, type Story } from './open.ts'

let story: Story
beforeAll(async () => {
  story = await openStory()
}, 120_000)
afterAll(() => story.close())

interface Person {
  id: string
  name: string
  email: string
}
test('an assignment is on the bell at once; the list leads to the ticket by keyboard, and then nothing is unread', async () => {
  const { agents } = await story.api<{ agents: Person[] }>('/agents')
  const noor = agents.find(({ name }) => name.startsWith('Noor')) ?? agents[1]
  if (!noor) throw new Error('nobody to assign to')
  const first = noor.name.split(' ')[0] ?? ''
  const hers = await story.desk(first)
  const maja = await story.desk('Maja')
  await maja
    .getByRole('link', { name: /Unassigned|All/ })
    .first()
    .click()
  await maja.keyboard.press('j')
  await maja.keyboard.press('Enter')
  await maja.waitForURL(/inbox\/[^/]+\/[0-9a-f-]{36}/)
  await maja.keyboard.press('a')
  await maja.keyboard.type(first)
  await maja.keyboard.press('Enter')
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
}, 90_000)

test('what one does not want to hear of is not told, and what is not saved yet survives leaving the page', async () => {
  const page = await story.desk('Maja')
  await page.goto(`${story.warmline.url}/desk/settings/notifications`)
  const box = page.getByRole('checkbox', { name: 'A mention in a note: Email' })
  await box.focus()
  await page.keyboard.press('Space')
  await page.getByText('Not saved yet').waitFor()
  await page.getByRole('link', { name: 'Tags' }).click()
  await page.getByRole('link', { name: 'Notifications' }).click()
  await page.getByText('Not saved yet').waitFor()
  expect(await box.isChecked()).toBe(false)
  expect(await axe(page)).toEqual([])
  await page.getByRole('button', { name: 'Save' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Saved', { exact: true }).waitFor()
  const { ways } = await story.api<{ ways: Record<string, string[]> }>('/notifications/settings')
  expect(ways.mention).toEqual(['app', 'push'])
}, 60_000)
