/** An admin connects a number, and mail by each of its ways, and sees them work; a customer who never agreed writes; the agent hears why, notes a consent and answers. */
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeMailProviders, startFakeMailProviders } from '../../server/channels/email/fake.ts'
import { type FakeTwilio, startFakeTwilio } from '../../server/channels/sms/fake.ts'
import { move, send } from './arrived.ts'
import { addressOf, letter, mailAt } from './mailAt.ts'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let twilio: FakeTwilio
let providers: FakeMailProviders
let maja: Page
let mail: ReturnType<typeof mailAt>
let webhook = ''
const customer = '+46701234567'
beforeAll(async () => {
  twilio = await startFakeTwilio()
  providers = await startFakeMailProviders()
  story = await openStory()
  maja = await story.desk('Maja', { path: '/desk/settings/channels' })
  mail = mailAt(story, maja)
})
afterAll(async () => {
  await story?.close()
  await twilio?.close()
  await providers?.close()
})

/** What only tests and the demo may write: where the vendor is, and what breaks. */
async function inDatabase(statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: story.warmline.databaseUrl })
  await client.connect()
  await client.query(statement, values).finally(() => client.end())
}
const text = async (said: string, token?: string) => {
  const { headers, body } = twilio.inbound(webhook, { from: customer, to: twilio.numbers[0] ?? '', text: said })
  const signed = token === undefined ? headers : { ...headers, 'x-twilio-signature': token }
  return (await fetch(webhook, { method: 'POST', headers: signed, body })).status
}

