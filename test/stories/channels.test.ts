/** An admin connects a number, and mail by each of its ways, and sees them work; a customer who never agreed writes; the agent hears why, notes a consent and answers. */
import { ImapFlow } from 'imapflow'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeMailProviders, startFakeMailProviders } from '../../server/channels/email/fake.ts'
import { type FakeTwilio, startFakeTwilio } from '../../server/channels/sms/fake.ts'
import { type Dovecot, dovecotPassword, startDovecot } from '../dovecot.ts'
import { move } from './arrived.ts'
import { axe, openStory, type Story } from './open.ts'

let story: Story
let twilio: FakeTwilio
let providers: FakeMailProviders
let dovecot: Dovecot
let maja: Page
let webhook = ''
const customer = '+46701234567'
beforeAll(async () => {
  twilio = await startFakeTwilio()
  providers = await startFakeMailProviders()
  dovecot = await startDovecot()
  story = await openStory()
  maja = await story.desk('Maja', { path: '/desk/settings/channels' })
})
afterAll(async () => {
  await story?.close()
  await twilio?.close()
  await providers?.close()
  await dovecot?.stop()
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
  await tom.getByRole('textbox', { name: 'Reply by SMS' }).press('Control+Enter')
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

/** Fills the form of a support address; answers its card, which is open. */
async function connectMail(way: string, fields: Record<string, string>) {
  await move(maja, '/desk/settings/channels')
  await maja.getByRole('button', { name: 'Email', exact: true }).click()
  const form = maja.getByRole('region', { name: 'Connect another address' })
  await form.getByLabel('Support address').fill(addressOf(way))
  await form.getByLabel('How mail comes in').selectOption(way)
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(new RegExp(`^${label}`)).fill(value)
  await form.getByRole('button', { name: 'Connect Email' }).click()
  const card = maja.getByRole('region', { name: addressOf(way), exact: true })
  await card.getByText('Nothing came in yet').waitFor()
  return card
}
const addressOf = (way: string) => `${way}@nordvik.example`
const letter = (way: string) =>
  `From: Ada <ada@customer.example>\r\nTo: ${addressOf(way)}\r\nMessage-ID: <${way}@customer.example>\r\nSubject: By ${way}\r\n\r\nHello\r\n`
const isTicket = (way: string) =>
  expect
    .poll(() =>
      story.database(async (client) => (await client.query('select channel from tickets where subject = $1', [`By ${way}`])).rows),
    )
    .toEqual([{ channel: 'email' }])

test.each([
  ['postmark', 'Password in the address'],
  ['sendgrid', 'Public key'],
  ['mailgun', 'HTTP webhook signing key'],
] as const)('mail by %s: its form asks for its own key, a forged call is told, and a mail is a ticket', async (way, label) => {
  const card = await connectMail(way, { [label]: providers.keys[way] })
  const url = (await card.locator('code').first().textContent()) ?? ''
  const mail = { raw: letter(way), from: 'ada@customer.example', to: addressOf(way) }
  expect(await providers.bring(way, url, mail, { isUnsigned: true })).not.toContain(200)
  await card.getByText(/A call came .* and was refused/).waitFor()
  expect(await providers.bring(way, url, mail)).toEqual([200])
  await card.getByText(/A signed event was received/).waitFor()
  await isTicket(way)
})

test('mail that is forwarded, and mail of a mailbox, comes in by the address that was connected', async () => {
  const forwarded = await connectMail('forward', {})
  const to = (await forwarded.locator('code').filter({ hasText: 'forward=' }).textContent()) ?? ''
  await story.mail({ envelope: { from: 'ada@customer.example', to }, raw: letter('forward') })
  await forwarded.getByText(/Last in/).waitFor()
  await isTicket('forward')
  const imap = { 'IMAP server': '127.0.0.1', Port: String(dovecot.port), User: 'shop', Password: dovecotPassword }
  const read = await connectMail('imap', imap)
  await read.getByRole('button', { name: 'Ask the provider now' }).click()
  await read.getByText('It works. The provider says:').waitFor()
  // What is there before it begins to read is left alone.
  const begun = async (client: pg.Client) => (await client.query('select from mailbox_cursors where compared_at is not null')).rowCount
  await expect.poll(() => story.database(begun)).toBe(1)
  const auth = { user: 'shop', pass: dovecotPassword }
  const mailbox = new ImapFlow({ host: '127.0.0.1', port: dovecot.port, secure: false, doSTARTTLS: false, auth, logger: false })
  await mailbox.connect()
  await mailbox.append('INBOX', letter('imap'))
  await mailbox.logout()
  await read.getByText(/Last in/).waitFor()
  await isTicket('imap')
  expect(await axe(maja)).toEqual([])
})
