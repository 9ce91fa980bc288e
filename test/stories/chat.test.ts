/** A signed-in shopper writes in the shop; both sides see each other live; an ended chat never opens again. */
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ticket } from '../../shared/tickets.ts'
import { send } from './arrived.ts'
import { openStory, type Story } from './open.ts'

let story: Story
let tom: Page
let shop: Page
let hub: FrameLocator
beforeAll(async () => {
  story = await openStory()
  tom = await story.desk('Tom')
  shop = await story.page()
  hub = shop.frameLocator('iframe[src*="/hub/"]')
})
afterAll(() => story?.close())

const row = (page: Page, text: string) => page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').filter({ hasText: text })
const write = async (text: string) => {
  await hub.getByRole('textbox', { name: 'Write a message' }).fill(text)
  await hub.getByRole('textbox', { name: 'Write a message' }).press('Enter')
}
const chats = async () => {
  const filter = encodeURIComponent(
    JSON.stringify({
      all: [
        { field: 'channel', operator: 'is', value: ['webchat'] },
        { field: 'text', operator: 'contains', value: 'suit' },
      ],
    }),
  )
  return (await story.api<{ tickets: Ticket[] }>(`/tickets?filter=${filter}`)).tickets
}

test('whoever is signed out is asked to sign in and cannot write', async () => {
  await shop.goto(`${story.warmline.url}/shop`)
  await shop.getByRole('button', { name: 'Chat with us' }).click()
  await hub.getByRole('navigation').getByRole('button', { name: 'Chat', exact: true }).click()
  // Answers first, for everybody; a person is for whoever is known.
  await hub.getByRole('button', { name: 'Ask a person' }).click()
  await hub.getByText('Sign in to chat').waitFor()
  expect(await hub.getByRole('textbox').count()).toBe(0)
})

test('a signed-in shopper writes, and it is a ticket on the desk at once', async () => {
  const loaded = shop.waitForEvent('load')
  await shop.getByLabel('Signed in as').selectOption('tomas')
  await loaded
  await shop.getByRole('button', { name: 'Chat with us' }).click()
  await hub.getByRole('textbox', { name: 'Write a message' }).waitFor()
  expect(await chats()).toEqual([])
  await write('The suit for Saturday is not here. The wedding is in three days!')
  await row(tom, 'The suit for Saturday').waitFor()
  await expect.poll(chats).toMatchObject([{ channel: 'webchat', status: 'open' }])
})

test('typing and answers are live in both directions, and the answer is seen', async () => {
  await row(tom, 'The suit for Saturday').click()
  await tom.getByRole('textbox', { name: /Reply/ }).waitFor()
  // Whoever types goes on: who has only just come to the chat hears of it by the next sign.
  const typedUntil = (field: Locator, sign: Locator) =>
    expect.poll(() => field.press('o').then(() => sign.isVisible()), { interval: 200 }).toBe(true)
  await typedUntil(hub.getByRole('textbox', { name: 'Write a message' }), tom.getByText(/is writing…/))
  await typedUntil(tom.getByRole('textbox', { name: /Reply/ }), hub.getByText('Tom Okafor is writing…'))
  await tom.getByRole('textbox', { name: /Reply/ }).fill('Hi Thomas, it is with the courier. Is 18:00 all right?')
  await send(tom)
  await hub.getByText('it is with the courier').waitFor()
  await tom.getByText(/seen/).first().waitFor()
  const [chat] = await chats()
  expect(chat?.assignee?.name).toBe('Tom Okafor')
})

test('what is written without a connection is sent once, later', async () => {
  await shop.context().setOffline(true)
  await write('Yes, somebody is at home.')
  await shop.context().setOffline(false)
  await tom.getByText('Yes, somebody is at home.').first().waitFor()
  const [chat] = await chats()
  const { messages } = await story.api<{ messages: { text: string }[] }>(`/tickets/${chat?.id}/messages`)
  expect(messages.filter((message) => message.text === 'Yes, somebody is at home.')).toHaveLength(1)
})

test('the shopper ends the chat; the agent cannot reopen it or write into it', async () => {
  await hub.getByRole('button', { name: 'End chat' }).click()
  await hub.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click()
  await hub.getByText('You ended this chat.').waitFor()
  await tom.getByText('This chat has ended.').first().waitFor()
  const [chat] = await chats()
  expect(chat?.status).toBe('closed')
})

test('the next message is a new ticket', async () => {
  await hub.getByRole('button', { name: 'Start a new chat' }).click()
  await hub.getByRole('button', { name: 'Ask a person' }).click()
  await write('About the suit again: where do I send it back?')
  await expect.poll(async () => (await chats()).length).toBe(2)
  const statuses = (await chats()).map((chat) => chat.status).sort()
  expect(statuses).toEqual(['closed', 'open'])
})

test('another shopper sees nothing of it', async () => {
  const other = await story.page()
  await other.goto(`${story.warmline.url}/shop`)
  // Choosing somebody loads the page anew.
  const loaded = other.waitForEvent('load')
  await other.getByLabel('Signed in as').selectOption('aisha')
  await loaded
  const frame = other.frameLocator('iframe[src*="/hub/"]')
  await other.getByRole('button', { name: 'Chat with us' }).click()
  await frame.getByRole('navigation').getByRole('button', { name: 'Chat', exact: true }).click()
  await frame.getByRole('textbox', { name: 'Write a message' }).waitFor()
  expect(await frame.getByText('suit').count()).toBe(0)
})
