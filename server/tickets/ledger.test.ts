import { createHash, randomUUID } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { type Insertable, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyTables } from '../../test/database.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { inTransaction } from '../platform/db.ts'
import type { DB } from '../platform/schema.ts'
import { writeSetting } from '../platform/settings.ts'
import { discardPayload, getPayload, listPayloads, lookInto, retention, retryPayload, summarise } from './ledger.ts'
import { retain } from './retain.ts'
import { takeIn } from './takeIn.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
beforeAll(async () => {
  world = await openTestPlatform()
})
afterAll(() => world.close())
beforeEach(() =>
  emptyTables(world.platform.db, 'payloads', 'tickets', 'customers', 'messages', 'attachments', 'graphile_worker._private_jobs'),
)

const db = () => world.platform.db
const hashOf = (body: Buffer) => createHash('sha256').update(body).digest('hex')
type Row = Partial<Insertable<DB['payloads']>>
async function payload(fields: Row = {}, text = 'From: ana@customer.example\r\nSubject: Hello\r\n\r\nWhere is it?'): Promise<string> {
  const body = Buffer.from(text)
  const row = { channel: 'email', state: 'accepted', file: hashOf(body), body, size: body.length, ...fields }
  return (await db().insertInto('payloads').values(row).returning('id').executeTakeFirstOrThrow()).id
}
const retry = (id: string) => inTransaction(db(), (tx) => retryPayload(tx, id))
const discard = (id: string) => inTransaction(db(), (tx) => discardPayload(tx, id))
const numbers = async () => {
  const { unaccounted, underWay, quarantined } = await summarise(db(), 7)
  return { unaccounted, underWay, quarantined }
}

test('what has ended is accounted for; what nobody will read is not, until it is retried', async () => {
  await payload({ state: 'ticket', endedAt: new Date() })
  await payload({ state: 'quarantined', error: 'could not be read' })
  const lost = await payload()
  expect(await numbers()).toEqual({ unaccounted: 1, underWay: 0, quarantined: 1 })
  expect((await listPayloads(db(), { state: 'unaccounted', limit: 10 })).payloads.map(({ id }) => id)).toEqual([lost])
  await retry(lost)
  expect(await numbers()).toEqual({ unaccounted: 0, underWay: 1, quarantined: 1 })
  await takeIn(world.platform, lost, 1)
  expect(await numbers()).toEqual({ unaccounted: 0, underWay: 0, quarantined: 1 })
})

test('a payload whose job has given up is unaccounted for again', async () => {
  await retry(await payload())
  await sql`update graphile_worker._private_jobs set attempts = max_attempts`.execute(db())
  expect(await numbers()).toMatchObject({ unaccounted: 1, underWay: 0 })
})

test('the numbers are by channel and end, of the days that are asked for', async () => {
  for (const state of ['ticket', 'ticket', 'duplicate']) await payload({ state })
  await payload({ channel: 'sms', state: 'keyword' })
  await payload({ state: 'ticket', receivedAt: new Date(Date.now() - 8 * 86_400_000) })
  expect((await summarise(db(), 7)).counts).toEqual([
    { channel: 'email', state: 'duplicate', count: 1 },
    { channel: 'email', state: 'ticket', count: 2 },
    { channel: 'sms', state: 'keyword', count: 1 },
  ])
  expect((await summarise(db(), 30)).counts).toContainEqual({ channel: 'email', state: 'ticket', count: 3 })
})

