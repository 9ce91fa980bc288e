import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import { openTestPlatform } from '../../test/platform.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { blockedSenders, blockSender, unblockSender } from './block.ts'
import { takeInTogether } from './intake.ts'
import type { Actor } from './timeline.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let maja: Actor
beforeAll(async () => {
  world = await openTestPlatform()
  const { agentId, name } = await makeAgent(world.platform.db)
  maja = { kind: 'agent', id: agentId, name }
})
afterAll(() => world.close())

const db = () => world.platform.db
/** A mail as it comes in by SMTP: with its payload. */
async function mail(from: string, fields: Partial<Incoming> = {}) {
  const body = Buffer.from(randomUUID())
  const payload = { id: randomUUID(), file: randomUUID(), body, size: body.length, envelope: {} }
  const message = mailFrom({ from, ...fields } as Parameters<typeof mailFrom>[0])
  const [received] = await takeInTogether(db(), { channel: channelOf('email'), messages: [{ ...message, payloadId: payload.id }], payload })
  return { received, payload: await db().selectFrom('payloads').selectAll().where('id', '=', payload.id).executeTakeFirstOrThrow() }
}
const block = (ticketId = '') => inTransaction(db(), (tx) => blockSender(tx, ticketId, maja))
const ticketOf = (received: unknown) => (received as { ticketId: string }).ticketId
const tickets = async () => (await db().selectFrom('tickets').select('id').execute()).length

test('of a blocked sender’s mail no ticket is made; it is kept in the ledger with that end', async () => {
  const from = `${randomUUID()}@spam.example`
  const blocked = await block(ticketOf((await mail(from)).received))
  expect(blocked).toMatchObject({ kind: 'email', value: from, blockedBy: maja.name, keptCount: 0 })
  const before = await tickets()
  const { received, payload } = await mail(from)
  expect(received).toEqual({ outcome: 'blocked', blockId: blocked.id })
  expect(payload).toMatchObject({ state: 'blocked', blockedSenderId: blocked.id, ticketId: null, endedAt: expect.any(Date) })
  expect(await tickets()).toBe(before)
  expect((await blockedSenders(db()))[0]).toMatchObject({ id: blocked.id, keptCount: 1, lastKeptAt: expect.any(Date) })
  // Somebody else is not touched.
  expect((await mail(`${randomUUID()}@customer.example`)).payload.state).toBe('ticket')
})

test('several of a blocked sender at the same moment, among others’, are each kept and the others come in', async () => {
  const from = `${randomUUID()}@spam.example`
  await block(ticketOf((await mail(from)).received))
  const ends = await Promise.all([from, from, `${randomUUID()}@customer.example`, from].map(async (one) => (await mail(one)).payload.state))
  expect(ends.sort()).toEqual(['blocked', 'blocked', 'blocked', 'ticket'])
})

test('blocking twice is one block; unblocked, the sender comes in again, and what was kept as well if one wants', async () => {
  const from = `${randomUUID()}@spam.example`
  const ticketId = ticketOf((await mail(from)).received)
  const { id } = await block(ticketId)
  expect((await block(ticketId)).id).toBe(id)
  const { payload } = await mail(from)
  expect(await inTransaction(db(), (tx) => unblockSender(tx, id, maja, true))).toBe(1)
  expect(await db().selectFrom('payloads').select(['state', 'blockedSenderId']).where('id', '=', payload.id).executeTakeFirst()).toEqual({
    state: 'accepted',
    blockedSenderId: null,
  })
  expect((await mail(from)).payload.state).toBe('ticket')
  expect((await blockedSenders(db())).map((one) => one.id)).not.toContain(id)
})

test('a blocked shopper’s chat message is refused and kept once, also when it is sent again', async () => {
  const shopper = randomUUID()
  const send = (incoming: Incoming) => takeInTogether(db(), { channel: channelOf('webchat'), messages: [incoming], payload: null })
  const { id } = await block(ticketOf((await send(chatFrom({ shopper })))[0]))
  const again = chatFrom({ shopper, text: 'Let me in' })
  for (let n = 0; n < 2; n++) expect(await send(again)).toEqual([{ outcome: 'blocked', blockId: id }])
  expect((await blockedSenders(db())).find((one) => one.id === id)?.keptCount).toBe(1)
})
