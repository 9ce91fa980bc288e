import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeAgent } from '../../../test/agents.ts'
import { type ConnectedWorld, openConnectedWorld } from '../../../test/connection.ts'
import { emptyTables } from '../../../test/database.ts'
import { inTransaction } from '../../platform/db.ts'
import { messagesOf } from '../../tickets/messages.ts'
import { markRead } from '../../tickets/read.ts'
import { reply } from '../../tickets/reply.ts'
import { connectedOf } from '../connected.ts'
import { watchConnections } from '../watch.ts'
import { type FakeInstagram, fakeAccount, startFakeInstagram } from './fake.ts'

let world: ConnectedWorld
let fake: FakeInstagram
let maja: { agentId: string; name: string }
beforeAll(async () => {
  world = await openConnectedWorld()
  fake = await startFakeInstagram()
  maja = await makeAgent(world.platform.db)
  const values = { accountId: fakeAccount.id, accessToken: fakeAccount.token, appSecret: fakeAccount.secret, verifyToken: 'v' }
  fake.webhookUrl = (await world.connect('instagram', values, fake.url)).webhookUrl
})
afterAll(async () => {
  await fake.close()
  await world.close()
})
beforeEach(async () => {
  await emptyTables(db(), 'customers', 'tickets', 'messages', 'identities', 'payloads', 'graphile_worker._private_jobs')
  fake.next.length = 0
  fake.sent.clear()
  fake.echoes = true
})

