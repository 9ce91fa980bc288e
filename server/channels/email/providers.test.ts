import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../test/app.ts'
import { emptyTables } from '../../../test/database.ts'
import { connectAddress } from '../../../test/mailboxes.ts'
import type { Platform } from '../../platform/platform.ts'
import { takeIn } from '../../tickets/takeIn.ts'
import { fieldsOf } from './formData.ts'
import { fromMailgun, isSignedByMailgun, isTooOld } from './mailgun.ts'
import { fromPostmark } from './postmark.ts'
import { fromSendGrid } from './sendgrid.ts'

const specs = join(import.meta.dirname, '../../../../shared/specs')
const isThere = existsSync(specs)
const absent = 'no vendor files at ../shared/specs: nothing to hold the mail providers against'
const bytes = (name: string) => readFileSync(join(specs, name))
const json = (name: string) => JSON.parse(bytes(name).toString())

let opened: TestApp
let app: FastifyInstance
let platform: Platform
beforeAll(async () => {
  opened = await openTestApp()
  app = opened.app
  platform = opened.world.platform
})
afterAll(() => opened.close())
beforeEach(() => emptyTables(platform.db, 'customers', 'tickets', 'messages', 'identities', 'payloads', 'connections'))

type Values = Parameters<typeof connectAddress>[2]
const connect = async (values: Values) =>
  new URL((await connectAddress(platform, 'test@inbound.example.com', values)).webhookUrl ?? '').pathname
const post = (url: string, contentType: string, payload: string | Buffer, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, headers: { 'content-type': contentType, ...headers }, payload })
const message = async () => {
  // A busy machine leaves the reading to the queue.
  for (const { id } of await platform.db.selectFrom('payloads').select('id').where('state', '=', 'accepted').execute())
    await takeIn(platform, id, 1).catch(() => undefined)
  return platform.db.selectFrom('messages').selectAll().executeTakeFirstOrThrow()
}
const messages = async () => (await platform.db.selectFrom('messages').select('id').execute()).length
const attachments = () =>
  platform.db.selectFrom('attachments').select(['name', 'mimeType', 'contentId', 'isInline', 'size']).orderBy('position').execute()

const raw = [
  'From: Ada <ada@customer.example>',
  'To: test@inbound.example.com',
  'Subject: Päckchen',
  'Message-ID: <raw@c.example>',
  '',
  'Wo ist es?',
].join('\r\n')
const inbound = (fields: Record<string, unknown> = {}) =>
  JSON.stringify({
    FromFull: { Email: 'ada@customer.example', Name: 'Ada' },
    ToFull: [{ Email: 'test@inbound.example.com' }],
    Subject: 'Parcel',
    MessageID: randomUUID(),
    Headers: [],
    TextBody: 'Where is it?',
    ...fields,
  })
const basic = (password: string) => ({ authorization: `Basic ${Buffer.from(`shop:${password}`).toString('base64')}` })

test('Postmark: the raw mail counts where there is one; a wrong password keeps nothing and lets it come again', async () => {
  const url = await connect({ way: 'postmark', providerKey: 'hush' })
  expect((await post(url, 'application/json', inbound())).statusCode).toBe(401)
  expect((await post(url, 'application/json', inbound(), basic('hash'))).statusCode).toBe(401)
  expect(await messages()).toBe(0)
  expect((await post(url, 'application/json', inbound({ RawEmail: raw }), basic('hush'))).statusCode).toBe(200)
  expect(await message()).toMatchObject({ externalId: 'raw@c.example', subject: 'Päckchen', text: 'Wo ist es?' })
  // The same mail again is the same message.
  expect((await post(url, 'application/json', inbound({ RawEmail: raw }), basic('hush'))).statusCode).toBe(200)
  expect(await messages()).toBe(1)
})

test('Postmark: in pieces it is read as the mail that it was, with its files, its thread and who sent it', async () => {
  const url = await connect({ way: 'postmark' })
  const Attachments = [
    { Name: 'φωτο.png', Content: 'iVBORw0KGgoA', ContentType: 'image/png', ContentID: 'ii_abc@mail' },
    { Name: 'test.txt', Data: Buffer.from('test button').toString('base64'), ContentType: 'text/plain' },
  ]
  const Headers = [
    { Name: 'Message-ID', Value: '<one@c.example>' },
    { Name: 'In-Reply-To', Value: '<ours@shop.example>' },
    { Name: 'Content-Type', Value: 'multipart/evil; boundary=x' },
  ]
  await post(url, 'application/json', inbound({ Headers, Attachments, HtmlBody: '<p>See <img src="cid:ii_abc@mail"></p>' }))
  expect(await message()).toMatchObject({
    externalId: 'one@c.example',
    authorName: 'Ada',
    mail: { inReplyTo: ['ours@shop.example'], to: ['test@inbound.example.com'] },
  })
  expect(await attachments()).toEqual([
    { name: 'φωτο.png', mimeType: 'image/png', contentId: 'ii_abc@mail', isInline: true, size: 9 },
    { name: 'test.txt', mimeType: 'text/plain', contentId: null, isInline: false, size: 11 },
  ])
})

