import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeAgent } from '../../../test/agents.ts'
import { openTestApp, type TestApp } from '../../../test/app.ts'
import { emptyTables } from '../../../test/database.ts'
import { type ConnectedNumber, connectNumber } from '../../../test/texts.ts'
import { consentsOf, recordConsent } from '../../customers/consent.ts'
import { inTransaction } from '../../platform/db.ts'
import type { Platform } from '../../platform/platform.ts'
import { deliver } from '../../tickets/deliver.ts'
import { mayReplyTo } from '../../tickets/mayReply.ts'
import { reply } from '../../tickets/reply.ts'
import { sayOutside } from '../say.ts'

let opened: TestApp
let app: FastifyInstance
let platform: Platform
let number: ConnectedNumber
let maja: { agentId: string; name: string }
beforeAll(async () => {
  opened = await openTestApp()
  app = opened.app
  platform = opened.world.platform
  // The fake fetches our files, so we stand at a real address.
  platform.publicUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  number = await connectNumber(platform)
  maja = await makeAgent(platform.db)
}, 120_000)
afterAll(async () => {
  await number?.twilio.close()
  await opened.close()
})
beforeEach(async () => {
  await emptyTables(
    platform.db,
    'customers',
    'tickets',
    'messages',
    'identities',
    'events',
    'payloads',
    'consents',
    'graphile_worker._private_jobs',
  )
  number.twilio.messages.length = 0
  number.twilio.next.length = 0
  number.twilio.optedOut.clear()
})

const ana = '+46701234567'
const post = ({ url = number.webhook, headers, body }: { url?: string; headers: Record<string, string>; body: string }) =>
  app.inject({ method: 'POST', url: new URL(url).pathname + new URL(url).search, headers, payload: body })

/** Ana has written, and agreed to be answered. */
async function ticketOfAna(): Promise<string> {
  await post(number.twilio.inbound(number.webhook, { from: ana, to: '+46701230000', text: 'Where is it?' }))
  const { id: identityId } = await platform.db.selectFrom('identities').select('id').executeTakeFirstOrThrow()
  await inTransaction(platform.db, (tx) =>
    recordConsent(tx, { identityId, kind: 'transactional', isGiven: true, source: 'agent', said: 'by phone' }),
  )
  return (await platform.db.selectFrom('tickets').select('id').executeTakeFirstOrThrow()).id
}
async function answer(ticketId: string, text = 'On its way', attachmentIds: string[] = []): Promise<string> {
  const id = randomUUID()
  await inTransaction(platform.db, (tx) => reply(tx, ticketId, maja, { id, text, isNote: false, attachmentIds }))
  return id
}
const stateOf = (id: string) =>
  platform.db.selectFrom('messages').select(['state', 'error', 'externalId']).where('id', '=', id).executeTakeFirstOrThrow()
const attempts = async (id: string) =>
  (await platform.db.selectFrom('deliveryAttempts').select('outcome').where('messageId', '=', id).orderBy('startedAt').execute()).map(
    ({ outcome }) => outcome,
  )

test('an answer goes out from the number that was written to, and its receipts find it', async () => {
  const id = await answer(await ticketOfAna())
  await deliver(platform, id, false)
  const [sent] = number.twilio.messages
  expect(sent).toMatchObject({ to: ana, from: '+46701230000', body: 'On its way' })
  expect(await stateOf(id)).toEqual({ state: 'sent', error: null, externalId: sent?.sid })
  if (!sent) return
  for (const [status, state] of [
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['sent', 'delivered'],
  ] as const) {
    expect((await post(number.twilio.receipt(sent, status))).statusCode).toBe(200)
    expect((await stateOf(id)).state).toBe(state)
  }
})

test('accepted, then not delivered: the message says so in Twilio’s words', async () => {
  const id = await answer(await ticketOfAna())
  await deliver(platform, id, false)
  const [sent] = number.twilio.messages
  if (sent) await post(number.twilio.receipt(sent, 'undelivered', 30003))
  expect(await stateOf(id)).toMatchObject({ state: 'failed', error: 'Twilio 30003' })
  // Sent once more by hand, it is a message of its own: what reached nobody is no proof that it went out.
  await platform.db.updateTable('messages').set({ state: 'queued' }).where('id', '=', id).execute()
  await deliver(platform, id, false)
  expect(number.twilio.messages).toHaveLength(2)
  expect((await stateOf(id)).externalId).toBe(number.twilio.messages[1]?.sid)
})