test('a retried payload is taken in once, however often it is retried, and what has ended stays as it is', async () => {
  const id = await payload({ state: 'quarantined', error: 'could not be read' })
  await Promise.all([retry(id), retry(id), retry(id)])
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from graphile_worker._private_jobs`.execute(db())
  expect(rows[0]?.count).toBe(1)
  await takeIn(world.platform, id, 1)
  expect(await getPayload(db(), id)).toMatchObject({ state: 'ticket', error: null, ticket: { number: expect.any(Number) } })
  await retry(id)
  await discard(id)
  await takeIn(world.platform, id, 1)
  expect(await getPayload(db(), id)).toMatchObject({ state: 'ticket' })
  expect(await db().selectFrom('messages').select('id').execute()).toHaveLength(1)
})

test('a discarded payload has ended, and can still be read after all', async () => {
  const id = await payload({ state: 'quarantined', error: 'could not be read' })
  await discard(id)
  expect(await getPayload(db(), id)).toMatchObject({ state: 'discarded', endedAt: expect.any(Date) })
  await retry(id)
  await takeIn(world.platform, id, 1)
  expect(await getPayload(db(), id)).toMatchObject({ state: 'ticket' })
})

test('the list comes a page at a time, each payload once', async () => {
  const ids: string[] = []
  for (let count = 0; count < 5; count++) ids.push(await payload({ state: 'quarantined' }))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { payloads, nextCursor } = await listPayloads(db(), { state: 'quarantined', limit: 2, cursor })
    seen.push(...payloads.map(({ id }) => id))
    cursor = nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(ids.reverse())
})

test('a payload can be looked at, large or not, whatever bytes it has', async () => {
  expect(await lookInto(world.platform, await payload({}, '<script>alert(1)</script>\0'))).toEqual({
    text: '<script>alert(1)</script>\u2400',
    isWhole: true,
  })
  const large = await world.platform.files.keep(Buffer.alloc(2 * 1024 * 1024, 'x'))
  const { text, isWhole } = await lookInto(world.platform, await payload({ ...large, body: null }))
  expect([text.length, isWhole]).toEqual([20_000, false])
})

const day = 86_400_000
const old = () => new Date(Date.now() - 31 * day)
/** A file of the store that was kept long ago. */
async function oldFile(text: string) {
  const stored = await world.platform.files.keep(Buffer.from(text))
  const { file } = stored
  await utimes(join(world.platform.config.dataDir, 'files', file.slice(0, 2), file.slice(2, 4), file), old(), old())
  return { ...stored, body: null }
}
const isThere = (file: string) =>
  world.platform.files.size(file).then(
    () => true,
    () => false,
  )

test('bytes are kept for ever until a shop says otherwise', async () => {
  const id = await payload({ state: 'ticket', receivedAt: old() })
  await retain(world.platform)
  expect((await getPayload(db(), id)).removedAt).toBeNull()
})

test('after the days that a shop chose, bytes and files go and the lines stay; what waits for a person stays whole', async () => {
  await writeSetting(db(), retention, { days: 30 })
  const alone = await oldFile('nobody else has this')
  const shared = await oldFile('a message shows this')
  const fresh = await oldFile('a newer payload has this')
  const { id: customerId } = await db().insertInto('customers').values({ name: 'Ana' }).returning('id').executeTakeFirstOrThrow()
  const { id: ticketId } = await db()
    .insertInto('tickets')
    .values({ channel: 'email', customerId, replyToken: randomUUID() })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: messageId } = await db()
    .insertInto('messages')
    .values({ ticketId, channel: 'email', direction: 'in', authorKind: 'customer', state: 'received' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db()
    .insertInto('attachments')
    .values({ messageId, name: 'a.eml', mimeType: 'message/rfc822', file: shared.file, size: shared.size })
    .execute()
  const gone = await Promise.all([{}, alone, shared, fresh].map((fields) => payload({ ...fields, state: 'ticket', receivedAt: old() })))
  const kept = [
    await payload({ state: 'quarantined', receivedAt: old() }),
    await payload({ state: 'accepted', receivedAt: old() }),
    await payload({ ...fresh, state: 'ticket' }),
  ]
  await retain(world.platform)
  for (const id of gone) {
    expect((await getPayload(db(), id)).removedAt).toBeInstanceOf(Date)
    await expect(lookInto(world.platform, id)).rejects.toThrow('There is no such raw payload')
  }
  for (const id of kept) expect((await getPayload(db(), id)).removedAt).toBeNull()
  expect(await Promise.all([alone, shared, fresh].map(({ file }) => isThere(file)))).toEqual([false, true, true])
})
