import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NotificationSettings } from '../../shared/notifications.ts'
import { notificationKinds } from '../../shared/notifications.ts'
import { makeAgent } from '../../test/agents.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { inTransaction } from '../platform/db.ts'
import { changeNotificationSettings, listNotifications, readNotificationSettings, readNotifications } from './notifications.ts'
import { notify, notifyNew } from './notify.ts'
import { tell } from './tell.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
beforeAll(async () => {
  world = await openTestPlatform()
})
afterAll(() => world.close())

const db = () => world.platform.db
const usual = (): NotificationSettings => ({
  ways: Object.fromEntries(notificationKinds.map((kind) => [kind, ['app', 'push', 'email']])) as NotificationSettings['ways'],
  newTickets: 'all',
  quiet: null,
  hasSound: true,
})
async function world1() {
  const { agentId } = await makeAgent(db())
  await inTransaction(db(), (tx) => changeNotificationSettings(tx, agentId, usual()))
  const { id: customerId } = await db().insertInto('customers').values({ name: 'Ana' }).returning('id').executeTakeFirstOrThrow()
  const { id: ticketId } = await db()
    .insertInto('tickets')
    .values({ channel: 'email', subject: 'Parcel', customerId, replyToken: sql`uuidv7()::text` })
    .returning('id')
    .executeTakeFirstOrThrow()
  const cause = (fields: object = {}) =>
    inTransaction(db(), (tx) => notify(tx, { kind: 'assigned', ticketId, by: { id: null, name: 'Tom' }, ...fields }, [agentId]))
  return { agentId, ticketId, cause, list: () => listNotifications(db(), agentId, { limit: 30 }) }
}
async function mailsOf(agentId: string) {
  const { email } = await db().selectFrom('agents').select('email').where('id', '=', agentId).executeTakeFirstOrThrow()
  const { rows } = await sql<{ payload: { to: string; subject: string; text: string } }>`
    select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'mail' and j.payload->>'to' = ${email} order by j.id`.execute(db())
  return rows.map(({ payload }) => payload)
}
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

