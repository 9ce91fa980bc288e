import type { FastifyInstance } from 'fastify'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../test/app.ts'
import { emptyTables } from '../../../test/database.ts'
import { type ConnectedNumber, connectNumber } from '../../../test/texts.ts'
import { changeConnection } from '../connections.ts'
import { newSid } from './fakeAnswers.ts'
import type { InboundText } from './fakeCalls.ts'

let opened: TestApp
let app: FastifyInstance
let number: ConnectedNumber
beforeAll(async () => {
  opened = await openTestApp()
  app = opened.app
  number = await connectNumber(opened.world.platform)
})
afterAll(async () => {
  await number.twilio.close()
  await opened.close()
})
beforeEach(() => emptyTables(opened.world.platform.db, 'customers', 'tickets', 'messages', 'identities', 'events', 'payloads'))

const ana = '+46701234567'
const call = (text: Partial<InboundText> = {}, to = number.webhook) =>
  number.twilio.inbound(to, { from: ana, to: '+46701230000', text: 'Where is my parcel?', ...text })
const post = (request: { headers: Record<string, string>; body: string | Buffer }, to = number.webhook) =>
  app.inject({ method: 'POST', url: new URL(to).pathname + new URL(to).search, headers: request.headers, payload: request.body })
const count = async (table: 'messages' | 'tickets' | 'payloads') =>
  (await opened.world.platform.db.selectFrom(table).select('id').execute()).length

test('a signed text is a ticket when Twilio hears that we have it, and nothing is said to the customer', async () => {
  const answer = await post(call())
  expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([200, 'text/xml', '<Response></Response>'])
  const ticket = await opened.world.platform.db.selectFrom('tickets').selectAll().executeTakeFirstOrThrow()
  expect(ticket).toMatchObject({ channel: 'sms', status: 'open', connectionId: number.connection.id, preview: 'Where is my parcel?' })
})

test('a call without a signature, with a wrong one, to an unknown address or by GET changes nothing', async () => {
  const { headers, body } = call()
  const { 'x-twilio-signature': _, ...unsigned } = headers
  expect((await post({ headers: unsigned, body })).statusCode).toBe(400)
  expect((await post({ headers, body: body.replace('parcel', 'castle') })).statusCode).toBe(403)
  expect((await post({ headers: { ...headers, 'x-twilio-signature': 'AAAA' }, body })).statusCode).toBe(403)
  expect((await post({ headers, body: '' })).statusCode).toBe(403)
  expect((await post({ headers, body: body.slice(0, 40) })).statusCode).toBe(403)
  expect((await post({ headers, body }, number.webhook.replace(/[^/]+$/, 'no-such-token'))).statusCode).toBe(404)
  expect((await post({ headers, body }, number.webhook.replace('/sms/', '/telegraph/'))).statusCode).toBe(404)
  expect((await app.inject({ method: 'GET', url: new URL(number.webhook).pathname, headers })).statusCode).toBe(405)
  expect(await count('payloads')).toBe(0)
})

test('a gigantic call is refused before it is read', async () => {
  const { headers } = call()
  expect((await post({ headers, body: Buffer.alloc(41 * 1024 * 1024, 'a') })).statusCode).toBe(413)
  expect(await count('payloads')).toBe(0)
})

test('the address that was signed is the configured one, whatever the proxy says of host and scheme', async () => {
  const request = call()
  const headers = { ...request.headers, host: 'inner:8080', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
  expect((await post({ ...request, headers })).statusCode).toBe(200)
  // Signed for the address by which the proxy reaches us: that is not where Twilio was sent.
  const inner = call({}, number.webhook.replace('127.0.0.1:3000', 'inner:8080'))
  expect((await post({ ...inner, headers: { ...inner.headers, host: 'inner:8080' } })).statusCode).toBe(403)
})

test('the same call ten times in parallel is one message on one ticket', async () => {
  const request = call()
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(request)))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(200))
  expect([await count('tickets'), await count('messages'), await count('payloads')]).toEqual([1, 1, 10])
  const states = (await opened.world.platform.db.selectFrom('payloads').select('state').execute()).map(({ state }) => state)
  expect(states.toSorted()).toEqual([...Array(9).fill('duplicate'), 'ticket'])
})

test('two first texts of one person at the same instant make one ticket', async () => {
  await Promise.all([post(call({ text: 'Hi' })), post(call({ text: 'Where is it?' }))])
  expect([await count('tickets'), await count('messages')]).toEqual([1, 2])
})

test('while the auth token is changed, what was signed with the one before still comes in; two changes later no more', async () => {
  const { platform } = opened.world
  const signed = (token: string) => {
    const { headers, body } = call({ sid: newSid('SM') })
    const fields = Object.fromEntries(new URLSearchParams(body))
    return { body, headers: { ...headers, 'x-twilio-signature': getExpectedTwilioSignature(token, number.webhook, fields) } }
  }
  const [first, second, third] = [number.twilio.account.token, 'the-second-token', 'the-third-token']
  await changeConnection(platform, { id: number.connection.id, values: { authToken: second } })
  expect((await post(signed(first))).statusCode).toBe(200)
  expect((await post(signed(second))).statusCode).toBe(200)
  await changeConnection(platform, { id: number.connection.id, values: { authToken: third } })
  expect((await post(signed(first))).statusCode).toBe(403)
  expect((await post(signed(second))).statusCode).toBe(200)
  await changeConnection(platform, { id: number.connection.id, values: { authToken: first } })
  expect(await count('messages')).toBe(3)
})

test('a body that is no form counts only when both its hash and its address are signed', async () => {
  const body = '{"hello": "Twilio"}'
  const hash = (await crypto.subtle.digest('SHA-256', Buffer.from(body)).then((bytes) => Buffer.from(bytes))).toString('hex')
  const url = `${number.webhook}?bodySHA256=${hash}`
  const headers = {
    'content-type': 'application/json',
    'x-twilio-signature': getExpectedTwilioSignature(number.twilio.account.token, url, {}),
  }
  expect((await post({ headers, body: '{"hello": "other"}' }, url)).statusCode).toBe(403)
  expect((await post({ headers, body }, url.replace(hash, 'a'.repeat(64)))).statusCode).toBe(403)
  expect((await post({ headers, body }, url)).statusCode).toBe(200)
})

test('a connection that is turned off takes nothing in, and says so', async () => {
  const { platform } = opened.world
  await changeConnection(platform, { id: number.connection.id, isEnabled: false })
  expect((await post(call())).statusCode).toBe(503)
  await changeConnection(platform, { id: number.connection.id, isEnabled: true })
  expect(await count('payloads')).toBe(0)
})

test('a text of WhatsApp that comes by Twilio is kept as such, and of a channel that we cannot answer nothing is lost', async () => {
  const { db } = opened.world.platform
  await post(call({ from: `whatsapp:${ana}`, text: 'Hello' }))
  expect(await db.selectFrom('identities').select(['kind', 'value']).execute()).toEqual([{ kind: 'whatsapp', value: ana }])
  await post(call({ from: 'messenger:1234', text: 'Hello' }))
  expect(await db.selectFrom('payloads').select('state').orderBy('receivedAt').execute()).toEqual([
    { state: 'ticket' },
    { state: 'accepted' },
  ])
})