test('the form of a channel is drawn from what it asks; what is wrong is said at its field', async () => {
  await maja.getByRole('button', { name: 'SMS', exact: true }).click()
  await maja.getByLabel('What the team calls it').fill('Texts')
  await maja.getByLabel('Number', { exact: true }).fill('NORDVIK')
  await maja.getByLabel('Account SID').fill(twilio.account.sid)
  await maja.getByLabel('Auth token', { exact: true }).fill(twilio.account.token)
  await maja.getByRole('button', { name: 'Connect SMS' }).click()
  await maja.getByText('A sender made of letters cannot receive answers: connect a number.').first().waitFor()
  expect(await maja.getByLabel('Number', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  await maja.getByLabel('Number', { exact: true }).fill(twilio.numbers[0] ?? '')
  await maja.getByRole('button', { name: 'Connect SMS' }).click()
  const card = maja.getByRole('region', { name: 'Texts', exact: true })
  await card.getByText('Waiting for a signed test event').waitFor()
  // Secrets are never shown again.
  await card.getByText('Set, and never shown again').waitFor()
  expect(await maja.content()).not.toContain(twilio.account.token)
  webhook = (await card.locator('code').first().textContent()) ?? ''
  await inDatabase(`update connections set settings = settings || jsonb_build_object('apiUrl', $1::text)`, [twilio.url])
})

test('the page sees a call that is not signed right, and then one that is, as they come', async () => {
  const card = maja.getByRole('region', { name: 'Texts', exact: true })
  expect(await text('Hello', 'c29tZWJvZHkgZWxzZQ==')).toBe(403)
  await card.getByText(/A call came .* and was refused/).waitFor()
  expect(await text('Hi, where is my parcel?')).toBe(200)
  await card.getByText(/A signed event was received/).waitFor()
  await card.getByRole('button', { name: 'Ask the provider now' }).click()
  await card.getByText('It works. The provider says:').waitFor()
  await card.getByText('Working', { exact: true }).waitFor()
  expect(await axe(maja)).toEqual([])
})

test('an agent hears why no reply may go out, notes a consent, and answers', async () => {
  await move(maja, '/desk/inbox/all')
  await maja.getByRole('list', { name: 'Tickets' }).getByRole('listitem').filter({ hasText: 'where is my parcel' }).click()
  await maja.getByText('The customer has not agreed to be written to here.').waitFor()
  await maja.getByRole('region', { name: 'Write an answer' }).getByRole('button', { name: 'Note a consent' }).click()
  await maja.getByLabel('Where you have it from').fill('Said so on the phone')
  await maja.getByRole('button', { name: 'Note it' }).click()
  const field = maja.getByRole('textbox', { name: 'Reply by SMS' })
  await field.fill('It is on its way ✓')
  await maja.getByText('Fewer fit because of: ✓').waitFor()
  expect(await axe(maja)).toEqual([])
  await field.press('Control+Enter')
  await story.passUndo()
  await expect.poll(() => twilio.messages.map(({ body, to }) => [body, to])).toEqual([['It is on its way ✓', customer]])
})

test('while it is broken everyone sees so, replies wait, and they go out once it is mended', async () => {
  const { sid, token } = twilio.account
  twilio.account.token = 'changed-at-the-vendor'
  const tom = await story.desk('Tom')
  await tom.getByRole('list', { name: 'Tickets' }).getByRole('listitem').filter({ hasText: 'where is my parcel' }).click()
  await tom.getByRole('textbox', { name: 'Reply by SMS' }).fill('It comes tomorrow')
  await send(tom)
  await story.passUndo()
  await tom.getByText('Texts does not work.').waitFor()
  await tom.getByText('Admins have been told.').waitFor()
  await tom.getByText('Not sent yet, trying again:').waitFor()
  await tom.getByText(/your reply waits, and goes out by itself/).waitFor()
  expect(twilio.messages).toHaveLength(1)
  twilio.account.token = token
  await maja.getByRole('link', { name: 'Look at it' }).click()
  await maja.getByRole('button', { name: 'Details of Texts' }).click()
  await maja.getByRole('button', { name: 'Ask the provider now' }).click()
  await expect.poll(() => twilio.messages.map(({ body }) => body)).toContain('It comes tomorrow')
  await tom.getByText('Texts does not work.').waitFor({ state: 'detached' })
  expect(twilio.account.sid).toBe(sid)
})

test('the ledger accounts for all that came', async () => {
  await move(maja, '/desk/settings/ledger')
  const unaccounted = maja.getByRole('region', { name: 'Unaccounted for' })
  await unaccounted.getByText('0', { exact: true }).waitFor()
  await inDatabase(
    `insert into payloads (channel, state, file, body, size, error) values ('sms', 'quarantined', repeat('0', 64), $1, 30, 'the form names no message')`,
    [Buffer.from('<img src=x onerror=alert(1)>')],
  )
  await maja.getByText('the form names no message').waitFor()
  await maja.getByRole('button', { name: 'Look' }).click()
  await maja.getByText('<img src=x onerror=alert(1)>').waitFor()
  expect(await axe(maja)).toEqual([])
  await maja.getByRole('button', { name: 'Discard' }).click()
  await maja.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await maja.getByText('the form names no message').waitFor({ state: 'detached' })
})

test.each([
  ['postmark', 'Password in the address'],
  ['sendgrid', 'Public key'],
  ['mailgun', 'HTTP webhook signing key'],
] as const)('mail by %s: its form asks for its own key, a forged call is told, and a mail is a ticket', async (way, label) => {
  const card = await mail.connect(way, { [label]: providers.keys[way] })
  const url = (await card.locator('code').first().textContent()) ?? ''
  const sent = { raw: letter(way), from: 'ada@customer.example', to: addressOf(way) }
  expect(await providers.bring(way, url, sent, { isUnsigned: true })).not.toContain(200)
  await card.getByText(/A call came .* and was refused/).waitFor()
  expect(await providers.bring(way, url, sent)).toEqual([200])
  await card.getByText(/A signed event was received/).waitFor()
  await mail.isTicket(way)
})

test('mail that is forwarded comes in by the address that was connected', async () => {
  const forwarded = await mail.connect('forward', {})
  const to = (await forwarded.locator('code').filter({ hasText: 'forward=' }).textContent()) ?? ''
  await story.mail({ envelope: { from: 'ada@customer.example', to }, raw: letter('forward') })
  await forwarded.getByText(/Last in/).waitFor()
  await mail.isTicket('forward')
  expect(await axe(maja)).toEqual([])
})
