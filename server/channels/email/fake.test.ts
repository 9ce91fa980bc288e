import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../test/app.ts'
import { emptyTables } from '../../../test/database.ts'
import { connectAddress } from '../../../test/mailboxes.ts'
import { fetchFile } from '../../tickets/awaitedFiles.ts'
import { takeIn } from '../../tickets/takeIn.ts'
import { changeConnection } from '../connections.ts'
import type { FakeMailProviders } from './fake.ts'
import { startFakeMailProviders } from './fake.ts'
import { mailgunCall, type Provider } from './fakeCalls.ts'
import { fieldsOf, textOf } from './formData.ts'
import { isSignedByMailgun } from './mailgun.ts'

let opened: TestApp
let providers: FakeMailProviders
beforeAll(async () => {
  opened = await openTestApp()
  providers = await startFakeMailProviders(async (url, { headers, body }) => {
    const { pathname } = new URL(url)
    return (await opened.app.inject({ method: 'POST', url: pathname, headers, payload: body })).statusCode
  })
})
afterAll(async () => {
  await providers.close()
  await opened.close()
})
beforeEach(async () => {
  providers.storeTroubles.length = 0
  await emptyTables(
    opened.world.platform.db,
    'customers',
    'tickets',
    'messages',
    'identities',
    'payloads',
    'connections',
    'graphile_worker._private_jobs',
  )
})

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const raw = (id: string) =>
  [
    'From: Ada Lövgren <ada@customer.example>',
    'To: support@jolt.example',
    `Subject: =?utf-8?Q?P=C3=A5se_${id}?=`,
    `Message-ID: <${id}@customer.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Var är min påse?',
    '--b',
    'Content-Type: image/png; name="påse.png"',
    'Content-Disposition: attachment; filename="bag.png"',
    'Content-Transfer-Encoding: base64',
    '',
    png.toString('base64'),
    '--b--',
    '',
  ].join('\r\n')
const mail = (id: string) => ({ raw: raw(id), from: 'ada@customer.example', to: 'support@jolt.example' })
const connect = async (provider: Provider) => {
  const values = { way: provider, providerKey: providers.keys[provider], ...(provider === 'mailgun' && { apiKey: providers.apiKey }) }
  const connection = await connectAddress(opened.world.platform, 'support@jolt.example', values)
  await sql`update connections set settings = settings || jsonb_build_object('apiUrl', ${providers.url}::text)`.execute(
    opened.world.platform.db,
  )
  return { ...connection, webhook: connection.webhookUrl ?? '' }
}
/** What a busy machine leaves to the queue. */
const readAll = async () => {
  const { platform } = opened.world
  for (const { id } of await platform.db.selectFrom('payloads').select('id').where('state', '=', 'accepted').execute())
    await takeIn(platform, id, 1).catch(() => undefined)
}
const messages = async () => {
  await readAll()
  return readMessages()
}
const readMessages = () =>
  opened.world.platform.db.selectFrom('messages').select(['externalId', 'subject', 'text']).orderBy('externalId').execute()
const files = () => opened.world.platform.db.selectFrom('attachments').select(['name', 'mimeType', 'size']).execute()
const all: Provider[] = ['postmark', 'sendgrid', 'mailgun']

describe.each(all)('%s', (provider) => {
  test.each(['raw', 'pieces'] as const)('a mail is the same message with the same file, %s', async (shape) => {
    const { webhook } = await connect(provider)
    expect(await providers.bring(provider, webhook, mail('one'), { shape })).toEqual([200])
    expect(await messages()).toEqual([{ externalId: 'one@customer.example', subject: 'Påse one', text: 'Var är min påse?' }])
    expect(await files()).toEqual([{ name: 'bag.png', mimeType: 'image/png', size: png.length }])
  })

  test('one that comes twice, or out of order, is kept once and each', async () => {
    const { webhook } = await connect(provider)
    await providers.bring(provider, webhook, mail('two'))
    await providers.bring(provider, webhook, mail('one'), { times: 2 })
    await providers.bring(provider, webhook, mail('two'), { shape: 'pieces' })
    expect((await messages()).map(({ externalId }) => externalId)).toEqual(['one@customer.example', 'two@customer.example'])
  })

  test('what is not signed, or by somebody else, is refused and leaves nothing', async () => {
    const { webhook } = await connect(provider)
    const statuses = await providers.bring(provider, webhook, mail('one'), { isUnsigned: true })
    expect(new Set(statuses)).toEqual(new Set([provider === 'sendgrid' ? 403 : 401]))
    expect(await opened.world.platform.db.selectFrom('payloads').select('id').execute()).toEqual([])
  })

  test('while the connection is off the provider keeps its mail, and brings it when it is on', async () => {
    const { id, webhook } = await connect(provider)
    await changeConnection(opened.world.platform, { id, isEnabled: false })
    const beforeRetry = async () => void (await changeConnection(opened.world.platform, { id, isEnabled: true }))
    expect(await providers.bring(provider, webhook, mail('one'), { beforeRetry })).toEqual([503, 200])
    expect(await messages()).toHaveLength(1)
  })

  test('one that was cut off on its way is in quarantine with its bytes, and the next goes on', async () => {
    const { webhook } = await connect(provider)
    const key = { key: providers.keys.mailgun, at: new Date(), keep: () => '' }
    // A form is signed in its own fields: what is cut behind them still counts as signed.
    const { body } = await mailgunCall(mail('cut'), 'raw', key)
    const cutAt = provider === 'mailgun' ? body.indexOf('&body-mime') : 60
    const trouble = provider === 'sendgrid' ? { cutAt, isUnsigned: true } : { cutAt }
    if (provider === 'sendgrid') await sql`update connections set secrets = secrets - 'providerKey'`.execute(opened.world.platform.db)
    expect(await providers.bring(provider, webhook, mail('cut'), trouble)).toEqual([200])
    const { id } = await opened.world.platform.db.selectFrom('payloads').select('id').executeTakeFirstOrThrow()
    for (const attempt of [1, 2]) await expect(takeIn(opened.world.platform, id, attempt)).rejects.toThrow()
    await takeIn(opened.world.platform, id, 3)
    const row = await opened.world.platform.db.selectFrom('payloads').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'quarantined', error: expect.stringMatching(/./) })
    expect(row.size).toBeGreaterThan(0)
    await providers.bring(provider, webhook, mail('one'), provider === 'sendgrid' ? { isUnsigned: true } : {})
    expect(await messages()).toHaveLength(1)
  })
})

describe('files that Mailgun stored', () => {
  const stored = async () => {
    const { webhook } = await connect('mailgun')
    expect(await providers.bring('mailgun', webhook, mail('one'), { shape: 'stored' })).toEqual([200])
    expect(await messages()).toHaveLength(1)
    const { id } = await opened.world.platform.db.selectFrom('awaitedFiles').select('id').executeTakeFirstOrThrow()
    return (isLast = false) => fetchFile(opened.world.platform, id, isLast)
  }
  const awaited = () => opened.world.platform.db.selectFrom('awaitedFiles').select(['name', 'error']).execute()

  test('are fetched by the job with the API key, while the message is there at once', async () => {
    const fetch = await stored()
    expect(await files()).toEqual([])
    await fetch()
    expect(await files()).toEqual([{ name: 'bag.png', mimeType: 'image/png', size: png.length }])
    expect(await awaited()).toEqual([])
  })

  test('a refused key, trouble at Mailgun’s and one more try: the job comes again and the file is there', async () => {
    const fetch = await stored()
    for (const status of [401, 500, 429]) {
      providers.storeTroubles.push({ status })
      await expect(fetch()).rejects.toThrow(String(status))
    }
    await fetch()
    expect(await files()).toHaveLength(1)
  })

  test('a file that is gone says so at the message', async () => {
    const fetch = await stored()
    providers.storeTroubles.push({ status: 404 })
    await fetch()
    expect(await awaited()).toEqual([{ name: 'bag.png', error: expect.stringContaining('404') }])
  })

  test('the key goes to nobody else, wherever the file is said to be', async () => {
    const fetch = await stored()
    providers.storeTroubles.push({ location: 'https://elsewhere.example/file' })
    await fetch()
    expect(await awaited()).toEqual([{ name: 'bag.png', error: 'The file is not at Mailgun’s, so it was not fetched.' }])
  })

  test('one that unpacks to more than is taken is given up, and fills neither memory nor disk', async () => {
    const fetch = await stored()
    providers.storeTroubles.push({ packed: gzipSync(Buffer.alloc(200 * 1024 * 1024)) })
    const before = process.memoryUsage().rss
    await fetch()
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
    expect(await awaited()).toEqual([{ name: 'bag.png', error: expect.stringContaining('larger than') }])
  })
})

const specs = join(import.meta.dirname, '../../../../shared/specs')
test('the fakes’ calls are what the vendors’ own are', async () => {
  if (!existsSync(specs)) return void console.info('no vendor files at ../shared/specs: nothing to hold the fakes against')
  const ajv = new Ajv.default({ strict: false })
  addFormats.default(ajv)
  const isInbound = ajv.compile(JSON.parse(readFileSync(join(specs, 'postmark/postmark-inbound.schema.json'), 'utf8')))
  const { webhook } = await connect('postmark')
  providers.calls.length = 0
  for (const provider of all)
    for (const shape of ['raw', 'pieces'] as const) await providers.bring(provider, webhook, mail('one'), { shape })
  const of = (provider: Provider) => providers.calls.flatMap((one) => (one.provider === provider ? one.call : []))
  for (const { body } of of('postmark')) expect([isInbound(JSON.parse(body.toString())), isInbound.errors]).toEqual([true, null])
  const fields = of('sendgrid').map(({ headers, body }) => fieldsOf(headers['content-type'] ?? '', body).map(({ name }) => name))
  const { basics, rawMime, attachmentFields } = JSON.parse(readFileSync(join(specs, 'sendgrid/inbound-samples.json'), 'utf8'))
  const known = new Set([...Object.keys({ ...basics, ...rawMime, ...attachmentFields }), 'attachment1'])
  expect(fields.flat().filter((name) => !known.has(name))).toEqual([])
  const samples = JSON.parse(readFileSync(join(specs, 'mailgun/inbound-samples.json'), 'utf8'))
  const ofMailgun = new Set([
    ...Object.keys({
      ...samples['basics (urlencoded)'].fields,
      ...samples['rawMime (URL ends in "mime")'].fields,
      ...samples.withAttachments.fields,
    }),
    ...['from', 'subject', 'attachment-1'],
  ])
  for (const { headers, body } of of('mailgun')) {
    const form = fieldsOf(headers['content-type'] ?? '', body)
    expect(form.map(({ name }) => name).filter((name) => !ofMailgun.has(name))).toEqual([])
    const [timestamp = '', token = '', signature = ''] = ['timestamp', 'token', 'signature'].map((name) => textOf(form, name))
    expect(isSignedByMailgun(providers.keys.mailgun, { timestamp, token, signature })).toBe(true)
  }
})
