/** Whether a ticket has a file stands on the ticket: kept by the database, however a file or its message comes and goes. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { openTestDatabase } from '../../test/database.ts'
import { mailFrom } from '../../test/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { merge } from './merge.ts'
import { mergedInto } from './merged.ts'
import { receive } from './receive.ts'
import { split } from './split.ts'
import type { Actor } from './timeline.ts'
import { unmerge } from './unmerge.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let maja: Actor & { id: string }
beforeAll(async () => {
  database = await openTestDatabase()
  const { agentId, name } = await makeAgent(database.db)
  maja = { kind: 'agent', id: agentId, name }
})
afterAll(() => database.close())

const open = (from: string) => inTransaction(database.db, (tx) => receive(tx, channelOf('email').ticketRule, mailFrom({ from })))
const messageOf = async (ticketId: string) =>
  (await database.db.selectFrom('messages').select('id').where('ticketId', '=', ticketId).executeTakeFirstOrThrow()).id
const file = { name: 'a.png', mimeType: 'image/png', size: 1, file: 'x' }
const add = async (messageId: string | null) =>
  (
    await database.db
      .insertInto('attachments')
      .values({ ...file, messageId })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
const has = async (ticketId: string) =>
  (await database.db.selectFrom('tickets').select('hasFile').where('id', '=', ticketId).executeTakeFirstOrThrow()).hasFile

test('a file that comes with a message, or is put to one later, is on the ticket until the last of them has gone', async () => {
  const { ticketId } = await open(`${randomUUID()}@customer.example`)
  expect(await has(ticketId)).toBe(false)
  const messageId = await messageOf(ticketId)
  const waiting = await add(null)
  expect(await has(ticketId)).toBe(false)
  await database.db.updateTable('attachments').set({ messageId }).where('id', '=', waiting).execute()
  expect(await has(ticketId)).toBe(true)
  const other = await add(messageId)
  await database.db.deleteFrom('attachments').where('id', '=', waiting).execute()
  expect(await has(ticketId)).toBe(true)
  await database.db.updateTable('attachments').set({ messageId: null }).where('id', '=', other).execute()
  expect(await has(ticketId)).toBe(false)
  await add(messageId)
  await database.db.deleteFrom('messages').where('id', '=', messageId).execute()
  expect(await has(ticketId)).toBe(false)
})

test('merged, a message takes its file along; taken back, and split off, as well', async () => {
  const from = `${randomUUID()}@customer.example`
  const [target, source] = [(await open(from)).ticketId, (await open(from)).ticketId]
  await add(await messageOf(source))
  const both = async () => [await has(target), await has(source)]
  expect(await both()).toEqual([false, true])
  await inTransaction(database.db, (tx) => merge(tx, target, [source], maja, false))
  expect(await both()).toEqual([true, false])
  const [{ mergeId = '' } = {}] = await mergedInto(database.db, target)
  await inTransaction(database.db, (tx) => unmerge(tx, mergeId, maja))
  expect(await both()).toEqual([false, true])
  await inTransaction(database.db, (tx) => merge(tx, target, [source], maja, false))
  const { rows } = await sql<{ id: string }>`select m.id from messages m join attachments f on f.message_id = m.id
    where m.ticket_id = ${target}`.execute(database.db)
  const made = await inTransaction(database.db, (tx) => split(tx, target, rows[0]?.id ?? '', maja))
  expect([await has(target), await has(made)]).toEqual([false, true])
})
