import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { inTransaction } from '../platform/db.ts'
import { notify } from './notify.ts'
import { makePushKeys, push, pushKey, subscribe } from './push.ts'
import { tell } from './tell.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let status = 201
const received: { headers: IncomingHttpHeaders; body: Buffer }[] = []
// A push service at the wire; the browser's keys are ours, so that the message can be opened.
const service = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  received.push({ headers: request.headers, body: Buffer.concat(parts) })
  response.writeHead(status).end()
})
const browser = createECDH('prime256v1')
const browserKey = browser.generateKeys()
const auth = randomBytes(16)
let origin = ''
beforeAll(async () => {
  world = await openTestPlatform()
  await makePushKeys(world.platform)
  service.listen(0, '127.0.0.1')
  await once(service, 'listening')
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
})
afterAll(async () => {
  service.close()
  await world.close()
})

const db = () => world.platform.db
const jobs = async () => {
  const { rows } = await sql<{ payload: { subscriptionId: string; notificationId: string } }>`
    delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'push' returning j.payload`.execute(
    db(),
  )
  return rows.map(({ payload }) => payload)
}

async function told() {
  const { agentId } = await makeAgent(db())
  const { id: customerId } = await db().insertInto('customers').values({ name: 'Ana' }).returning('id').executeTakeFirstOrThrow()
  const { id: ticketId } = await db()
    .insertInto('tickets')
    .values({ channel: 'email', subject: 'Parcel', customerId, replyToken: sql`uuidv7()::text` })
    .returning('id')
    .executeTakeFirstOrThrow()
  await subscribe(world.platform, agentId, {
    endpoint: `${origin}/browser/${agentId}`,
    p256dh: browserKey.toString('base64url'),
    auth: auth.toString('base64url'),
  })
  await inTransaction(db(), (tx) => notify(tx, { kind: 'mention', ticketId, by: { id: null, name: 'Tom' } }, [agentId]))
  await tell(world.platform, agentId)
  return { agentId, ticketId, jobs: await jobs() }
}

/** RFC 8188 and 8291, from the browser's side. */
function opened(body: Buffer): unknown {
  const salt = body.subarray(0, 16)
  const senderKey = body.subarray(21, 21 + (body[20] ?? 0))
  const hkdf = (salted: Buffer, secret: Buffer, info: Buffer, length: number) => {
    const key = createHmac('sha256', salted).update(secret).digest()
    return createHmac('sha256', key)
      .update(info)
      .update(Buffer.from([1]))
      .digest()
      .subarray(0, length)
  }
  const secret = hkdf(auth, browser.computeSecret(senderKey), Buffer.concat([Buffer.from('WebPush: info\0'), browserKey, senderKey]), 32)
  const sealed = body.subarray(21 + senderKey.length)
  const decipher = createDecipheriv(
    'aes-128-gcm',
    hkdf(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16),
    hkdf(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12),
  )
  decipher.setAuthTag(sealed.subarray(-16))
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8')
  return JSON.parse(text.slice(0, text.lastIndexOf('\u0002')))
}

/** RFC 8292: the token says for which service it is, and is signed with the key that the browser knows. */
async function vapid(header: string): Promise<{ aud: string; sub: string; exp: number }> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(header) ?? []
  expect(key).toBe((await pushKey(db())).publicKey)
  const point = Buffer.from(key, 'base64url')
  const publicKey = createPublicKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
  })
  const [head, claims = '', signature = ''] = token.split('.')
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  expect(isSigned).toBe(true)
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}

test('a push says who we are and only the browser can read it', async () => {
  const { ticketId, jobs } = await told()
  expect(jobs).toHaveLength(1)
  for (const job of jobs) await push(world.platform, job)
  const [{ headers, body } = { headers: {} as IncomingHttpHeaders, body: Buffer.alloc(0) }] = received.splice(0)
  expect(await vapid(String(headers.authorization))).toMatchObject({ aud: origin, sub: 'mailto:support@localhost' })
  expect(body.includes('Parcel')).toBe(false)
  expect(opened(body)).toEqual({
    title: expect.stringMatching(/^#\d+ Parcel$/),
    body: 'Tom mentioned you in a note.',
    url: `/desk/inbox/all/${ticketId}`,
    tag: ticketId,
  })
})

test('a notification is pushed once, however often one is told', async () => {
  const { agentId, jobs: first } = await told()
  await tell(world.platform, agentId)
  expect(first).toHaveLength(1)
  expect(await jobs()).toEqual([])
})

test('a browser that is gone is forgotten, one in trouble is tried again', async () => {
  const { agentId, jobs } = await told()
  const kept = () => db().selectFrom('pushSubscriptions').select('id').where('agentId', '=', agentId).execute()
  status = 503
  for (const job of jobs) await expect(push(world.platform, job)).rejects.toThrow('503')
  expect(await kept()).toHaveLength(1)
  status = 410
  for (const job of jobs) await push(world.platform, job)
  expect(await kept()).toHaveLength(0)
  status = 201
  received.splice(0)
  for (const job of jobs) await push(world.platform, job)
  expect(received).toEqual([])
})

test('the keys are made once and the private one is sealed', async () => {
  const before = await pushKey(db())
  await makePushKeys(world.platform)
  expect(await pushKey(db())).toEqual(before)
  const { value } = await db().selectFrom('settings').select('value').where('key', '=', 'push').executeTakeFirstOrThrow()
  expect(value).toMatchObject({ sealedKey: expect.stringMatching(/^v1:/) })
})

test('only https is a push service, unless we ourselves are on this machine alone', async () => {
  const { agentId } = await makeAgent(db())
  const keys = { p256dh: browserKey.toString('base64url'), auth: auth.toString('base64url') }
  const there = { ...world.platform, publicUrl: 'https://help.shop.example' }
  await expect(subscribe(there, agentId, { endpoint: `${origin}/x`, ...keys })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(subscribe(world.platform, agentId, { endpoint: 'http://10.0.0.1/x', ...keys })).rejects.toMatchObject({
    code: 'UNPROCESSABLE',
  })
})
