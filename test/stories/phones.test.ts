/** An admin connects WhatsApp and Instagram; an agent meets their windows, limits, consents and templates; a customer writes on the phone. */
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeInstagram, fakeAccount, startFakeInstagram } from '../../server/channels/instagram/fake.ts'
import { type FakeWhatsApp, fakeNumber, startFakeWhatsApp } from '../../server/channels/whatsapp/fake.ts'
import { arrived, move, send } from './arrived.ts'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let whatsapp: FakeWhatsApp
let instagram: FakeInstagram
let maja: Page
beforeAll(async () => {
  whatsapp = await startFakeWhatsApp()
  instagram = await startFakeInstagram()
  story = await openStory()
  maja = await story.desk('Maja')
})
afterAll(async () => {
  await story?.close()
  await whatsapp?.close()
  await instagram?.close()
})

/** What only tests and the demo may write: where the vendor is, and that time has passed. */
async function inDatabase(statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: story.warmline.databaseUrl })
  await client.connect()
  await client.query(statement, values).finally(() => client.end())
}

/** Fills the form of a channel, points the connection at its fake, and answers its webhook once the page has seen that it works. */
async function connect(channel: string, name: string, fields: Record<string, string>, fake: { url: string }): Promise<string> {
  await maja.goto(`${story.warmline.url}/desk/settings/channels`)
  await maja.getByRole('button', { name: channel, exact: true }).click()
  await maja.getByLabel('What the team calls it').fill(name)
  for (const [label, value] of Object.entries(fields)) await maja.getByLabel(label, { exact: true }).fill(value)
  await maja.getByRole('button', { name: `Connect ${channel}` }).click()
  const card = maja.getByRole('region', { name, exact: true })
  await card.getByText('Waiting for a signed test event').waitFor()
  const webhook = (await card.locator('code').first().textContent()) ?? ''
  const shake = (token: string) => fetch(`${webhook}?hub.mode=subscribe&hub.challenge=2718&hub.verify_token=${token}`)
  expect((await shake('another')).status).toBe(403)
  expect(await (await shake('a word of ours')).text()).toBe('2718')
  await inDatabase(`update connections set settings = settings || jsonb_build_object('apiUrl', $1::text) where name = $2`, [fake.url, name])
  await card.getByRole('button', { name: 'Ask the provider now' }).click()
  await card.getByText('It works. The provider says:').waitFor()
  return webhook
}

const open = (text: string) => maja.getByRole('list', { name: 'Tickets' }).getByRole('listitem').filter({ hasText: text }).click()

test('WhatsApp and Instagram are connected by their forms, and the page sees the handshake and the answer of the vendor', async () => {
  const secrets = { 'Access token': fakeNumber.token, 'App secret': fakeNumber.secret, 'Verify token': 'a word of ours' }
  const ids = { 'Phone number ID': fakeNumber.id, 'WhatsApp Business Account ID': fakeNumber.wabaId }
  whatsapp.webhookUrl = await connect('WhatsApp', 'Chat number', { ...ids, ...secrets }, whatsapp)
  const account = { 'Account ID': fakeAccount.id, 'Access token': fakeAccount.token, 'Instagram app secret': fakeAccount.secret }
  instagram.webhookUrl = await connect('Instagram', 'Our account', { ...account, 'Verify token': 'a word of ours' }, instagram)
  expect(await axe(maja)).toEqual([])
})