test('a notification is there when and only when its cause is', async () => {
  const { agentId, ticketId, list } = await world1()
  const undone = inTransaction(db(), async (tx) => {
    await notify(tx, { kind: 'assigned', ticketId }, [agentId])
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  expect((await list()).notifications).toEqual([])
})

test('nobody hears of what they did themselves, nor twice of one message', async () => {
  const { agentId, ticketId, cause, list } = await world1()
  await cause({ by: { id: agentId, name: 'Maja' } })
  expect((await list()).unread).toBe(0)
  const messageId = '0198c0de-0000-7000-8000-000000000001'
  await cause({ kind: 'mention', messageId })
  await cause({ kind: 'mention', messageId })
  const { notifications, unread } = await list()
  expect(unread).toBe(1)
  expect(notifications[0]).toMatchObject({ kind: 'mention', ticketId, subject: 'Parcel', actorName: 'Tom', isRead: false })
})

test('a kind for which no way is chosen is not told, and one without push and mail adds no job', async () => {
  const { agentId, cause, list } = await world1()
  const settings = usual()
  settings.ways.assigned = []
  settings.ways.mention = ['app']
  await inTransaction(db(), (tx) => changeNotificationSettings(tx, agentId, settings))
  expect(await readNotificationSettings(db(), agentId)).toEqual(settings)
  await cause()
  await cause({ kind: 'mention' })
  expect((await list()).notifications.map(({ kind }) => kind)).toEqual(['mention'])
  const { rows } = await sql`select from graphile_worker._private_jobs where key = ${`tell:${agentId}`}`.execute(db())
  expect(rows).toHaveLength(0)
})

test('reading the ticket’s notifications or all of them takes them off the count', async () => {
  const { agentId, ticketId, cause, list } = await world1()
  await cause()
  await cause()
  expect(await inTransaction(db(), (tx) => readNotifications(tx, agentId, { ticketId }))).toBe(0)
  await cause()
  const [newest] = (await list()).notifications
  expect(await inTransaction(db(), (tx) => readNotifications(tx, agentId, { ids: [newest?.id ?? ''] }))).toBe(0)
  expect(await inTransaction(db(), (tx) => readNotifications(tx, agentId, { all: true }))).toBe(0)
})

test('a busy ticket is one mail at once and one more a quarter of an hour later, each thing in it once', async () => {
  const { agentId, cause } = await world1()
  await cause()
  await Promise.all([tell(world.platform, agentId, later(0.1)), tell(world.platform, agentId, later(0.1))])
  expect(await mailsOf(agentId)).toHaveLength(1)
  await cause({ kind: 'mention' })
  await cause({ kind: 'answered' })
  await tell(world.platform, agentId, later(5))
  expect(await mailsOf(agentId)).toHaveLength(1)
  await tell(world.platform, agentId, later(20))
  await tell(world.platform, agentId, later(40))
  const mails = await mailsOf(agentId)
  expect(mails).toHaveLength(2)
  expect(mails[1]?.subject).toMatch(/^#\d+ Parcel$/)
  expect(mails[1]?.text).toMatch(/Tom mentioned you in a note\.[\s\S]*Tom wrote on your ticket\.[\s\S]*\/desk\/inbox\/all\//)
})

test('whoever looks at the ticket, or has read it since, gets no mail', async () => {
  const { agentId, ticketId, cause } = await world1()
  await cause()
  const live = {
    ...world.platform.live,
    isConnected: () => true,
    isLooking: (who: string, where: string) => who === agentId && where === ticketId,
  }
  await tell({ ...world.platform, live }, agentId, later(3))
  await cause()
  await db()
    .insertInto('ticketReads')
    .values({ ticketId, agentId, readAt: later(1) })
    .execute()
  await tell(world.platform, agentId, later(3))
  await tell(world.platform, agentId, later(30))
  expect(await mailsOf(agentId)).toEqual([])
})

test('somebody at an open desk has two minutes to read it there', async () => {
  const { agentId, cause } = await world1()
  const platform = { ...world.platform, live: { ...world.platform.live, isConnected: () => true } }
  await cause()
  await tell(platform, agentId, later(0.5))
  expect(await mailsOf(agentId)).toEqual([])
  await tell(platform, agentId, later(3))
  expect(await mailsOf(agentId)).toHaveLength(1)
})

test('in quiet hours mail waits until they end', async () => {
  const { agentId, cause } = await world1()
  const hour = (date: Date) => `${String(date.getUTCHours()).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}`
  const quiet = { from: hour(later(-60)), until: hour(later(60)) }
  await inTransaction(db(), (tx) => changeNotificationSettings(tx, agentId, { ...usual(), quiet }))
  await cause()
  await tell(world.platform, agentId, later(1))
  expect(await mailsOf(agentId)).toEqual([])
  await tell(world.platform, agentId, later(61))
  expect(await mailsOf(agentId)).toHaveLength(1)
})

test('a new ticket is told to those who asked for it, by team or all, and not to whom it was given', async () => {
  const { agentId: all, ticketId } = await world1()
  const { agentId: given } = await world1()
  const { agentId: mine } = await world1()
  const { agentId: other } = await world1()
  for (const agentId of [mine, other])
    await inTransaction(db(), (tx) => changeNotificationSettings(tx, agentId, { ...usual(), newTickets: 'teams' }))
  const { id: teamId } = await db().insertInto('teams').values({ name: 'Returns' }).returning('id').executeTakeFirstOrThrow()
  await db().insertInto('teamMembers').values({ teamId, agentId: mine }).execute()
  await db().updateTable('tickets').set({ teamId, assigneeId: given }).where('id', '=', ticketId).execute()
  await inTransaction(db(), (tx) => notifyNew(tx, ticketId, 'Ana'))
  const told = async (agentId: string) => (await listNotifications(db(), agentId, { limit: 30 })).unread
  expect([await told(all), await told(mine), await told(given), await told(other)]).toEqual([1, 1, 0, 0])
})

test('whoever is given many tickets at once gets one mail', async () => {
  const { agentId } = await world1()
  for (let count = 0; count < 7; count++) {
    const { ticketId } = await world1()
    await inTransaction(db(), (tx) => notify(tx, { kind: 'assigned', ticketId, by: { id: null, name: 'Tom' } }, [agentId]))
  }
  await tell(world.platform, agentId, later(0.1))
  const mails = await mailsOf(agentId)
  expect(mails.map(({ subject }) => subject)).toEqual(['News on 7 tickets'])
  expect(mails[0]?.text.match(/desk\/inbox\/all/g)).toHaveLength(7)
})
