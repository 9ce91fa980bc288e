/** The Customer Hub: FAQs first, then a person; orders; how the shop sets it up, seen before it is saved and in the shop after. */
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let shop: Page
let desk: Page
let hub: FrameLocator
beforeAll(async () => {
  story = await openStory()
  shop = await story.page()
  desk = await story.desk('Maja', { path: '/desk/settings/faqs' })
  hub = shop.frameLocator('iframe[src*="/hub/"]')
})
afterAll(() => story?.close())

const tab = (name: string) => hub.getByRole('navigation').getByRole('button', { name, exact: true })
/** What axe finds in the hub's frame. */
const axeInHub = async () => {
  const frame = shop.frames().find((one) => one.url().includes('/hub/'))
  if (!frame) throw new Error('there is no hub in the page')
  return axe(frame)
}

test('FAQs are written in the desk, in categories, and put in order by the keyboard', async () => {
  await desk.getByText('No FAQs yet').waitFor()
  await desk.getByRole('button', { name: 'New category' }).click()
  await desk.getByLabel('Name: English').fill('Delivery')
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByRole('heading', { name: 'Delivery' }).waitFor()
  const faqs = [
    ['Where is my parcel?', 'The mail about its dispatch holds a link that follows it.'],
    ['How do I send something back?', 'Within 30 days, with the label from the box.'],
  ]
  for (const [question = '', answer = ''] of faqs) {
    await desk.getByRole('button', { name: 'Write an FAQ' }).click()
    await desk.getByLabel('Question').fill(question)
    await desk.getByLabel('Answer').fill(answer)
    await desk.getByLabel('Category').selectOption('Delivery')
    await desk.getByRole('button', { name: 'Save' }).click()
    await desk.getByText(question, { exact: true }).waitFor()
  }
  await desk.getByRole('button', { name: 'Move How do I send something back? up' }).press('Enter')
  const list = async () =>
    (await story.api<{ faqs: { texts: { en: { question: string } } }[] }>('/faqs')).faqs.map(({ texts }) => texts.en.question)
  await expect.poll(list).toEqual(['How do I send something back?', 'Where is my parcel?'])
  expect(await axe(desk)).toEqual([])
})

test('whoever is not signed in finds an FAQ as they type and has the answer at once; for a person they are asked to sign in', async () => {
  await shop.goto(`${story.warmline.url}/shop`)
  await shop.getByRole('button', { name: 'Chat with us' }).click()
  await tab('Home').waitFor()
  await hub.getByText('How do I send something back?').waitFor()
  expect(await axeInHub()).toEqual([])
  await hub.getByLabel('Search for an answer').fill('parcle')
  await expect.poll(() => hub.getByText('How do I send something back?').count()).toBe(0)
  await hub.getByRole('button', { name: 'Where is my parcel?' }).click()
  await hub.getByText('holds a link that follows it').waitFor()
  expect(await axeInHub()).toEqual([])
  await hub.getByRole('button', { name: 'I still need help' }).click()
  await hub.getByText('Sign in to chat').waitFor()
})

test('signed in they go on where they were, and the ticket holds what they have read', async () => {
  const loaded = shop.waitForEvent('load')
  await shop.getByLabel('Signed in as').selectOption('tomas')
  await loaded
  await shop.getByRole('button', { name: 'Chat with us' }).click()
  const field = hub.getByRole('textbox', { name: 'Write a message' })
  await hub.getByText('holds a link that follows it').waitFor()
  await field.fill('The link says nothing.')
  await field.press('Enter')
  await hub.getByText(/Delivered/).waitFor()
  // Once it is a chat, the answer before it stays where it was.
  expect(await hub.getByText('holds a link that follows it').count()).toBe(1)
  const filter = encodeURIComponent(JSON.stringify({ all: [{ field: 'text', operator: 'contains', value: 'link says nothing' }] }))
  const [ticket] = (await story.api<{ tickets: { id: string }[] }>(`/tickets?filter=${filter}`)).tickets
  const { faqs } = await story.api<{ faqs: { question: string }[] }>(`/tickets/${ticket?.id}/chat`)
  expect(faqs.map(({ question }) => question)).toEqual(['Where is my parcel?'])
  expect(await axeInHub()).toEqual([])
})

test('an ended chat is rated and stays readable; help with an order begins another about that order', async () => {
  await hub.getByRole('button', { name: 'End chat' }).click()
  await hub.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click()
  await hub.getByRole('button', { name: 'Good', exact: true }).click()
  await hub.getByText('Thank you for telling us.').waitFor()
  expect(await axeInHub()).toEqual([])
  await tab('Orders').click()
  const help = hub.getByRole('button', { name: /^Get help with this order/ }).first()
  await help.waitFor()
  expect(await axeInHub()).toEqual([])
  const number = (await help.getAttribute('aria-label'))?.split(': ')[1] ?? ''
  await help.click()
  await hub.getByText(`About order ${number}`).waitFor()
  const field = hub.getByRole('textbox', { name: 'Write a message' })
  await field.fill('Can I still change this one?')
  await field.press('Enter')
  await hub.getByText(/Delivered/).waitFor()
  expect(await hub.getByText('The link says nothing.').count()).toBe(0)
  const chat = async () => {
    const filter = encodeURIComponent(JSON.stringify({ all: [{ field: 'text', operator: 'contains', value: 'still change this one' }] }))
    const [ticket] = (await story.api<{ tickets: { id: string }[] }>(`/tickets?filter=${filter}`)).tickets
    return ticket && (await story.api<{ order: { number: string } | null }>(`/tickets/${ticket.id}/chat`)).order?.number
  }
  await expect.poll(chat).toBe(number)
})

test('the hub is set up beside a preview, and the shop shows it so once it is saved', async () => {
  await desk.goto(`${story.warmline.url}/desk/settings/hub`)
  const preview = desk.frameLocator('iframe[title="Preview"]')
  await desk.getByLabel('Greeting').fill('Hello from Nordvik')
  await preview.getByText('Hello from Nordvik').waitFor()
  await desk.getByLabel('Colour').fill('#ffd447')
  await desk.getByText('Left', { exact: true }).click()
  await desk.getByLabel('Orders', { exact: true }).uncheck()
  await expect.poll(() => preview.getByRole('navigation').getByRole('button').allTextContents()).toEqual(['Home', 'Chat'])
  const colour = () => preview.locator('header').evaluate((head) => getComputedStyle(head).backgroundColor)
  await expect.poll(colour).toBe('rgb(255, 212, 71)')
  expect(await axe(desk)).toEqual([])
  await desk.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('Saved', { exact: true }).waitFor()
  const other = await story.page()
  await other.goto(`${story.warmline.url}/shop`)
  const button = other.getByRole('button', { name: 'Chat with us' })
  await button.waitFor()
  expect((await button.boundingBox())?.x).toBe(20)
  await button.click()
  const frame = other.frameLocator('iframe[src*="/hub/"]')
  await frame.getByText('Hello from Nordvik').waitFor()
  expect(await frame.getByRole('navigation').getByRole('button').allTextContents()).toEqual(['Home', 'Chat'])
})
