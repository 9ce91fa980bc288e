/** The nudge in a live chat, and what the desk is told of whether the shopper is here. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Topic } from '../../shared/live.ts'
import { chatFrom } from '../../test/incoming.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { openPushService } from '../../test/pushService.ts'
import { webchat } from '../channels/webchat/webchat.ts'
import { shopHours } from '../platform/businessHours.ts'
import { inTransaction, tellChangesTo } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { writeSetting } from '../platform/settings.ts'
import { changeNotificationSettings, listNotifications, readNotificationSettings } from '../team/notifications.ts'
import { makePushKeys, push, subscribe } from '../team/push.ts'
import { tell } from '../team/tell.ts'
import { change } from '../tickets/change.ts'
import { receive } from '../tickets/receive.ts'
import { reply } from '../tickets/reply.ts'
import { readTickets } from '../tickets/rows.ts'
import { chatsQuiet } from './chatsQuiet.ts'
import { noteSeen } from './presence.ts'

let platform: Platform
let close: () => Promise<void>
let maja: { agentId: string; name: string }
let tom: typeof maja
beforeAll(async () => {
  ;({ platform, close } = await openTestPlatform())
  const { db } = platform
  const agent = async (name: string) => {
    const row = { name, email: `${name}@shop.example`, availability: 'online' }
    return { agentId: (await db.insertInto('agents').values(row).returning('id').executeTakeFirstOrThrow()).id, name }
  }
  maja = await agent('Maja')
  tom = await agent('Tom')
  const { id: teamId } = await db
    .insertInto('teams')
    .values({ name: 'Everyone', isDefault: true })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const { agentId } of [maja, tom]) await db.insertInto('teamMembers').values({ teamId, agentId }).execute()
  const day = [{ from: '00:00', until: '23:59' }]
  await writeSetting(db, shopHours, { timeZone: 'Europe/Stockholm', week: [day, day, day, day, day, day, []], holidays: [] })
})
afterAll(() => close())
const saturday = new Date('2026-11-21T10:00:00Z')
const sunday = new Date('2026-11-22T10:00:00Z')

/** A shopper who is here has asked so many minutes ago. */
async function chat(minutesAgo: number) {
  const { ticketId, messageId } = await inTransaction(platform.db, (tx) =>
    receive(tx, webchat.ticketRule, chatFrom({ shopper: randomUUID(), text: 'Which size?' })),
  )
  const { customerId } = await platform.db.selectFrom('tickets').select('customerId').where('id', '=', ticketId).executeTakeFirstOrThrow()
  await noteSeen(platform.db, [customerId], true)
  await sql`update messages set created_at = now() - make_interval(mins => ${minutesAgo}) where id = ${messageId}`.execute(platform.db)
  await sql`update tickets set waiting_since = now() - make_interval(mins => ${minutesAgo}) where id = ${ticketId}`.execute(platform.db)
  return { ticketId, messageId, customerId }
}
const say = (ticketId: string, text: string, minutesAgo: number, isNote = false) =>
  inTransaction(platform.db, async (tx) => {
    const id = randomUUID()
    await reply(tx, ticketId, maja, { id, text, isNote, attachmentIds: [] })
    await sql`update messages set state = 'sent', created_at = now() - make_interval(mins => ${minutesAgo}) where id = ${id}`.execute(tx)
    return id
  })
const nudges = async ({ agentId }: typeof maja, ticketId: string) =>
  (await listNotifications(platform.db, agentId, { limit: 100 })).notifications.filter(
    (one) => one.kind === 'chat_quiet' && one.ticketId === ticketId,
  )
const quietMinutes = async (ticketId: string) => {
  const [ticket] = await readTickets(platform.db, maja.agentId, [ticketId])
  return ticket?.quietSince ? Math.round((Date.now() - ticket.quietSince.getTime()) / 60_000) : null
}
/** What was told while something was done. */
async function toldBy(work: () => Promise<void>): Promise<Topic[]> {
  const told: Topic[] = []
  tellChangesTo((topics) => told.push(...topics))
  try {
    await work()
  } finally {
    tellChangesTo(() => undefined)
  }
  return told
}

test('a chat that nobody has and nobody answers for three minutes is told once to whoever is online in its team', async () => {
  const { ticketId } = await chat(2)
  await chatsQuiet(platform, saturday)
  expect(await nudges(maja, ticketId)).toEqual([])
  await sql`update tickets set waiting_since = now() - interval '4 minutes' where id = ${ticketId}`.execute(platform.db)
  await platform.db.updateTable('agents').set({ availability: 'away' }).where('id', '=', tom.agentId).execute()
  await chatsQuiet(platform, saturday)
  await chatsQuiet(platform, saturday)
  await platform.db.updateTable('agents').set({ availability: 'online' }).where('id', '=', tom.agentId).execute()
  expect(await nudges(maja, ticketId)).toMatchObject([{ channel: 'webchat', text: 'Which size?', isRead: false }])
  expect(await nudges(tom, ticketId)).toEqual([])
})

test('whoever has the chat is told, also when they have answered and promised more; a note is no word to the shopper', async () => {
  const { ticketId } = await chat(9)
  const said = await say(ticketId, 'Let me look that up.', 4)
  await say(ticketId, 'It is in the other warehouse.', 1, true)
  expect(await quietMinutes(ticketId)).toBe(4)
  const told = await toldBy(() => chatsQuiet(platform, saturday))
  expect(told).toEqual(expect.arrayContaining(['tickets', `ticket:${ticketId}`, `agent:${maja.agentId}`]))
  expect(await nudges(maja, ticketId)).toHaveLength(1)
  expect(await nudges(tom, ticketId)).toEqual([])
  const { rows } = await sql<{
    id: string
  }>`select message_id as id from notifications where kind = 'chat_quiet' and agent_id = ${maja.agentId}
    and ticket_id = ${ticketId}`.execute(platform.db)
  expect(rows).toEqual([{ id: said }])
})