test('Postmark: an out-of-office answer is marked and not answered; what is no mail is in quarantine', async () => {
  const url = await connect({ way: 'postmark' })
  const Headers = [
    { Name: 'Return-Path', Value: '<>' },
    { Name: 'Auto-Submitted', Value: 'auto-replied' },
    { Name: 'Message-ID', Value: '<ooo@c.example>' },
  ]
  await post(url, 'application/json', inbound({ Headers }))
  expect(await message()).toMatchObject({ isAutomated: true, automatedWhy: 'auto-reply' })
  expect((await post(url, 'application/json', '{"Headers": "no')).statusCode).toBe(200)
  const states = await platform.db.selectFrom('payloads').select('state').orderBy('receivedAt').execute()
  // A job reads it again and says why it cannot be read.
  expect(states.map(({ state }) => state)).toEqual(['automated', 'accepted'])
})

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const signed = (body: Buffer, timestamp = '1600112502') => ({
  'x-twilio-email-event-webhook-timestamp': timestamp,
  'x-twilio-email-event-webhook-signature': sign('sha256', Buffer.concat([Buffer.from(timestamp), body]), privateKey).toString('base64'),
})
const formOf = (fields: Record<string, string | Buffer>) =>
  Buffer.concat([
    ...Object.entries(fields).flatMap(([name, value]) => [
      Buffer.from(`--xYzZY\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--xYzZY--\r\n'),
  ])
const multipart = 'multipart/form-data; boundary=xYzZY'

test('SendGrid: where a public key is set, only what it signed is kept, to the byte', async () => {
  const url = await connect({ way: 'sendgrid', providerKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') })
  const body = formOf({ email: Buffer.from(raw), envelope: '{"to":["test@inbound.example.com"],"from":"ada@customer.example"}' })
  expect((await post(url, multipart, body)).statusCode).toBe(403)
  expect((await post(url, multipart, Buffer.concat([body, Buffer.from('x')]), signed(body))).statusCode).toBe(403)
  expect((await post(url, multipart, body, { ...signed(body), 'x-twilio-email-event-webhook-timestamp': '1600112503' })).statusCode).toBe(
    403,
  )
  expect(await messages()).toBe(0)
  expect((await post(url, multipart, body, signed(body))).statusCode).toBe(200)
  expect(await message()).toMatchObject({ externalId: 'raw@c.example', subject: 'Päckchen' })
})

test('SendGrid: each field is read in its own character set', async () => {
  const url = await connect({ way: 'sendgrid' })
  await post(
    url,
    multipart,
    formOf({
      from: 'Ada <ada@customer.example>',
      subject: Buffer.from([0x6e, 0x69, 0xf1, 0x6f]),
      text: Buffer.from([0x93, 0x48, 0x69, 0x94]),
      charsets: '{"subject":"iso-8859-1","text":"windows-1252"}',
    }),
  )
  expect(await message()).toMatchObject({ subject: 'niño', text: '“Hi”' })
})

const signingKey = 'key-of-webhooks'
const mailgun = (fields: Record<string, string>, { at = Date.now(), token = randomUUID(), key = signingKey } = {}) => {
  const timestamp = String(Math.floor(at / 1000))
  const signature = createHmac('sha256', key)
    .update(timestamp + token)
    .digest('hex')
  return new URLSearchParams({ timestamp, token, signature, ...fields }).toString()
}
const form = 'application/x-www-form-urlencoded'
const mailgunFields = { recipient: 'test@inbound.example.com', sender: 'ada@customer.example', 'body-mime': raw }

test('Mailgun: signed, fresh and once', async () => {
  const url = await connect({ way: 'mailgun', providerKey: signingKey })
  expect((await post(url, form, mailgun(mailgunFields, { key: 'other' }))).statusCode).toBe(401)
  expect((await post(url, form, mailgun(mailgunFields, { at: Date.now() - 13 * 3600_000 }))).statusCode).toBe(406)
  expect((await post(url, form, mailgun(mailgunFields, { at: Date.now() + 3600_000 }))).statusCode).toBe(406)
  expect(await messages()).toBe(0)
  const call = mailgun(mailgunFields)
  expect((await post(`${url}?mime`, form, call)).statusCode).toBe(200)
  expect((await post(`${url}?mime`, form, call)).statusCode).toBe(406)
  expect((await platform.db.selectFrom('payloads').select('id').execute()).length).toBe(1)
  expect(await message()).toMatchObject({ externalId: 'raw@c.example', text: 'Wo ist es?' })
})

test('a posted form is read byte by byte: its escapes need not spell UTF-8, and what is broken is left as it stands', () => {
  const body = Buffer.from('a=1+2%26%3D&raw=%F1%0D%0a&broken=5%&half=%4&odd=%zz&&alone&=nameless&a=again')
  const fields = fieldsOf('application/x-www-form-urlencoded', body)
  expect(fields.map(({ name, bytes }) => [name, bytes.toString('latin1')])).toEqual([
    ['a', '1 2&='],
    ['raw', 'ñ\r\n'],
    ['broken', '5%'],
    ['half', '%4'],
    ['odd', '%zz'],
    ['alone', ''],
    ['', 'nameless'],
    ['a', 'again'],
  ])
  expect(fieldsOf('application/x-www-form-urlencoded', body, ['raw']).map(({ name }) => name)).toEqual(['raw'])
})

test('an address whose mail comes another way takes none by webhook, and GET nothing', async () => {
  const url = await connect({ way: 'forward' })
  expect((await post(url, 'application/json', inbound())).statusCode).toBe(404)
  expect((await app.inject({ method: 'GET', url })).statusCode).toBe(405)
})

test('Postmark’s own payloads are taken in, and what we read of them are mails', async () => {
  if (!isThere) return void console.info(absent)
  const ajv = new Ajv.default({ strict: false })
  addFormats.default(ajv)
  const isInbound = ajv.compile(json('postmark/postmark-inbound.schema.json'))
  const samples: [string, unknown][] = Object.entries(json('postmark/postmark-inbound-samples.json').samples)
  samples.push(
    ['test', json('postmark/postmark-inbound-test-payload.json')],
    ['raw', json('postmark/postmark-inbound-test-payload-with-raw.json')],
  )
  expect(isInbound(JSON.parse(inbound({ RawEmail: raw })))).toBe(true)
  const url = await connect({ way: 'postmark' })
  for (const [name, sample] of samples) {
    expect(isInbound(sample), name).toBe(true)
    const { mail, envelope } = fromPostmark(Buffer.from(JSON.stringify(sample)))
    expect(envelope.to.length, name).toBeGreaterThan(0)
    expect(mail.toString()).toMatch(/^From: /im)
    await emptyTables(platform.db, 'messages', 'tickets', 'payloads')
    expect((await post(url, 'application/json', JSON.stringify(sample))).statusCode, name).toBe(200)
    expect((await message()).text, name).not.toBe('')
  }
})

test('SendGrid’s own payloads are taken in, each field in its character set', async () => {
  if (!isThere) return void console.info(absent)
  const url = await connect({ way: 'sendgrid' })
  for (const name of ['default', 'raw', 'raw-with-attachment', 'charsets']) {
    const body = bytes(`sendgrid/inbound-${name}.xYzZY.multipart`)
    expect(fromSendGrid(fieldsOf(multipart, body)).isRebuilt).toBe(!name.startsWith('raw'))
    await emptyTables(platform.db, 'messages', 'tickets', 'payloads')
    expect((await post(url, multipart, body)).statusCode, name).toBe(200)
    if (name === 'raw-with-attachment') continue
    const { text, subject } = await message()
    const expected = json('sendgrid/inbound-samples.json').expectedCharsets
    if (name === 'charsets') {
      expect([text, subject]).toEqual([expected.text, expected.subject])
    } else expect(text).toBe('Hello Twilio SendGrid!')
  }
  const { attachmentFields, basics } = json('sendgrid/inbound-samples.json')
  const fields = fieldsOf(multipart, formOf({ ...basics, ...attachmentFields, attachment1: 'test', attachment2: 'png' }))
  expect(fromSendGrid(fields).mail.toString()).toMatch(/Content-ID: <abc123>/)
})

test('Mailgun’s own payloads are read: signatures, raw mail, pieces, doubled content ids', () => {
  if (!isThere) return void console.info(absent)
  const samples = json('mailgun/inbound-samples.json')
  const { signingKey: key, negative } = samples
  const basics = samples['basics (urlencoded)']
  expect(isSignedByMailgun(key, basics.fields)).toBe(true)
  for (const { fields, valid } of negative) if (valid === false) expect(isSignedByMailgun(key, fields)).toBe(false)
  expect(isTooOld(basics.fields.timestamp, new Date(1461261330_000))).toBe(false)
  expect(isTooOld(basics.fields.timestamp, new Date())).toBe(true)
  const pieces = fromMailgun(fieldsOf(form, Buffer.from(basics.rawBody)))
  expect(pieces.envelope).toEqual({ from: 'envelope-from@example.org', to: ['test@inbound.example.com'] })
  expect(pieces.mail.toString()).toContain(Buffer.from('Test body plain').toString('base64'))
  const mime = samples['rawMime (URL ends in "mime")'].fields
  expect(fromMailgun(fieldsOf(form, Buffer.from(new URLSearchParams(mime).toString()))).mail.toString()).toBe(mime['body-mime'])
  const parts = fieldsOf('multipart/form-data; boundary=----mailgunTESTboundary', bytes('mailgun/inbound-with-attachments.multipart'))
  expect(parts.filter(({ fileName }) => fileName).map(({ fileName, bytes: file }) => [fileName, file.length > 0])).toEqual([
    ['receipt.txt', true],
    ['image.png', true],
  ])
  expect(fromMailgun(parts).mail.toString()).toContain('Content-ID: <abc123>')
  const odd = { ...basics.fields, ...samples.oddContentIdMap.fields, 'message-headers': '[["From","a@b.example"]]' }
  expect(fromMailgun(fieldsOf(form, Buffer.from(new URLSearchParams(odd).toString()))).isRebuilt).toBe(true)
})
