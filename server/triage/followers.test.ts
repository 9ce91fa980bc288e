/** What follows a message by itself, and when it is asked for (tickets/afterReading.ts). */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyTables } from '../../test/database.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import { openTestPlatform } from '../../test/platform.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { receiveAll } from '../tickets/receive.ts'
import { triage } from './triage.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
beforeAll(async () => {
  world = await openTestPlatform()
  platform = world.platform
})
afterAll(() => world.close())
beforeEach(async () => {
  await emptyTables(platform.db, 'customers', 'tickets', 'messages', 'identities', 'graphile_worker._private_jobs')
})

async function write(incoming: Incoming) {
  const [ended] = await inTransaction(platform.db, (tx) => receiveAll(tx, [{ rule: channelOf(incoming.channel).ticketRule, incoming }]))
  if (!ended || !('messageId' in ended)) throw new Error('nothing was kept')
  return ended
}
const followed = async () =>
  (
    await sql<{ task: string; messageId: string; tries: number }>`
      select t.identifier as task, p.payload->>'messageId' as "messageId", p.max_attempts as tries
      from graphile_worker._private_jobs p join graphile_worker._private_tasks t on t.id = p.task_id
      where t.identifier in ('arrived', 'chatArrived') order by p.id`.execute(platform.db)
  ).rows
const job = (messageId: string) => ({ task: 'chatArrived', messageId, tries: 8 })

test('what follows a chat waits for its first reading, and then follows all that was written', async () => {
  const first = await write(chatFrom())
  const second = await write(chatFrom())
  expect(await followed()).toEqual([])
  await triage(platform, { ticketId: first.ticketId, occasion: 'created' })
  expect(await followed()).toEqual([job(first.messageId), job(second.messageId)])
  const third = await write(chatFrom())
  expect(await followed()).toEqual([job(first.messageId), job(second.messageId), job(third.messageId)])
  await triage(platform, { ticketId: first.ticketId, occasion: 'reopened' })
  expect(await followed()).toHaveLength(3)
})

test('so it is where the reading leaves it without a score', async () => {
  const first = await write(chatFrom())
  await platform.db.updateTable('tickets').set({ isSpam: true }).where('id', '=', first.ticketId).execute()
  await triage(platform, { ticketId: first.ticketId, occasion: 'created' })
  expect(await followed()).toEqual([job(first.messageId)])
  const second = await write(chatFrom())
  expect(await followed()).toEqual([job(first.messageId), job(second.messageId)])
})

test('a text message is followed as a chat is, and mail by nothing', async () => {
  const [text, mail] = [await write({ ...chatFrom(), channel: 'sms' }), await write(mailFrom())]
  for (const { ticketId } of [text, mail]) await triage(platform, { ticketId, occasion: 'created' })
  expect(await followed()).toEqual([{ ...job(text.messageId), task: 'arrived' }])
})
