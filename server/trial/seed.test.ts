import { afterAll, beforeAll, expect, test } from 'vitest'
import { screenLanguages } from '../../shared/lists.ts'
import { openTestPlatform } from '../../test/platform.ts'
import type { Platform } from '../platform/platform.ts'
import { openAuth } from '../team/auth.ts'
import { readStart } from '../team/firstRun.ts'
import { demoCustomers } from './data/customers.ts'
import { openPhones, type Phones } from './phones/phones.ts'
import { seedDemo } from './seed.ts'

let platform: Platform
let close: () => Promise<void>
let phones: Phones
const said: string[] = []
const seed = () => seedDemo(platform, openAuth(platform), phones, (line) => said.push(line))

beforeAll(async () => {
  // Port 1 refuses every connection: a mail that left would be one that failed.
  ;({ platform, close } = await openTestPlatform({ smtpUrl: 'smtp://127.0.0.1:1' }))
  phones = await openPhones(platform)
  await seed()
})
afterAll(async () => {
  await phones?.close()
  await close?.()
})

const count = async (query: string) =>
  (await platform.pool.query<{ count: number }>(`select count(*)::int as count ${query}`)).rows[0]?.count ?? 0
const values = async (query: string) => (await platform.pool.query<{ value: unknown }>(`select ${query}`)).rows.map(({ value }) => value)

test('the demo has days of tickets in four languages with all five labels, on all five channels', async () => {
  expect(await count('from tickets')).toBeGreaterThanOrEqual(78)
  expect(await values('distinct sentiment_label as value from tickets where sentiment_label is not null order by 1')).toEqual([
    'negative',
    'neutral',
    'positive',
    'promoter',
    'urgent',
  ])
  expect(await values("distinct language as value from tickets where language in ('en', 'nl', 'es', 'sv') order by 1")).toEqual([
    'en',
    'es',
    'nl',
    'sv',
  ])
  expect(await values('distinct channel as value from tickets order by 1')).toEqual(['email', 'instagram', 'sms', 'webchat', 'whatsapp'])
  expect(await values('distinct status as value from tickets order by 1')).toEqual(['closed', 'open', 'snoozed'])
  expect(await count('from tickets where is_spam')).toBeGreaterThanOrEqual(3)
  expect(await count('from tickets where is_automated')).toBe(2)
  expect(await count("from tickets where created_at < now() - interval '3 days'")).toBeGreaterThan(5)
  expect(await count("from events where name = 'Ticket Created'")).toBeGreaterThan(55)
})

test('no time of the demo lies in the future, and none stayed at the moment of filling', async () => {
  expect(
    await count(
      "from tickets where last_message_at > now() or created_at > last_message_at or last_message_at > now() - interval '5 minutes'",
    ),
  ).toBe(0)
  expect(await count('from messages m join tickets t on t.id = m.ticket_id where m.created_at < t.created_at')).toBe(0)
  expect(await count("from timeline where at > now() - interval '5 minutes'")).toBe(0)
})

test('each connection says when it was last used, as its messages do', async () => {
  const last = (direction: 'in' | 'out') =>
    `from connections c join connection_health h on h.connection_id = c.id where h.last_${direction}_at =
      (select max(sent_at) from messages m where m.connection_id = c.id and m.direction = '${direction}')`
  expect(await count(last('in'))).toBe(3)
  expect(await count(last('out'))).toBe(3)
})

test('every answer was delivered in the demo and no job was left to send it again', async () => {
  expect(await count("from messages where direction = 'out' and not is_note and state not in ('sent', 'delivered', 'read')")).toBe(0)
  expect(await count('from graphile_worker._private_jobs')).toBe(0)
  expect(await count('from trial_mails where not is_outgoing')).toBeGreaterThan(20)
  expect(await count('from trial_mails where is_outgoing')).toBeGreaterThan(40)
  expect(await count('from trial_texts where not is_outgoing')).toBe(
    await count("from messages where channel in ('sms', 'whatsapp', 'instagram') and direction = 'out' and not is_note"),
  )
})

test('there are FAQs in four languages, in three categories, and one of them is a draft', async () => {
  expect(await count('from faq_categories')).toBe(3)
  expect(await count('from faqs where is_published')).toBe(7)
  expect(await count('from faqs where not is_published')).toBe(1)
  for (const language of screenLanguages) {
    expect(await count(`from faqs where texts ? '${language}'`)).toBe(8)
    expect(await count(`from faq_categories where names ? '${language}'`)).toBe(3)
  }
})

test('the two rules have routed what they are for', async () => {
  expect(
    await count(
      "from tickets t join teams x on x.id = t.team_id where x.name = 'Seniors' and t.sentiment_label = 'urgent' and t.priority = 'urgent'",
    ),
  ).toBeGreaterThanOrEqual(4)
  expect(
    await count(
      "from tickets t join teams x on x.id = t.team_id where x.name = 'VIP' and t.sentiment_label = 'negative' and t.order_value > 200",
    ),
  ).toBeGreaterThanOrEqual(1)
})

test('the page knows the sign-ins, and a second start changes nothing', async () => {
  const { demoSignIns } = await readStart({ db: platform.db, config: { ...platform.config, isDemo: true } })
  expect(demoSignIns.map(({ email }) => email)).toContain('maja@nordvik.example')
  const before = await count('from messages')
  await seed()
  expect(await count('from messages')).toBe(before)
  expect(said).toEqual(['Filling the demo shop.', expect.stringContaining('maja@nordvik.example (owner)'), said[1]])
  for (const who of ['ingrid@nordvik.example (admin)', 'tom@nordvik.example (agent)']) expect(said[1]).toContain(who)
})

test('every demo customer has an address that can reach nobody', () => {
  for (const { email } of demoCustomers) expect(email).toMatch(/\.example$/)
})

test('what a start left half filled is filled anew', async () => {
  await platform.pool.query(`update settings set value = '{"state":"filling"}' where key = 'trial'`)
  const before = await count('from tickets')
  await seed()
  expect(await count('from tickets')).toBe(before)
  expect(await count('from agents')).toBe(6)
})

test('a shop that is in use is left alone', async () => {
  await platform.pool.query(`delete from settings where key = 'trial'`)
  const before = await count('from customers')
  await seed()
  expect(await count('from customers')).toBe(before)
})
