import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { mailFrom } from '../../test/incoming.ts'
import { openTestPlatform } from '../../test/platform.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { readDrafts } from './drafts.ts'
import { cancelHeld, changeHeld, hold, listHeld } from './held.ts'
import { receive } from './receive.ts'
import { release } from './release.ts'
import { reply } from './reply.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let maja: { agentId: string; name: string }
let tom: { agentId: string; name: string }
beforeAll(async () => {
  world = await openTestPlatform()
  maja = await makeAgent(world.platform.db)
  tom = await makeAgent(world.platform.db, { name: 'Tom' })
})
afterAll(() => world.close())

const db = () => world.platform.db
const takeIn = (incoming: Incoming) => inTransaction(db(), (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))
const keep = async (ticketId: string, fields: Partial<Parameters<typeof hold>[3]> = {}, sendAt?: Date) => {
  const written = { id: randomUUID(), text: 'On its way.', isNote: false, attachmentIds: [], ...fields }
  await inTransaction(db(), (tx) => hold(tx, ticketId, maja, written, sendAt))
  return written.id
}
/** As if its time had come. */
const due = async (id: string) => {
  await sql`update held_replies set send_at = now() where id = ${id}`.execute(db())
  await release(db(), id)
}
const message = (id: string) => db().selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
const status = async (id: string) =>
  (await db().selectFrom('tickets').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status
const inAnHour = () => new Date(Date.now() + 3_600_000)

test('a held reply is no message until it goes, and then goes once, however often it is asked', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = await keep(ticketId)
  expect(await message(id)).toBeUndefined()
  const [held] = await listHeld(db(), ticketId)
  expect(held).toMatchObject({ id, kind: 'undo', stopped: null, author: { name: maja.name } })
  expect(held?.sendsInMs).toBeGreaterThan(8000)
  await release(db(), id)
  expect(await message(id)).toBeUndefined()
  await sql`update held_replies set send_at = now() where id = ${id}`.execute(db())
  await Promise.all(Array.from({ length: 5 }, () => release(db(), id)))
  expect(await message(id)).toMatchObject({ state: 'queued', text: 'On its way.' })
  expect(await listHeld(db(), ticketId)).toEqual([])
})

test('handing the same reply in again changes nothing, before it went and after', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = await keep(ticketId)
  await keep(ticketId, { id })
  expect(await listHeld(db(), ticketId)).toHaveLength(1)
  await due(id)
  await keep(ticketId, { id })
  expect(await listHeld(db(), ticketId)).toEqual([])
})

