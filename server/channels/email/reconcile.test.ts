import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../test/app.ts'
import { emptyTables } from '../../../test/database.ts'
import { connectAddress } from '../../../test/mailboxes.ts'
import type { Platform } from '../../platform/platform.ts'
import { summarise } from '../../tickets/ledger.ts'
import { type FakeMailProviders, startFakeMailProviders } from './fake.ts'
import type { Provider } from './fakeCalls.ts'
import { reconcile } from './reconcile.ts'

let opened: TestApp
let platform: Platform
let providers: FakeMailProviders
/** The shop is away: every call of a webhook is answered so. */
let away: number | undefined
beforeAll(async () => {
  opened = await openTestApp()
  platform = opened.world.platform
})
afterAll(() => opened.close())
beforeEach(async () => {
  away = undefined
  await providers?.close()
  providers = await startFakeMailProviders(
    async (url, { headers, body }) =>
      away ?? (await opened.app.inject({ method: 'POST', url: new URL(url).pathname, headers, payload: body })).statusCode,
  )
  await emptyTables(platform.db, 'customers', 'tickets', 'messages', 'identities', 'payloads', 'connections')
})
afterAll(() => providers.close())

async function connect(provider: Provider, apiKey = providers.apiKey): Promise<string> {
  const values = { way: provider, providerKey: providers.keys[provider], ...(provider !== 'sendgrid' && { apiKey }) }
  const { webhookUrl } = await connectAddress(platform, 'support@jolt.example', values)
  // Mail from before an address was connected is nothing to count.
  await sql`update connections set settings = settings || jsonb_build_object('apiUrl', ${providers.url}::text), created_at = now() - interval '10 days'`.execute(
    platform.db,
  )
  return webhookUrl ?? ''
}
const mail = (id: string, to = 'support@jolt.example') => ({
  raw: `From: ada@customer.example\r\nTo: ${to}\r\nSubject: Bag\r\nMessage-ID: <${id}@customer.example>\r\n\r\nWhere is it?\r\n`,
  from: 'ada@customer.example',
  to,
})
/** An hour from now, when nothing that came is on its way any more. */
const later = () => reconcile(platform, new Date(Date.now() + 3600_000))
const sources = async () => (await summarise(platform.db, 7)).sources

test.each(['postmark', 'mailgun'] as const)('what %s has in its list is counted against the ledger', async (provider) => {
  const webhook = await connect(provider)
  expect(await sources()).toMatchObject([{ why: 'soon', theirs: null, ours: 0 }])
  for (const id of ['one', 'two', 'three'])
    await providers.bring(provider, webhook, mail(id), id === 'two' ? { shape: 'pieces', times: 2 } : {})
  await later()
  expect(await sources()).toEqual([
    expect.objectContaining({
      connection: 'support@jolt.example',
      days: 3,
      theirs: 3,
      ours: 3,
      why: null,
      said: null,
      comparedAt: expect.any(Date),
    }),
  ])
})

test('what Postmark gave up while the shop was away is missing, and asked for again', async () => {
  const webhook = await connect('postmark')
  await providers.bring('postmark', webhook, mail('one'))
  away = 500
  await providers.bring('postmark', webhook, mail('two'))
  away = undefined
  await later()
  expect(await sources()).toMatchObject([{ theirs: 2, ours: 1 }])
  await later()
  expect(await sources()).toMatchObject([{ theirs: 2, ours: 2 }])
  expect(await platform.db.selectFrom('messages').select('externalId').orderBy('createdAt').execute()).toEqual([
    { externalId: 'one@customer.example' },
    { externalId: 'two@customer.example' },
  ])
})

test('mail that Mailgun took in under another address is counted once the webhook has named that', async () => {
  const webhook = await connect('mailgun')
  const forwarded = 'inbound@mg.jolt.example'
  await providers.bring('mailgun', webhook, mail('zero'))
  await providers.bring('mailgun', webhook, mail('one', forwarded))
  away = 500
  await providers.bring('mailgun', webhook, mail('two', forwarded))
  await later()
  expect(await sources()).toMatchObject([{ theirs: 3, ours: 2 }])
})

test('Mailgun’s logs are read page by page, to the end', async () => {
  const webhook = await connect('mailgun')
  // Each is there beside one that the shop sent: more than a page of a hundred.
  for (let n = 0; n < 51; n++) await providers.bring('mailgun', webhook, mail(`mail-${n}`))
  await later()
  expect(await sources()).toMatchObject([{ theirs: 51, ours: 51 }])
})

test('a provider without a list, without a key, or that refuses, is said to be so', async () => {
  const webhook = await connect('sendgrid')
  await providers.bring('sendgrid', webhook, mail('one'))
  await later()
  expect(await sources()).toMatchObject([{ what: 'SendGrid', why: 'no_list', theirs: null, ours: 1, comparedAt: null }])

  await emptyTables(platform.db, 'connections')
  await connect('postmark', '')
  await later()
  expect(await sources()).toMatchObject([{ what: 'Postmark', why: 'no_key', theirs: null }])

  await emptyTables(platform.db, 'connections')
  await connect('postmark', 'guessed')
  await later()
  expect(await sources()).toMatchObject([{ why: 'refused', theirs: null, said: '401 Request does not contain a valid Server token.' }])
  providers.listTrouble = { status: 503 }
  await later()
  expect(await sources()).toMatchObject([{ why: 'refused' }])

  providers.listTrouble = undefined
  await emptyTables(platform.db, 'connections')
  await providers.bring('mailgun', await connect('mailgun', 'guessed'), mail('one'))
  await later()
  expect(await sources()).toMatchObject([{ why: 'refused', theirs: null, said: '401 Invalid private key' }])
})
