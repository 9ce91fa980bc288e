/** Credentials that stop working: everything waits, nobody is told that it was sent, and all of it goes once they are mended (F14). */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { emptyTables } from '../../test/database.ts'
import { mailFrom } from '../../test/incoming.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { checkConnection } from '../channels/check.ts'
import { changeConnection, createConnection, removeConnection } from '../channels/connections.ts'
import { brokenConnections, describeConnections } from '../channels/describe.ts'
import { watchConnections } from '../channels/watch.ts'
import { recordConsent } from '../customers/consent.ts'
import { inTransaction } from '../platform/db.ts'
import { deliver } from './deliver.ts'
import { receive } from './receive.ts'
import { reply } from './reply.ts'

/** Twilio as far as this goes: it knows one token. */
let token = ''
const texts: string[] = []
const twilio = createServer((request, response) => {
  const isKnown = request.headers.authorization?.split(' ')[1] === Buffer.from(`${account}:${token}`).toString('base64')
  let form = ''
  request.on('data', (chunk) => {
    form += chunk
  })
  request.on('end', () => {
    response.writeHead(isKnown ? 201 : 401, { 'content-type': 'application/json' })
    if (!isKnown) return response.end(JSON.stringify({ code: 20003, message: 'Authenticate', status: 401 }))
    if (request.method === 'POST') texts.push(new URLSearchParams(form).get('Body') ?? '')
    return response.end(
      JSON.stringify({ sid: `SM${randomUUID().replaceAll('-', '')}`, status: 'queued', friendly_name: 'Nordvik', messages: [] }),
    )
  })
})
const account = `AC${'a'.repeat(32)}`

let world: Awaited<ReturnType<typeof openTestPlatform>>
let id = ''
let author: Awaited<ReturnType<typeof makeAgent>>
const db = () => world.platform.db
beforeAll(async () => {
  await new Promise<void>((resolve) => twilio.listen(0, '127.0.0.1', resolve))
  world = await openTestPlatform()
  author = await makeAgent(db(), { role: 'owner' })
})
afterAll(async () => {
  await world.close()
  await new Promise((resolve) => twilio.close(resolve))
})
beforeEach(async () => {
  token = 'the-right-one'
  texts.length = 0
  await emptyTables(db(), 'connections', 'customers', 'tickets', 'messages', 'identities', 'graphile_worker._private_jobs')
  const values = { number: '+46701110000', accountSid: account, authToken: token }
  id = (await createConnection(world.platform, { channel: 'sms', name: 'Texts', values })).id
  const apiUrl = `http://127.0.0.1:${(twilio.address() as AddressInfo).port}`
  await sql`update connections set settings = settings || ${JSON.stringify({ apiUrl })}::jsonb`.execute(db())
})

/** An agent's answer to a text of a customer who has agreed to that. */
async function answer(text: string): Promise<string> {
  const incoming = {
    ...mailFrom(),
    channel: 'sms' as const,
    externalId: `SM${randomUUID()}`,
    from: { kind: 'phone' as const, value: `+4670${Math.floor(Math.random() * 1e7)}`, name: '', isVerified: true },
    mail: null,
    connectionId: id,
  }
  const messageId = randomUUID()
  await inTransaction(db(), async (tx) => {
    const { ticketId } = await receive(tx, { ticketIs: 'a person', whenClosed: 'reopens it' }, incoming)
    const ticket = await tx.selectFrom('tickets').select('identityId').where('id', '=', ticketId).executeTakeFirstOrThrow()
    await recordConsent(tx, {
      identityId: ticket.identityId ?? '',
      kind: 'transactional',
      isGiven: true,
      source: 'agent',
      said: 'on the phone',
    })
    await reply(tx, ticketId, author, { id: messageId, text, attachmentIds: [], isNote: false })
  })
  return messageId
}
const stateOf = (messageId: string) =>
  db().selectFrom('messages').select(['state', 'error', 'sentAt']).where('id', '=', messageId).executeTakeFirstOrThrow()
const health = async () => (await describeConnections(world.platform, id))[0]?.health
interface Job {
  name: string
  payload: { messageId: string; to: string; subject: string }
  isDue: boolean
}
const jobs = async (name: string): Promise<Job[]> =>
  (
    await sql<Job>`
      select t.identifier as name, j.payload, j.run_at <= now() as "isDue" from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${name} order by j.id`.execute(db())
  ).rows