test('its job exists from the moment it is held, for the time that it goes', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = await keep(ticketId)
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from run_at - now())::float8 as seconds from graphile_worker.jobs where key = ${`release:${id}`}`.execute(db())
  expect(rows).toHaveLength(1)
  expect(rows[0]?.seconds).toBeGreaterThan(7)
})

test('closing with it happens when it goes; taken back, the ticket stays open and the text is a draft', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const actions = [{ action: 'close', input: {} }]
  const back = await keep(ticketId, { actions, text: 'Too early' })
  const { content, revision } = await inTransaction(db(), (tx) => cancelHeld(tx, maja, back))
  expect(content).toMatchObject({ text: 'Too early', actions })
  expect(await readDrafts(db(), maja.agentId, ticketId)).toMatchObject([{ mode: 'reply', revision, content: { text: 'Too early' } }])
  await release(db(), back)
  expect(await message(back)).toBeUndefined()
  const id = await keep(ticketId, { actions })
  expect(await status(ticketId)).toBe('open')
  expect(await readDrafts(db(), maja.agentId, ticketId)).toEqual([])
  await due(id)
  expect(await status(ticketId)).toBe('closed')
})

test('what is taken back stands in front of what is being written since', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const one = await keep(ticketId, { text: 'one' })
  const two = await keep(ticketId, { text: 'two' })
  await inTransaction(db(), (tx) => cancelHeld(tx, maja, two))
  await inTransaction(db(), (tx) => cancelHeld(tx, maja, one))
  expect((await readDrafts(db(), maja.agentId, ticketId))[0]?.content.text).toBe('one\n\ntwo')
})

test('a customer’s message before it goes holds it back, until the agent has read it and says so', async () => {
  const { ticketId } = await takeIn(mailFrom({ externalId: 'h1@x' }))
  const id = await keep(ticketId, {}, inAnHour())
  const newer = await takeIn(mailFrom({ thread: { externalIds: ['h1@x'], tokens: [] } }))
  expect((await listHeld(db(), ticketId))[0]?.stopped).toMatchObject({ why: 'customer' })
  await due(id)
  expect(await message(id)).toBeUndefined()
  const line = await db()
    .selectFrom('timeline')
    .select('data')
    .where('ticketId', '=', ticketId)
    .where('kind', '=', 'reply_stopped')
    .execute()
  expect(line).toMatchObject([{ data: { why: 'customer' } }])
  const change = (wish: Parameters<typeof changeHeld>[3]) => inTransaction(db(), (tx) => changeHeld(tx, maja, id, wish))
  await expect(change({ isNow: true, lastSeenMessageId: randomUUID() })).rejects.toMatchObject({ code: 'CONFLICT' })
  await change({ isNow: true, lastSeenMessageId: newer.messageId })
  await release(db(), id)
  expect(await message(id)).toMatchObject({ state: 'queued' })
})

test('a colleague’s answer holds a scheduled reply back, the writer’s own does not', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = await keep(ticketId, {}, inAnHour())
  const answer = (author: typeof maja) =>
    inTransaction(db(), (tx) => reply(tx, ticketId, author, { id: randomUUID(), text: 'Hello', isNote: false, attachmentIds: [] }))
  await answer(maja)
  expect((await listHeld(db(), ticketId))[0]?.stopped).toBeNull()
  await answer(tom)
  await due(id)
  expect((await listHeld(db(), ticketId))[0]?.stopped).toMatchObject({ why: 'colleague' })
})

test('what may no longer go is kept, with the reason', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const { id: teamId } = await db().insertInto('teams').values({ name: 'Brief' }).returning('id').executeTakeFirstOrThrow()
  const id = await keep(ticketId, { actions: [{ action: 'assign_team', input: { teamId } }] })
  await db().deleteFrom('teams').where('id', '=', teamId).execute()
  await due(id)
  expect(await message(id)).toBeUndefined()
  expect((await listHeld(db(), ticketId))[0]?.stopped).toMatchObject({
    why: 'refused',
    reason: { code: 'action_team', values: { actionKey: 'assign_team' }, sentence: expect.stringContaining('no such team') },
  })
})

test('another time moves it; the job of the old time lets it wait', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = await keep(ticketId)
  const later = inAnHour()
  await inTransaction(db(), (tx) => changeHeld(tx, maja, id, { sendAt: later }))
  await release(db(), id)
  expect((await listHeld(db(), ticketId))[0]).toMatchObject({ kind: 'later', sendAt: later })
  await expect(keep(ticketId, {}, new Date(Date.now() - 1000))).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
})

test('a reply with a variable that nobody filled in is refused', async () => {
  const { ticketId } = await takeIn(mailFrom())
  await expect(keep(ticketId, { text: 'Your order {{ order.number }}' })).rejects.toMatchObject({ data: { unfilled: ['order.number'] } })
  await expect(keep(ticketId, { text: 'x', html: '<p><mark>{{&nbsp;order.<b>number</b> }}</mark></p>' })).rejects.toMatchObject({
    code: 'UNPROCESSABLE',
  })
})

test('its writer is told once that it was held back, in the ways they chose, and again only when it is held back anew', async () => {
  const told = () =>
    db().selectFrom('notifications').select(['kind', 'ways']).where('agentId', '=', maja.agentId).where('ticketId', '=', ticketId).execute()
  const { ticketId } = await takeIn(mailFrom({ externalId: 'h2@x' }))
  const id = await keep(ticketId)
  await takeIn(mailFrom({ thread: { externalIds: ['h2@x'], tokens: [] } }))
  await due(id)
  await Promise.all([release(db(), id), release(db(), id)])
  expect(await told()).toEqual([{ kind: 'reply_stopped', ways: ['app', 'push', 'email'] }])
  await inTransaction(db(), (tx) => changeHeld(tx, maja, id, { isNow: true }))
  await due(id)
  expect(await told()).toHaveLength(2)
})