test('when the answer to a sent message is lost, the next try finds it at Twilio and nobody gets it twice', async () => {
  const id = await answer(await ticketOfAna(), 'On its way… “soon”')
  number.twilio.next.push('lost')
  await expect(deliver(platform, id, false)).rejects.toThrow()
  expect((await stateOf(id)).state).toBe('queued')
  await deliver(platform, id, false)
  expect(number.twilio.messages).toHaveLength(1)
  expect(await stateOf(id)).toEqual({ state: 'sent', error: null, externalId: number.twilio.messages[0]?.sid })
  expect(await attempts(id)).toEqual(['retry', 'sent'])
})

test('when nothing went out, the next try sends it; the same words of an earlier message are no proof', async () => {
  const ticketId = await ticketOfAna()
  await deliver(platform, await answer(ticketId, 'OK'), false)
  const id = await answer(ticketId, 'OK')
  number.twilio.next.push('cut')
  await expect(deliver(platform, id, false)).rejects.toThrow()
  await deliver(platform, id, false)
  expect(number.twilio.messages.map(({ body }) => body)).toEqual(['OK', 'OK'])
  expect((await stateOf(id)).externalId).toBe(number.twilio.messages[1]?.sid)
})

test('a keyword’s answer whose sending nobody heard of is not said twice', async () => {
  const said = { connectionId: number.connection.id, to: ana, text: 'Write to help@nordvik.example', key: 'sms:SM1' }
  number.twilio.next.push('lost')
  await expect(sayOutside(platform, said)).rejects.toThrow()
  await sayOutside(platform, said, true)
  expect(number.twilio.messages).toHaveLength(1)
})