/** Works off what is due, as the worker would. */
async function work(): Promise<number> {
  const due = (await jobs('deliver')).filter(({ isDue }) => isDue)
  for (const { payload } of due) {
    await sql`delete from graphile_worker._private_jobs where payload->>'messageId' = ${payload.messageId}`.execute(db())
    await deliver(world.platform, payload.messageId, false)
  }
  return due.length
}

test('with refused credentials replies wait, admins hear of it once, and nothing says that it was sent', async () => {
  token = 'another'
  const waiting = [await answer('first'), await answer('second')]
  await work()
  for (const one of waiting)
    expect(await stateOf(one)).toMatchObject({ state: 'queued', sentAt: null, error: expect.stringContaining('20003') })
  expect(await health()).toMatchObject({ state: 'broken', waiting: 2, failure: 'Twilio 20003: Authenticate', lastOutAt: null })
  expect(await brokenConnections(db())).toMatchObject([{ id, name: 'Texts' }])
  expect((await jobs('mail')).map(({ payload }) => payload.subject)).toEqual(['Texts does not work any more'])
  expect(await work()).toBe(0)
})

test('a new token sends at once what waited, each of it once, and clears the trouble', async () => {
  token = 'another'
  const waiting = [await answer('first'), await answer('second')]
  await work()
  await changeConnection(world.platform, { id, values: { authToken: 'another' } })
  expect(await work()).toBe(2)
  expect(texts.sort()).toEqual(['first', 'second'])
  for (const one of waiting) expect(await stateOf(one)).toMatchObject({ state: 'sent', error: null, sentAt: expect.any(Date) })
  expect(await health()).toMatchObject({ state: 'working', waiting: 0 })
  expect(await brokenConnections(db())).toEqual([])
})

test('where the vendor mended it, asking it sends what waited', async () => {
  token = 'another'
  await answer('first')
  await work()
  expect(await checkConnection(world.platform, id)).toEqual({ isWorking: false, answer: 'Twilio 20003: Authenticate' })
  expect(await work()).toBe(0)
  token = 'the-right-one'
  expect(await checkConnection(world.platform, id)).toMatchObject({ isWorking: true })
  await work()
  expect(texts).toEqual(['first'])
})

test('one reply that goes out takes the others with it', async () => {
  token = 'another'
  await answer('first')
  await work()
  token = 'the-right-one'
  await answer('second')
  await work()
  expect(texts).toEqual(['second'])
  await work()
  expect(texts).toEqual(['second', 'first'])
})

test('while it is turned off replies wait, and go out when it is turned on', async () => {
  const messageId = await answer('first')
  await changeConnection(world.platform, { id, isEnabled: false })
  await work()
  expect(await stateOf(messageId)).toMatchObject({ state: 'queued', sentAt: null })
  expect([texts, (await health())?.state]).toEqual([[], 'off'])
  await changeConnection(world.platform, { id, isEnabled: true })
  await work()
  expect(texts).toEqual(['first'])
})

test('once it is disconnected what waited fails, and says why', async () => {
  token = 'another'
  const messageId = await answer('first')
  await work()
  await removeConnection(db(), id)
  await work()
  expect(await stateOf(messageId)).toMatchObject({ state: 'failed', error: expect.stringContaining('not connected any more') })
})

test('a connection is asked without anybody’s doing: what broke is told of before a customer notices', async () => {
  await watchConnections(world.platform)
  expect(await health()).toMatchObject({ state: 'new', brokenAt: null })
  token = 'another'
  await watchConnections(world.platform)
  expect((await health())?.state).toBe('new')
  await watchConnections(world.platform, new Date(Date.now() + 24 * 3_600_000))
  expect((await health())?.state).toBe('broken')
  expect(await jobs('mail')).toHaveLength(1)
  token = 'the-right-one'
  await watchConnections(world.platform)
  expect((await health())?.brokenAt).toBeNull()
})

test('of access that ends within a week admins hear once, and of the next one again', async () => {
  const expiring = (days: number) =>
    sql`insert into connection_health (connection_id, expires_at, checked_at) values (${id}, now() + make_interval(days => ${days}), now())
      on conflict (connection_id) do update set expires_at = excluded.expires_at`.execute(db())
  const told = async () => (await jobs('mail')).length
  await expiring(8)
  await watchConnections(world.platform)
  expect(await told()).toBe(0)
  await expiring(6)
  await watchConnections(world.platform)
  await watchConnections(world.platform)
  expect(await told()).toBe(1)
  expect((await jobs('mail'))[0]?.payload).toMatchObject({
    to: expect.stringContaining('@shop.example'),
    subject: expect.stringContaining('Access to Texts ends on'),
  })
  await expiring(3)
  await watchConnections(world.platform)
  expect(await told()).toBe(2)
})
