/** What a chat does by itself: outside office hours, when all are busy, and when the shopper has gone. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { emailChannel } from '../channels/email/email.ts'
import { webchat } from '../channels/webchat/webchat.ts'
import { shopHours } from '../platform/businessHours.ts'
import { inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { writeSetting } from '../platform/settings.ts'
import { notify } from '../team/notify.ts'
import { tell } from '../team/tell.ts'
import { change } from '../tickets/change.ts'
import { receive } from '../tickets/receive.ts'
import { reply } from '../tickets/reply.ts'
import { system, timelineOf } from '../tickets/timeline.ts'
import { readChat } from './chat.ts'
import { chatArrived, chatWaits } from './chatArrived.ts'
import { followUp } from './followUp.ts'
import { noteSeen } from './presence.ts'
import { changeHub } from './setup.ts'

let platform: Platform
let close: () => Promise<void>
let agentId: string
beforeAll(async () => {
  ;({ platform, close } = await openTestPlatform())
  const agent = { name: 'Maja Lind', email: 'maja@shop.example' }
  agentId = (await platform.db.insertInto('agents').values(agent).returning('id').executeTakeFirstOrThrow()).id
  const week = Array.from({ length: 7 }, () => [{ from: '09:00', until: '17:00' }])
  await writeSetting(platform.db, shopHours, { timeZone: 'Europe/Stockholm', week, holidays: [] })
})
afterAll(() => close())

const day = new Date('2026-11-23T10:00:00Z')
const night = new Date('2026-11-23T20:00:00Z')

async function chat() {
  const shopper = randomUUID()
  const { ticketId, messageId } = await inTransaction(platform.db, (tx) => receive(tx, webchat.ticketRule, chatFrom({ shopper })))
  const { customerId } = await platform.db.selectFrom('tickets').select('customerId').where('id', '=', ticketId).executeTakeFirstOrThrow()
  await sql`update messages set created_at = now() - interval '1 hour' where id = ${messageId}`.execute(platform.db)
  const address = `${shopper}@post.example`
  await platform.db.insertInto('identities').values({ customerId, kind: 'email', value: address, isVerified: true }).execute()
  return { ticketId, messageId, customerId, shopper, address }
}
const answer = (ticketId: string, text: string, minutesAgo: number) =>
  inTransaction(platform.db, async (tx) => {
    const id = randomUUID()
    await reply(tx, ticketId, { agentId, name: 'Maja Lind' }, { id, text, isNote: false, attachmentIds: [] })
    await sql`update messages set state = 'sent', created_at = now() - make_interval(mins => ${minutesAgo}) where id = ${id}`.execute(tx)
  })
const saidIn = (ticketId: string) =>
  platform.db
    .selectFrom('messages')
    .select(['channel', 'text', 'subject', 'mail', 'externalId'])
    .where('ticketId', '=', ticketId)
    .where('authorKind', '=', 'system')
    .orderBy('createdAt')
    .execute()
const linesOf = async (ticketId: string, kind: string) => (await timelineOf(platform.db, ticketId)).filter((line) => line.kind === kind)

test('outside office hours a chat hears once when help comes, in its own language', async () => {
  const { ticketId, messageId } = await chat()
  await platform.db.insertInto('chats').values({ ticketId, language: 'nl' }).execute()
  await chatArrived(platform, { messageId }, night)
  await chatArrived(platform, { messageId }, night)
  const said = await saidIn(ticketId)
  expect(said).toHaveLength(1)
  expect(said[0]?.text).toMatch(/dinsdag 24 november.*0?9:00/)
  expect((await linesOf(ticketId, 'auto_reply'))[0]?.data).toMatchObject({ kind: 'away', why: 'outside_hours' })
  expect((await linesOf(ticketId, 'auto_reply_held'))[0]?.data).toMatchObject({ why: 'answered_today' })
})

test('within them nothing is said at once, and "all busy" only when nobody has answered in time', async () => {
  await changeHub(platform, { busyMinutes: 4 })
  const { ticketId, messageId } = await chat()
  await chatArrived(platform, { messageId }, day)
  expect(await saidIn(ticketId)).toEqual([])
  await chatWaits(platform, { ticketId, messageId }, day)
  await chatWaits(platform, { ticketId, messageId }, day)
  expect(await saidIn(ticketId)).toMatchObject([{ channel: 'webchat', text: expect.stringContaining('busy') }])

  const answered = await chat()
  await answer(answered.ticketId, 'Here I am', 0)
  await chatWaits(platform, answered, day)
  expect(await saidIn(answered.ticketId)).toEqual([])
})

test('a new chat is mailed to the team once, and what follows in it is not', async () => {
  const mails = async () => {
    const { rows } = await sql<{ payload: { to: string; text: string } }>`
      select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'mail'`.execute(
      platform.db,
    )
    return rows.map(({ payload }) => payload)
  }
  await changeHub(platform, { notifies: true, notifyTo: ['team@shop.example'] })
  const { messageId, shopper } = await chat()
  await chatArrived(platform, { messageId }, day)
  await chatArrived(platform, { messageId }, day)
  const next = await inTransaction(platform.db, (tx) => receive(tx, webchat.ticketRule, chatFrom({ shopper })))
  await sql`update tickets set is_automated = false where id = ${next.ticketId}`.execute(platform.db)
  await sql`insert into timeline (ticket_id, kind, actor_kind) values (${next.ticketId}, 'left_unscored', 'system')`.execute(platform.db)
  await chatArrived(platform, next, day)
  expect(await mails()).toMatchObject([{ to: 'team@shop.example', text: expect.stringContaining('Where is my parcel?') }])
  await changeHub(platform, { notifies: false })
})

test('an owner to whom a new chat is given hears of it by one mail, whichever of the two jobs is first', async () => {
  const owner = await makeAgent(platform.db, { role: 'owner' })
  const other = await makeAgent(platform.db, { role: 'owner' })
  await changeHub(platform, { notifies: true, notifyTo: [] })
  for (const isTold of [true, false]) {
    const { ticketId, messageId } = await chat()
    await sql`delete from graphile_worker._private_jobs`.execute(platform.db)
    await inTransaction(platform.db, (tx) => notify(tx, { kind: 'assigned', ticketId, by: system }, [owner.agentId]))
    if (isTold) await tell(platform, owner.agentId)
    await chatArrived(platform, { messageId }, day)
    await tell(platform, owner.agentId)
    const { rows } = await sql<{ agentId: string }>`
      select a.id as "agentId" from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      join agents a on a.email = j.payload->>'to' where t.identifier = 'mail' order by a.id`.execute(platform.db)
    expect(rows.map(({ agentId: id }) => id)).toEqual([owner.agentId, other.agentId].sort())
  }
  await changeHub(platform, { notifies: false })
})

test('nothing is said over an agent, in spam or in a chat that has ended, and the timeline says why', async () => {
  const talking = await chat()
  await answer(talking.ticketId, 'Working late', 1)
  await chatArrived(platform, talking, night)
  expect((await linesOf(talking.ticketId, 'auto_reply_held'))[0]?.data).toMatchObject({ why: 'agent_answering' })
  const spam = await chat()
  await platform.db.updateTable('tickets').set({ isSpam: true }).where('id', '=', spam.ticketId).execute()
  await chatArrived(platform, spam, night)
  expect((await linesOf(spam.ticketId, 'auto_reply_held'))[0]?.data).toMatchObject({ why: 'spam' })
  for (const { ticketId } of [talking, spam]) expect(await saidIn(ticketId)).toEqual([])
})

test('a shopper who has gone gets one mail with all they missed, more than three minutes after the last answer', async () => {
  const { ticketId, customerId, address } = await chat()
  await answer(ticketId, 'Let me look.', 6)
  await answer(ticketId, 'It comes on Monday.', 2)
  await followUp(platform, ticketId)
  expect(await saidIn(ticketId)).toEqual([])
  await sql`update messages set created_at = created_at - interval '2 minutes' where ticket_id = ${ticketId} and direction = 'out'`.execute(
    platform.db,
  )
  await noteSeen(platform.db, [customerId], true)
  await followUp(platform, ticketId)
  expect(await saidIn(ticketId)).toEqual([])
  await noteSeen(platform.db, [customerId], false)
  // Twice at once, and again after a restart: it is one mail.
  await Promise.all([followUp(platform, ticketId), followUp(platform, ticketId)])
  await followUp(platform, ticketId)
  const said = await saidIn(ticketId)
  expect(said).toHaveLength(1)
  expect(said[0]).toMatchObject({ channel: 'email', mail: { to: [address] } })
  expect(said[0]?.text).toMatch(/Let me look\.[\s\S]*It comes on Monday\./)
  // Without having been back, a further answer makes no second mail.
  await answer(ticketId, 'One more thing', 5)
  await followUp(platform, ticketId)
  expect(await saidIn(ticketId)).toHaveLength(1)
})

test('who has seen the answer, or has no address, gets no mail; the second is said on the timeline', async () => {
  const seen = await chat()
  await answer(seen.ticketId, 'Here', 5)
  await sql`update messages set state = 'read' where ticket_id = ${seen.ticketId} and direction = 'out'`.execute(platform.db)
  await followUp(platform, seen.ticketId)
  const nowhere = await chat()
  await platform.db.deleteFrom('identities').where('value', '=', nowhere.address).execute()
  await answer(nowhere.ticketId, 'Here', 5)
  await followUp(platform, nowhere.ticketId)
  for (const { ticketId } of [seen, nowhere]) expect(await saidIn(ticketId)).toEqual([])
  expect((await linesOf(nowhere.ticketId, 'auto_reply_held'))[0]?.data).toMatchObject({ why: 'no_address' })
})

test('the answer by mail goes on with the chat while it is open, and begins a ticket of its own once it has ended', async () => {
  const { ticketId, customerId, shopper, address } = await chat()
  await answer(ticketId, 'It comes on Monday.', 5)
  await followUp(platform, ticketId)
  const [mail] = await saidIn(ticketId)
  const { replyToken } = await platform.db.selectFrom('tickets').select('replyToken').where('id', '=', ticketId).executeTakeFirstOrThrow()
  const answered = (text: string) =>
    inTransaction(platform.db, (tx) =>
      receive(
        tx,
        emailChannel.ticketRule,
        mailFrom({ from: address, text, thread: { externalIds: [mail?.externalId ?? ''], tokens: [replyToken] } }),
      ),
    )
  expect(await answered('Thank you!')).toMatchObject({ outcome: 'appended', ticketId })
  const hub = await readChat(platform.db, { kind: 'shopper', customerId, name: 'Tom', shopperId: shopper, isVisitor: false })
  expect(hub?.messages.map(({ from, text }) => [from, text])).toEqual([
    ['you', expect.any(String)],
    ['shop', 'It comes on Monday.'],
    ['you', 'Thank you!'],
  ])
  // Back and gone again: what is answered now is mailed too.
  await sql`update chats set followed_up_at = now() - interval '10 minutes' where ticket_id = ${ticketId}`.execute(platform.db)
  await answer(ticketId, 'You are welcome.', 5)
  await followUp(platform, ticketId)
  expect(await saidIn(ticketId)).toHaveLength(2)
  // A stranger who forwards it never gets in.
  const stranger = await inTransaction(platform.db, (tx) =>
    receive(tx, emailChannel.ticketRule, mailFrom({ from: 'eve@else.example', thread: { externalIds: [], tokens: [replyToken] } })),
  )
  expect(stranger).toMatchObject({ outcome: 'ticket' })
  await inTransaction(platform.db, (tx) => change(tx, ticketId, system, { status: 'closed' }))
  const later = await answered('Still there?')
  expect(later.outcome).toBe('ticket')
  expect(later.ticketId).not.toBe(ticketId)
})

test('when help comes is said by the shopper’s clock, as they write times, and whose it is where the shop’s shows another time', async () => {
  const saidTo = async (timeZone: string | null, language = 'en') => {
    const { ticketId, messageId } = await chat()
    await platform.db.insertInto('chats').values({ ticketId, language, timeZone }).execute()
    await chatArrived(platform, { messageId }, night)
    return (await saidIn(ticketId))[0]?.text.replaceAll('\u202f', ' ')
  }
  await changeHub(platform, { sendsAway: true })
  // The shop opens at nine in Stockholm.
  expect(await saidTo('Europe/Paris')).toContain('9:00 AM.')
  expect(await saidTo('America/New_York')).toContain('3:00 AM EST.')
  expect(await saidTo(null)).toContain('9:00 AM GMT+1.')
  expect(await saidTo('America/New_York', 'en-GB')).toMatch(/24 November at 0?3:00 GMT-5\.$/)
  expect(await saidTo('Europe/Paris', 'nl-BE')).toMatch(/dinsdag 24 november om 0?9:00\.$/)
})