test('too many at once: it waits as long as Twilio asks and goes out then', async () => {
  const id = await answer(await ticketOfAna())
  number.twilio.next.push({ status: 429, retryAfter: 30 })
  await deliver(platform, id, false)
  expect((await stateOf(id)).state).toBe('queued')
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from run_at - now())::int as seconds from graphile_worker.jobs where key = ${`deliver:${id}`}`.execute(platform.db)
  expect(rows[0]?.seconds).toBeGreaterThan(20)
  await deliver(platform, id, false)
  expect(await attempts(id)).toEqual(['retry', 'sent'])
})

test('an opt-out that Twilio knows of becomes the customer’s word, and the composer says so', async () => {
  const ticketId = await ticketOfAna()
  const id = await answer(ticketId)
  number.twilio.optedOut.add(ana)
  await deliver(platform, id, false)
  expect(await stateOf(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('21610') })
  expect(await attempts(id)).toEqual(['failed'])
  const ticket = await platform.db.selectFrom('tickets').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow()
  expect(await consentsOf(platform.db, ticket.identityId)).toEqual({ marketing: false, transactional: false })
  expect(await mayReplyTo(platform.db, ticket)).toEqual({ may: false, why: 'opted_out', instead: 'ask_consent' })
})

test('nobody is written to who has not agreed', async () => {
  await post(number.twilio.inbound(number.webhook, { from: ana, to: '+46701230000', text: 'Where is it?' }))
  const { id } = await platform.db.selectFrom('tickets').select('id').executeTakeFirstOrThrow()
  await expect(answer(id)).rejects.toThrow('has not agreed')
  expect(number.twilio.messages).toEqual([])
})

test('a picture goes out by a public address that is good for some hours and that nobody can make up', async () => {
  const ticketId = await ticketOfAna()
  const kept = await platform.files.keep(Buffer.from('a picture'))
  const { id: attachmentId } = await platform.db
    .insertInto('attachments')
    .values({ ...kept, name: 'label.png', mimeType: 'image/png', uploadedBy: maja.agentId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await deliver(platform, await answer(ticketId, '', [attachmentId]), false)
  const [sent] = number.twilio.messages
  expect(sent?.media).toMatchObject([{ status: 200, type: 'image/png', size: 9 }])
  const url = new URL(sent?.media[0]?.url ?? '')
  const until = url.searchParams.get('until') ?? ''
  const forged = [
    url.href.replace(until, String(Number(until) + 1)),
    url.href.replace(attachmentId, randomUUID()),
    `${url.origin}${url.pathname}`,
    `${url.origin}${url.pathname}?until=1&proof=${url.searchParams.get('proof')}`,
  ]
  for (const address of forged) expect((await fetch(address)).status).toBe(404)
})

test('a refused password keeps the answer until somebody mends it', async () => {
  const id = await answer(await ticketOfAna())
  const { token } = number.twilio.account
  number.twilio.account.token = 'changed at Twilio'
  await deliver(platform, id, false)
  expect(await stateOf(id)).toMatchObject({ state: 'queued', error: expect.stringContaining('20003') })
  const health = await platform.db.selectFrom('connectionHealth').select('brokenAt').executeTakeFirstOrThrow()
  expect(health.brokenAt).not.toBeNull()
  number.twilio.account.token = token
  await deliver(platform, id, false)
  expect((await stateOf(id)).state).toBe('sent')
})

test('long links go out as short ones of ours, the same at every try, which lead only where they were written and count their clicks', async () => {
  const { id: connectionId } = number.connection
  const set = (links: string) =>
    sql`update connections set settings = settings || ${JSON.stringify({ links })}::jsonb where id = ${connectionId}`.execute(platform.db)
  await set('own')
  const long = `https://nordvik.example/orders/1043/track?token=${'a'.repeat(60)}`
  const id = await answer(await ticketOfAna(), `Track it (${long}). Or https://n.example/x, twice: ${long}`)
  number.twilio.next.push('cut')
  await expect(deliver(platform, id, false)).rejects.toThrow()
  await deliver(platform, id, false)
  await set('none')
  const [sent] = number.twilio.messages
  const [short = '', again] = sent?.body.match(/http:\/\/\S+\/l\/\w+/g) ?? []
  expect(again).toBe(short)
  expect(sent?.body).toBe(`Track it (${short}). Or https://n.example/x, twice: ${short}`)
  expect((await platform.db.selectFrom('messages').select('text').where('id', '=', id).executeTakeFirstOrThrow()).text).toContain(long)

  const follow = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init })
  const led = await follow(short)
  expect([led.status, led.headers.get('location'), led.headers.get('cache-control')]).toEqual([302, long, 'no-store'])
  await follow(short)
  await follow(short, { method: 'HEAD' })
  await follow(short, { headers: { 'user-agent': 'Twitterbot/1.0' } })
  const { cookie } = await opened.signIn('Olle', 'agent')
  const { ticketId } = await platform.db.selectFrom('messages').select('ticketId').where('id', '=', id).executeTakeFirstOrThrow()
  const listed = await app.inject({ url: `/api/v1/tickets/${ticketId}/messages`, headers: { cookie } })
  expect(listed.json().messages.at(-1).links).toEqual([{ url: long, clicks: 2 }])
  for (const path of ['/l/unknown12', '/l/https:%2F%2Fevil.example', '/l/..%2Fdesk', `/l/${short.slice(-9)}%00`])
    expect((await follow(`${platform.publicUrl}${path}`)).status, path).toBe(404)
})

test('through a Messaging Service Twilio shortens the links itself, where that is chosen', async () => {
  const { id: connectionId } = number.connection
  const set = (settings: object) =>
    sql`update connections set settings = settings || ${JSON.stringify(settings)}::jsonb where id = ${connectionId}`.execute(platform.db)
  await set({ links: 'twilio', messagingServiceSid: `MG${'b'.repeat(32)}` })
  await deliver(platform, await answer(await ticketOfAna(), 'https://nordvik.example'), false)
  await set({ links: 'none', messagingServiceSid: null })
  expect(number.twilio.requests.at(-1)?.form.get('ShortenUrls')).toBe('true')
  expect(number.twilio.messages[0]).toMatchObject({ messagingServiceSid: `MG${'b'.repeat(32)}`, from: null })
})