test('by WhatsApp the composer says how long an answer can go; after that, without consent, why not; with it, templates', async () => {
  whatsapp.templates = [
    {
      name: 'about_your_order',
      language: 'en',
      status: 'APPROVED',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hello {{1}}, your order is ready.', example: { body_text: [['Ana']] } }],
    },
  ]
  await whatsapp.write('34600111222', { type: 'text', text: { body: 'Is my order ready?' } })
  await move(maja, '/desk/inbox/all')
  await open('Is my order ready')
  await maja.getByText(/left to answer/).waitFor()
  await inDatabase(`update messages set sent_at = sent_at - interval '25 hours' where text = 'Is my order ready?'`)
  await maja.reload()
  await maja.getByText('The customer has not agreed to be written to here.').waitFor()
  const composer = maja.getByRole('region', { name: 'Write an answer' })
  await composer.getByRole('button', { name: 'Note a consent' }).click()
  await maja.getByLabel('Where you have it from').fill('Said so in the shop')
  await maja.getByRole('button', { name: 'Note it' }).click()
  await maja.getByRole('button', { name: /about_your_order/ }).click()
  await maja.getByLabel('Text: 1').fill('Sheena')
  await maja.getByText('Hello Sheena, your order is ready.').waitFor()
  await arrived(maja)
  expect(await axe(maja)).toEqual([])
  await maja.getByRole('button', { name: 'Send this template' }).click()
  await expect
    .poll(() => [...whatsapp.sent.values()].map(({ template }) => template))
    .toMatchObject([{ name: 'about_your_order', components: [{ parameters: [{ text: 'Sheena' }] }] }])
  // What was noted stands with the customer, and can be withdrawn there.
  const allowed = maja.getByRole('region', { name: 'Properties' }).getByText('May be written to').locator('..')
  await allowed.getByText('How it came to be').click()
  await allowed.getByText('Said so in the shop').waitFor()
  await allowed.getByRole('button', { name: 'Note a withdrawal' }).click()
  await maja.getByLabel('Where you have it from').fill('Called and asked for it')
  await maja.getByRole('button', { name: 'Note it' }).click()
  await maja.getByText('The customer has asked not to be written to here any more.').waitFor()
})

test('by Instagram the composer says what a person may still answer, and what does not fit, before it is sent', async () => {
  await instagram.write('1784140001', { text: 'Do you ship to Madeira?' })
  await move(maja, '/desk/inbox/all')
  await open('Do you ship to Madeira')
  await inDatabase(`update messages set sent_at = sent_at - interval '2 days' where text = 'Do you ship to Madeira?'`)
  await maja.reload()
  await maja.getByText('Only an answer by a person may go out now.').waitFor()
  const field = maja.getByRole('textbox', { name: 'Reply on Instagram' })
  await field.fill('é'.repeat(450))
  await maja.getByText('100 bytes left').waitFor()
  await field.fill('é'.repeat(501))
  await maja.getByText('At most 1000 bytes fit here; this has 1002.').waitFor()
  await field.press('Control+Enter')
  expect(await axe(maja)).toEqual([])
  await field.fill('Yes, within a week.')
  await send(maja)
  await story.passUndo()
  await expect
    .poll(() => [...instagram.sent.values()].map(({ tag, message }) => [tag, message]))
    .toEqual([['HUMAN_AGENT', { text: 'Yes, within a week.' }]])
})

test('a customer writes on the phone, and sees there that it was read, answered, and what they did with the answer', async () => {
  const phone = await story.page({ viewport: { width: 1280, height: 900 } })
  await phone.goto(`${story.warmline.url}/devices#tomas/phone`)
  await phone.getByRole('link', { name: 'WhatsApp' }).click()
  await phone.getByRole('link', { name: /Nordvik/ }).click()
  await phone.getByLabel('Message', { exact: true }).fill('Where is my jacket now?')
  await phone.keyboard.press('Enter')
  const log = phone.getByRole('log')
  await log.getByText('Where is my jacket now?').waitFor()
  await move(maja, '/desk/inbox/all')
  await open('Where is my jacket now')
  await log.getByRole('img', { name: 'Seen' }).waitFor()
  const field = maja.getByRole('textbox', { name: 'Reply on WhatsApp' })
  await field.fill('Ten minutes from you')
  await phone.getByText('is writing…').waitFor()
  await send(maja)
  await story.passUndo()
  await log.getByText('Ten minutes from you').waitFor()
  expect(await axe(phone)).toEqual([])
  await log.getByRole('button', { name: 'What to do with this message' }).last().click()
  await log.getByRole('button', { name: 'React with ❤️' }).click()
  await maja.getByRole('list', { name: 'Reactions' }).getByText('❤️').first().waitFor()
  await maja
    .getByText(/read \d/)
    .first()
    .waitFor()
})
