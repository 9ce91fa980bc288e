import { createPublicKey, verify } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { openPushService } from '../../test/pushService.ts'
import { inTransaction } from '../platform/db.ts'
import { notify } from './notify.ts'
import { makePushKeys, push, pushKey, subscribe } from './push.ts'
import { tell } from './tell.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let service: Awaited<ReturnType<typeof openPushService>>
beforeAll(async () => {
  world = await openTestPlatform()
  await makePushKeys(world.platform)
  service = await openPushService()
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
  await subscribe(world.platform, agentId, { endpoint: `${service.origin}/browser/${agentId}`, ...service.keys })
  await inTransaction(db(), (tx) => notify(tx, { kind: 'mention', ticketId, by: { id: null, name: 'Tom' } }, [agentId]))
  await tell(world.platform, agentId)
  return { agentId, ticketId, jobs: await jobs() }
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
  const [{ headers, body } = { headers: {} as IncomingHttpHeaders, body: Buffer.alloc(0) }] = service.received.splice(0)
  expect(await vapid(String(headers.authorization))).toMatchObject({ aud: service.origin, sub: 'mailto:support@localhost' })
  expect(body.includes('Parcel')).toBe(false)
  expect(service.opened(body)).toEqual({
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
  service.answer.status = 503
  for (const job of jobs) await expect(push(world.platform, job)).rejects.toThrow('503')
  expect(await kept()).toHaveLength(1)
  service.answer.status = 410
  for (const job of jobs) await push(world.platform, job)
  expect(await kept()).toHaveLength(0)
  service.answer.status = 201
  service.received.splice(0)
  for (const job of jobs) await push(world.platform, job)
  expect(service.received).toEqual([])
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
  const there = { ...world.platform, publicUrl: 'https://help.shop.example' }
  await expect(subscribe(there, agentId, { endpoint: `${service.origin}/x`, ...service.keys })).rejects.toMatchObject({
    code: 'UNPROCESSABLE',
  })
  await expect(subscribe(world.platform, agentId, { endpoint: 'http://10.0.0.1/x', ...service.keys })).rejects.toMatchObject({
    code: 'UNPROCESSABLE',
  })
})
