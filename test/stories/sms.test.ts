/** A text, from the customer's telephone to the desk and back: consent first, what it costs, its receipt, and the campaign it answers. */
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeTwilio, startFakeTwilio } from '../../server/channels/sms/fake.ts'
import { send } from './arrived.ts'
import { openStory, type Story } from './open.ts'

let story: Story
let twilio: FakeTwilio
beforeAll(async () => {
  story = await openStory()
  twilio = await startFakeTwilio()
})
afterAll(async () => {
  await twilio?.close()
  await story?.close()
})

const ana = '+46701234567'

test('a text is answered once the customer has agreed, and the desk says which campaign it answers', async () => {
  const page = await story.desk('Maja')
  const { url, databaseUrl } = story.warmline
  const call = async <T>(path: string, data?: object): Promise<T> => {
    const answer = await page.request.fetch(`${url}/api/v1${path}`, { method: data ? 'POST' : 'GET', data, headers: { origin: url } })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return answer.json()
  }
  const values = { number: twilio.numbers[0], accountSid: twilio.account.sid, authToken: twilio.account.token, links: 'own' }
  const { id, webhookUrl } = await call<{ id: string; webhookUrl: string }>('/connections', {
    channel: 'sms',
    name: 'Texts',
    values: { ...values, segmentPrice: 0.07, segmentCurrency: 'EUR' },
  })
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  await database.query('update connections set settings = settings || $1::jsonb where id = $2', [{ apiUrl: twilio.url }, id])
  await database.end()

  const customer = await call<{ id: string }>('/customers', { phone: '070-123 45 67', name: 'Ana Lind' })
  const properties = { campaign: 'Spring sale', message: 'Everything 20 % off' }
  const occurredAt = new Date(Date.now() - 12 * 60_000)
  await call(`/customers/${customer.id}/events`, { name: 'Received SMS', properties, occurredAt })
  const inbound = twilio.inbound(webhookUrl, { from: ana, to: twilio.numbers[0] ?? '', text: 'Is this also for boots?' })
  expect((await fetch(webhookUrl, { method: 'POST', ...inbound })).status).toBe(200)

  await page.getByText('Is this also for boots?').first().click()
  const composer = page.getByRole('region', { name: 'Write' }).or(page.locator('section[data-mode]'))
  await composer.getByText('has not agreed').first().waitFor()
  const panel = page.getByRole('region', { name: 'Properties' })
  await panel.getByText('Spring sale').first().waitFor()
  expect(await panel.textContent()).toMatch(/Answer to\s*Spring sale \(campaign\), after 12 min/)

  const { consents } = await call<{ consents: { identityId: string }[] }>(`/customers/${customer.id}/consents`)
  const said = { kinds: ['transactional'], isGiven: true, said: 'On the telephone' }
  await call(`/customers/${customer.id}/consents`, { identityId: consents[0]?.identityId, ...said })
  const field = composer.getByRole('textbox').first()
  const long = `https://nordvik.example/boots?${'a'.repeat(140)}`
  await field.fill(`Yes! See ${long}`)
  await composer.getByText('Costs €0.07').waitFor()
  await send(page)
  await story.passUndo()
  await expect
    .poll(() => twilio.messages.map(({ to, body }) => `${to} ${body.replace(/\/l\/\w+$/, '/l/…')}`))
    .toEqual([`${ana} Yes! See ${url}/l/…`])
  const [sent] = twilio.messages
  if (!sent) return
  const { url: to, ...receipt } = twilio.receipt(sent, 'delivered')
  expect((await fetch(to, { method: 'POST', ...receipt })).status).toBe(200)
  await page.getByText('delivered').first().waitFor()
  await fetch(sent.body.split(' ').at(-1) ?? '', { redirect: 'manual' })
  await page.getByText('1 click').waitFor()
  await page.getByText('agreed to messages about orders').first().waitFor()
})