test('a question waits for the shopper, and nobody is nudged', async () => {
  const { ticketId } = await chat(9)
  await say(ticketId, 'Shall I send you a new one? 🙂', 4)
  expect(await quietMinutes(ticketId)).toBeNull()
  await chatsQuiet(platform, saturday)
  expect(await nudges(maja, ticketId)).toEqual([])
})

test('while the three minutes are not over nobody is told; the lists hear of it once they are, and not every minute', async () => {
  const { ticketId } = await chat(9)
  const said = await say(ticketId, 'One moment.', 2)
  expect(await toldBy(() => chatsQuiet(platform, saturday))).not.toContain('tickets')
  expect(await nudges(maja, ticketId)).toEqual([])
  await sql`update messages set created_at = now() - interval '200 seconds' where id = ${said}`.execute(platform.db)
  expect(await toldBy(() => chatsQuiet(platform, saturday))).toContain('tickets')
  expect(await toldBy(() => chatsQuiet(platform, saturday))).toEqual([])
})

test('outside office hours whoever answers all the same is nudged, and nobody else', async () => {
  const alone = await chat(5)
  await chatsQuiet(platform, sunday)
  expect([...(await nudges(maja, alone.ticketId)), ...(await nudges(tom, alone.ticketId))]).toEqual([])
  const answered = await chat(9)
  await say(answered.ticketId, 'I am here by chance, let me look.', 4)
  await chatsQuiet(platform, sunday)
  expect(await nudges(maja, answered.ticketId)).toHaveLength(1)
})

test('nobody is nudged for a shopper who has gone, nor for a chat that has ended', async () => {
  const gone = await chat(5)
  await noteSeen(platform.db, [gone.customerId], false)
  const ended = await chat(5)
  await inTransaction(platform.db, (tx) =>
    change(tx, ended.ticketId, { kind: 'agent', id: maja.agentId, name: 'Maja' }, { status: 'closed' }),
  )
  const silent = await chat(5)
  await sql`update shopper_presence set seen_at = now() - interval '5 minutes' where customer_id = ${silent.customerId}`.execute(
    platform.db,
  )
  await chatsQuiet(platform, saturday)
  for (const { ticketId } of [gone, ended, silent]) {
    expect(await quietMinutes(ticketId)).toBeNull()
    expect([...(await nudges(maja, ticketId)), ...(await nudges(tom, ticketId))]).toEqual([])
  }
})

test('whoever looks at the ticket of a chat hears at once that the shopper has come or gone, and of nothing in between', async () => {
  const { ticketId, customerId } = await chat(1)
  const late = await chat(5)
  const told: Topic[] = []
  tellChangesTo((topics) => told.push(...topics))
  try {
    await noteSeen(platform.db, [customerId, late.customerId], true)
    expect(told).toEqual([])
    await noteSeen(platform.db, [customerId], false)
    expect(told.splice(0)).toEqual([`ticket:${ticketId}`])
    await noteSeen(platform.db, [customerId], true)
    expect(told.splice(0)).toEqual([`ticket:${ticketId}`])
    // Its nudge stands in the lists too.
    await noteSeen(platform.db, [late.customerId], false)
    expect(told.splice(0).sort()).toEqual([`ticket:${late.ticketId}`, 'tickets'])
  } finally {
    tellChangesTo(() => undefined)
  }
})

test('a nudge is pushed to the browser of whoever is away from the desk, once, and not in their quiet hours', async () => {
  const service = await openPushService()
  await makePushKeys(platform)
  await subscribe(platform, maja.agentId, { endpoint: `${service.origin}/maja`, ...service.keys })
  /** What follows a nudge, as the worker does it. */
  const pushed = async () => {
    await tell(platform, maja.agentId)
    const { rows } = await sql<{ payload: { subscriptionId: string; notificationId: string } }>`
      delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'push' returning j.payload`.execute(
      platform.db,
    )
    for (const { payload } of rows) await push(platform, payload)
    return service.received.splice(0).map(({ body }) => service.opened(body))
  }
  try {
    // Those of the tests before it.
    await pushed()
    const { ticketId } = await chat(9)
    await say(ticketId, 'Let me look that up.', 4)
    await chatsQuiet(platform, saturday)
    await chatsQuiet(platform, saturday)
    expect(await pushed()).toMatchObject([
      {
        title: expect.stringMatching(/^#\d+ Where is my parcel\?$/),
        body: expect.stringMatching(/nobody has said a word for three minutes/),
        url: `/desk/inbox/all/${ticketId}`,
        tag: ticketId,
      },
    ])
    expect(await pushed()).toEqual([])
    await inTransaction(platform.db, async (tx) => {
      const settings = await readNotificationSettings(tx, maja.agentId)
      // Equal times mean all day.
      await changeNotificationSettings(tx, maja.agentId, { ...settings, quiet: { from: '00:00', until: '00:00' } })
    })
    const later = await chat(9)
    await say(later.ticketId, 'One moment.', 4)
    await chatsQuiet(platform, saturday)
    expect(await nudges(maja, later.ticketId)).toHaveLength(1)
    expect(await pushed()).toEqual([])
  } finally {
    service.close()
  }
})
