import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import { openTestPlatform } from '../../test/platform.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { deliver } from './deliver.ts'
import { receive } from './receive.ts'
import { reply } from './reply.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let maja: { agentId: string; name: string }
beforeAll(async () => {
  world = await openTestPlatform()
  maja = await makeAgent(world.platform.db)
})
afterAll(() => world.close())

const takeIn = (incoming: Incoming) =>
  inTransaction(world.platform.db, (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))
const write = (ticketId: string, fields: Partial<Parameters<typeof reply>[3]> = {}, author = maja) => {
  const written = { id: randomUUID(), text: 'On its way.', isNote: false, attachmentIds: [], ...fields }
  return inTransaction(world.platform.db, (tx) => reply(tx, ticketId, author, written)).then(() => written.id)
}
const message = (id: string) => world.platform.db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const ticket = (id: string) => world.platform.db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const outgoingCount = async (ticketId: string) =>
  (await world.platform.db.selectFrom('messages').select('id').where('ticketId', '=', ticketId).where('direction', '=', 'out').execute())
    .length

test('a reply is queued with its final external id, and nobody waits any more', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = await write(ticketId)
  expect(await message(id)).toMatchObject({
    state: 'queued',
    direction: 'out',
    authorName: maja.name,
    externalId: expect.stringContaining(id),
  })
  expect(await ticket(ticketId)).toMatchObject({ waitingSince: null, assigneeId: maja.agentId, messageCount: 2 })
})

test('the same id again changes nothing, also ten times at once', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = randomUUID()
  await Promise.all(Array.from({ length: 10 }, () => write(ticketId, { id })))
  expect(await outgoingCount(ticketId)).toBe(1)
})

test('an id that stands on another ticket is refused', async () => {
  const [one, two] = [await takeIn(mailFrom()), await takeIn(mailFrom())]
  const id = await write(one.ticketId)
  await expect(write(two.ticketId, { id })).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('a reply that would cross a newer customer message is refused until it was seen', async () => {
  const first = await takeIn(mailFrom({ externalId: 'cross@customer.example' }))
  const newer = await takeIn(mailFrom({ thread: { externalIds: ['cross@customer.example'], tokens: [] } }))
  await expect(write(first.ticketId, { lastSeenMessageId: first.messageId })).rejects.toMatchObject({
    code: 'CONFLICT',
    data: { lastInboundMessageId: newer.messageId },
  })
  expect(await outgoingCount(first.ticketId)).toBe(0)
  await write(first.ticketId, { lastSeenMessageId: newer.messageId })
  expect(await outgoingCount(first.ticketId)).toBe(1)
})

test('whoever answers a chat has it; a mail stays with whoever has it', async () => {
  const oskar = await makeAgent(world.platform.db, { name: 'Oskar Lind' })
  const [chat, mail] = [await takeIn(chatFrom()), await takeIn(mailFrom())]
  for (const { ticketId } of [chat, mail]) {
    await write(ticketId, {}, maja)
    await write(ticketId, {}, oskar)
  }
  expect((await ticket(chat.ticketId)).assigneeId).toBe(oskar.agentId)
  expect((await ticket(mail.ticketId)).assigneeId).toBe(maja.agentId)
})

test('an ended chat takes no reply, but a note', async () => {
  const { ticketId } = await takeIn(chatFrom())
  await world.platform.db.updateTable('tickets').set({ status: 'closed' }).where('id', '=', ticketId).execute()
  await expect(write(ticketId)).rejects.toMatchObject({ code: 'UNPROCESSABLE', message: expect.stringContaining('ended') })
  const id = await write(ticketId, { isNote: true })
  expect(await message(id)).toMatchObject({ isNote: true, state: 'sent', externalId: null })
})

test('a note neither answers the customer nor assigns the ticket', async () => {
  const { ticketId } = await takeIn(mailFrom())
  await write(ticketId, { isNote: true, lastSeenMessageId: randomUUID() })
  expect(await ticket(ticketId)).toMatchObject({ assigneeId: null, waitingSince: expect.any(Date), firstRepliedAt: null })
})

test('an empty message, an unknown ticket and another agent’s file are refused', async () => {
  const { ticketId } = await takeIn(mailFrom())
  await expect(write(ticketId, { text: '  \n' })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(write(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(write(ticketId, { attachmentIds: [randomUUID()] })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  expect(await outgoingCount(ticketId)).toBe(0)
})

test('a chat message is sent at once, and delivering it again sends nothing', async () => {
  const { ticketId } = await takeIn(chatFrom())
  const id = await write(ticketId)
  await deliver(world.platform, id, false)
  await deliver(world.platform, id, false)
  expect(await message(id)).toMatchObject({ state: 'sent', error: null, sentAt: expect.any(Date) })
  expect(await world.platform.db.selectFrom('deliveryAttempts').selectAll().where('messageId', '=', id).execute()).toHaveLength(1)
})

test('while the mail server is down a reply stays queued with the reason; at the end it failed, and every attempt stands', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = await write(ticketId)
  await expect(deliver(world.platform, id, false)).rejects.toThrow()
  expect(await message(id)).toMatchObject({ state: 'queued', error: expect.stringContaining('ECONNREFUSED') })
  await deliver(world.platform, id, true)
  expect(await message(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('ECONNREFUSED') })
  const attempts = await world.platform.db
    .selectFrom('deliveryAttempts')
    .select(['outcome', 'answer'])
    .where('messageId', '=', id)
    .orderBy('id')
    .execute()
  expect(attempts.map((attempt) => attempt.outcome)).toEqual(['retry', 'failed'])
})