const db = () => world.platform.db
const maria = '1234567890123456'
const tickets = () => db().selectFrom('tickets').selectAll().orderBy('number').execute()
const thread = async (place = 0) => (await messagesOf(db(), (await tickets())[place]?.id ?? '')).messages
const close = () => sql`update tickets set status = 'closed'`.execute(db())
const answer = async (text: string, fields: Partial<Parameters<typeof reply>[3]> = {}) => {
  const [ticket] = await tickets()
  const written = { id: randomUUID(), text, isNote: false, attachmentIds: [], ...fields }
  await inTransaction(db(), (tx) => reply(tx, ticket?.id ?? '', maja, written))
  await world.work()
  return db().selectFrom('messages').select(['id', 'state', 'error', 'externalId']).where('id', '=', written.id).executeTakeFirstOrThrow()
}
const file = async (name: string, mimeType: string) => {
  const kept = await world.platform.files.keep(Buffer.from('bytes'))
  const row = await db()
    .insertInto('attachments')
    .values({ ...kept, name, mimeType, uploadedBy: maja.agentId })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

test('messages go on while the ticket is not closed, also where it is snoozed; then a new one begins', async () => {
  await fake.write(maria, { text: 'Is it in stock?' })
  await sql`update tickets set status = 'snoozed', snoozed_until = now() + interval '1 day'`.execute(db())
  await fake.write(maria, { text: 'Hello?' })
  expect(await tickets()).toMatchObject([{ channel: 'instagram', status: 'open', messageCount: 2 }])
  await close()
  await fake.write(maria, { text: 'Another thing' })
  expect(await tickets()).toMatchObject([{ status: 'closed' }, { status: 'open', messageCount: 1 }])
})

test('two first messages at the same instant are one ticket, and whoever writes gets their name from Instagram', async () => {
  await Promise.all(['one', 'two', 'three'].map((text) => fake.write(maria, { text })))
  expect(await tickets()).toMatchObject([{ messageCount: 3 }])
  await world.work()
  expect(await db().selectFrom('customers').select('name').execute()).toEqual([{ name: 'María Ruiz' }])
  expect((await thread()).map((one) => one.author.name)).toEqual(['María Ruiz', 'María Ruiz', 'María Ruiz'])
})

test('an answer to a story, and a mention in one, open a ticket with the story’s picture', async () => {
  const url = fake.keepFile(Buffer.from('a story'), 'image/png')
  await fake.write(maria, { text: 'Love it!', reply_to: { story: { id: '1', url } } })
  await fake.write(maria, { attachments: [{ type: 'story_mention', payload: { url } }] })
  await world.work()
  expect(await thread()).toMatchObject([
    { text: 'Love it!', content: { kind: 'story', how: 'reply' }, attachments: [{ mimeType: 'image/png', size: 7 }] },
    { content: { kind: 'story', how: 'mention' }, attachments: [{ size: 7 }] },
  ])
})

test('a reel that is passed on is shown as one, with its film; a post as its page', async () => {
  const url = fake.keepFile(Buffer.from('a film'), 'video/mp4')
  await fake.write(maria, { attachments: [{ type: 'ig_reel', payload: { reel_video_id: '18', title: 'New drop', url } }] })
  await fake.write(maria, { attachments: [{ type: 'share', payload: { url: 'https://www.instagram.com/p/FAKE/' } }] })
  await world.work()
  expect(await thread()).toMatchObject([
    { content: { kind: 'shared', what: 'reel', title: 'New drop', url }, attachments: [{ mimeType: 'video/mp4', size: 6 }] },
    { content: { kind: 'shared', what: 'post', url: 'https://www.instagram.com/p/FAKE/' }, attachments: [], awaited: [] },
  ])
})

test('a file is fetched from Meta alone: another host is refused and said', async () => {
  await fake.write(maria, { attachments: [{ type: 'image', payload: { url: 'https://169.254.169.254/latest/meta-data' } }] })
  await world.work()
  expect((await thread())[0]).toMatchObject({ attachments: [], awaited: [{ error: expect.stringContaining('not at Meta') }] })
})

test('reactions, edits and messages taken back change what they are about; a view-once picture is kept as such', async () => {
  const mid = await fake.write(maria, { text: 'Wher' })
  await fake.event(maria, { reaction: { mid, action: 'react', reaction: 'love', emoji: '❤️' } })
  await fake.event(maria, { message_edit: { mid, text: 'Where?', num_edit: 1 } })
  await fake.write(maria, { attachments: [{ type: 'ephemeral' }] })
  expect(await thread()).toMatchObject([
    { text: 'Where?', reactions: [{ emoji: '❤️' }] },
    { content: { kind: 'unsupported', type: 'ephemeral' } },
  ])
  await fake.event(maria, { reaction: { mid, action: 'unreact' } })
  await fake.event(maria, { message: { mid, is_deleted: true } })
  expect((await thread())[0]).toMatchObject({ text: '', reactions: [], unsentAt: expect.any(Date) })
})

test('a reply is one message, though its echo comes before the answer to our call; it is read when Instagram says so', async () => {
  await fake.write(maria, { text: 'Where?' })
  const sent = await answer('On its way')
  expect([...fake.sent]).toMatchObject([[sent.externalId, { recipient: { id: maria }, message: { text: 'On its way' } }]])
  await fake.event(maria, { read: { mid: sent.externalId } })
  expect(await thread()).toMatchObject([{ direction: 'in' }, { direction: 'out', state: 'read' }])
})

test('what is written in the app stands on the ticket', async () => {
  await fake.write(maria, { text: 'Where?' })
  const update = {
    sender: { id: fakeAccount.id },
    recipient: { id: maria },
    timestamp: Date.now(),
    message: { mid: 'mid.app', text: 'From the phone', is_echo: true },
  }
  await fake.tell({ object: 'instagram', entry: [{ id: fakeAccount.id, messaging: [update] }] })
  expect(await thread()).toMatchObject([{ direction: 'in' }, { direction: 'out', text: 'From the phone', state: 'sent' }])
})

test('a call whose answer was lost is known by its echo, and not repeated', async () => {
  await fake.write(maria, { text: 'Where?' })
  fake.next.push('cut')
  expect(await answer('On its way')).toMatchObject({ state: 'sent', externalId: expect.stringMatching(/^mid/) })
  await world.hurry()
  await world.work()
  expect(fake.sent.size).toBe(1)
})

test('after a day an answer goes under the tag of a person, after seven not at all', async () => {
  const day = 24 * 3600_000
  // By Instagram's own time: that we heard of it only now opens no window.
  await fake.write(maria, { text: 'Where?' }, { at: Date.now() - 2 * day })
  expect(await answer('Sorry for the wait')).toMatchObject({ state: 'sent' })
  expect([...fake.sent.values()]).toMatchObject([{ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }])
  await sql`update messages set sent_at = now() - interval '7 days' where direction = 'in'`.execute(db())
  await expect(answer('Too late')).rejects.toThrow('Once the customer writes again')
})

test('limits are bytes: what is longer is refused beforehand, with the count', async () => {
  await fake.write(maria, { text: 'Where?' })
  await expect(answer('é'.repeat(501))).rejects.toThrow('At most 1000 bytes fit here; this has 1002')
  expect(await answer('é'.repeat(500))).toMatchObject({ state: 'sent' })
})

test('a picture goes out by a link that Instagram can open; a file with text, or of another kind, is refused', async () => {
  await fake.write(maria, { text: 'Where?' })
  expect(await answer('', { attachmentIds: [await file('a.png', 'image/png')] })).toMatchObject({ state: 'sent' })
  expect([...fake.sent.values()]).toMatchObject([{ message: { attachment: { type: 'image' } } }])
  await expect(answer('See', { attachmentIds: [await file('a.png', 'image/png')] })).rejects.toThrow('without text')
  await expect(answer('', { attachmentIds: [await file('a.zip', 'application/zip')] })).rejects.toThrow('does not take')
})

test('a customer is told once that their message was read', async () => {
  await fake.write(maria, { text: 'Where?' })
  const [ticket] = await tickets()
  const told = () => fake.requests.filter(({ body }) => (body as { sender_action?: string }).sender_action === 'mark_seen').length
  const before = told()
  for (let time = 0; time < 3; time++) {
    await inTransaction(db(), (tx) => markRead(tx, maja.agentId, ticket?.id ?? '', true))
    await world.work()
  }
  expect(told() - before).toBe(1)
})

test('a token is renewed long before it ends, and the one before it still opens what is under way', async () => {
  const row = () => db().selectFrom('connections').selectAll().executeTakeFirstOrThrow()
  const health = () => db().selectFrom('connectionHealth').select(['expiresAt', 'brokenAt']).executeTakeFirstOrThrow()
  await sql`update connection_health set checked_at = null`.execute(db())
  await watchConnections(world.platform)
  const renewed = connectedOf(world.platform, await row())
  expect(renewed.secretsOf('accessToken')).toEqual([`${fakeAccount.token}-1`, fakeAccount.token])
  expect((await health()).expiresAt?.getTime()).toBeGreaterThan(Date.now() + 59 * 86_400_000)
  // Not again the next day: it has two months.
  await sql`update connection_health set checked_at = null`.execute(db())
  await watchConnections(world.platform)
  expect(connectedOf(world.platform, await row()).secret('accessToken')).toBe(`${fakeAccount.token}-1`)
  await sql`update connection_health set checked_at = null, expires_at = now() + interval '20 days'`.execute(db())
  await watchConnections(world.platform)
  expect(connectedOf(world.platform, await row()).secretsOf('accessToken')).toEqual([`${fakeAccount.token}-2`, `${fakeAccount.token}-1`])
  expect((await health()).brokenAt).toBeNull()
})
