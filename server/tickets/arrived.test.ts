import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { emptyTables } from '../../test/database.ts'
import { openTestPlatform } from '../../test/platform.ts'
import { readAll } from '../../test/reading.ts'
import { type ConnectedNumber, connectNumber, connectTo } from '../../test/texts.ts'
import { changeConnection } from '../channels/connections.ts'
import { recordConsent } from '../customers/consent.ts'
import { inTransaction } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { email, writeSetting } from '../platform/settings.ts'
import { notify } from '../team/notify.ts'
import { accept } from './accept.ts'
import { arrived } from './arrived.ts'
import { deliver } from './deliver.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
let number: ConnectedNumber
const autoReply = '{{Organization prefix}}: write START to agree, or mail {{ EMAIL }}. Bye {{name}} !'
beforeAll(async () => {
  world = await openTestPlatform()
  platform = world.platform
  number = await connectNumber(platform, { autoReply, organizationPrefix: 'Nordvik' })
  await writeSetting(platform.db, email, { address: 'help@nordvik.example', name: 'Nordvik', keys: [] })
  await makeAgent(platform.db, { name: 'Olle', role: 'owner' })
})
afterAll(async () => {
  await number?.twilio.close()
  await world.close()
})
beforeEach(async () => {
  await emptyTables(
    platform.db,
    'customers',
    'tickets',
    'messages',
    'identities',
    'events',
    'payloads',
    'consents',
    'timeline',
    'graphile_worker._private_jobs',
  )
  number.twilio.messages.length = 0
  await changeConnection(platform, {
    id: number.connection.id,
    values: { autoReply, autoReplyOnlyWithoutConsent: true, notifies: true, notifyTo: null },
  })
  await point(number)
})
/** A change through the form knows nothing of the fake's address. */
const point = ({ connection, twilio }: ConnectedNumber) =>
  sql`update connections set settings = settings || ${JSON.stringify({ apiUrl: twilio.url })}::jsonb where id = ${connection.id}`.execute(
    platform.db,
  )

const ana = '+46701234567'
let count = 0
async function write(text: string, from = ana) {
  count++
  const sid = `SM${String(count).padStart(32, '0')}`
  const { body } = number.twilio.inbound(number.webhook, { from, to: number.connection.address, text, sid })
  const bytes = Buffer.from(body)
  await accept(platform, { channel: 'sms', file: '', body: bytes, size: bytes.length, envelope: {}, connectionId: number.connection.id })
  return sid
}
/** What the jobs would do: the tickets are read, and what arrived is followed. */
async function follow(set: { isSpam?: boolean; isAutomated?: boolean } = {}) {
  await readAll(platform.db)
  if (Object.keys(set).length > 0) await platform.db.updateTable('tickets').set(set).execute()
  for (const { payload } of await jobs('arrived')) await arrived(platform, payload as { messageId: string })
}
const jobs = async (task: string) =>
  (
    await sql<{ payload: Record<string, string> }>`
      select p.payload from graphile_worker._private_jobs p join graphile_worker._private_tasks t on t.id = p.task_id where t.identifier = ${task} order by p.id`.execute(
      platform.db,
    )
  ).rows
const said = async () =>
  (await platform.db.selectFrom('messages').select('text').where('direction', '=', 'out').orderBy('createdAt').execute()).map(
    ({ text }) => text,
  )
const lines = async () =>
  (await platform.db.selectFrom('timeline').select(['kind', 'data']).where('kind', 'like', 'auto_reply%').orderBy('at').execute()).map(
    ({ kind, data }) => [kind, data.why].filter(Boolean).join(' '),
  )
const agree = (isGiven: boolean) =>
  inTransaction(platform.db, async (tx) => {
    const { id: identityId } = await tx.selectFrom('identities').select('id').executeTakeFirstOrThrow()
    for (const kind of ['marketing', 'transactional'] as const)
      await recordConsent(tx, { identityId, kind, isGiven, source: 'agent', said: 'by phone' })
  })

test('who writes without a keyword and has not agreed hears how to, once a day, with the variables filled in', async () => {
  await write('Where is it?')
  await follow()
  expect(await said()).toEqual(['Nordvik: write START to agree, or mail help@nordvik.example. Bye!'])
  await follow()
  await write('Hello?')
  await follow()
  expect(await said()).toHaveLength(1)
  expect(await lines()).toEqual(['auto_reply', 'auto_reply_held answered_today'])
  const [job] = await jobs('deliver')
  await deliver(platform, job?.payload.messageId ?? '', false)
  expect(number.twilio.messages).toMatchObject([{ to: ana, body: (await said())[0] }])
  // Nobody has answered: the customer waits on.
  expect((await platform.db.selectFrom('tickets').select('waitingSince').executeTakeFirstOrThrow()).waitingSince).not.toBeNull()
})

test('who has agreed is not told to, unless it is set so; who has said stop hears nothing in any case', async () => {
  await write('Where is it?')
  await agree(true)
  await follow()
  expect([await said(), await lines()]).toEqual([[], []])
  await changeConnection(platform, { id: number.connection.id, values: { autoReplyOnlyWithoutConsent: false } })
  await write('Hello?')
  await agree(false)
  await follow()
  expect([await said(), await lines()]).toEqual([[], ['auto_reply_held opted_out']])
  await agree(true)
  await write('Anyone?')
  await follow()
  expect(await said()).toHaveLength(1)
})

test('spam, machines, our own numbers, and tickets on which an agent is answering get no automatic answer', async () => {
  await write('WIN NOW')
  await follow({ isSpam: true })
  await write('Auto', '12345')
  await follow({ isSpam: false })
  const second = await connectTo(platform, { ...number.twilio, numbers: ['+46701239999'] })
  await write('Loop', second.connection.address)
  await follow()
  expect(await said()).toEqual([])
  expect(await lines()).toEqual(['auto_reply_held spam', 'auto_reply_held machine', 'auto_reply_held own_address'])
  const { id: ticketId } = await platform.db.selectFrom('tickets').select('id').executeTakeFirstOrThrow()
  await platform.db
    .insertInto('messages')
    .values({ ticketId, channel: 'sms', direction: 'out', authorKind: 'agent', text: 'One moment', state: 'sent' })
    .execute()
  await platform.db.updateTable('tickets').set({ isSpam: false }).where('id', '=', ticketId).execute()
  await write('Hello?')
  await follow()
  expect((await lines()).at(-1)).toBe('auto_reply_held agent_answering')
})

test('a keyword opens no ticket and calls for no automatic answer', async () => {
  await write('STOP')
  await write(' “start”. ')
  expect(await platform.db.selectFrom('tickets').select('id').execute()).toEqual([])
  expect(await jobs('arrived')).toEqual([])
  const consents = await platform.db.selectFrom('consents').select(['kind', 'isGiven', 'said']).orderBy('id').execute()
  expect(consents.map(({ kind, isGiven, said: word }) => `${kind} ${isGiven} ${word}`)).toEqual([
    'marketing false STOP',
    'transactional false STOP',
    'marketing true START',
    'transactional true START',
  ])
})

test('a keyword of the shop’s own is answered, once in ten minutes to whoever repeats it, and opens a ticket where it is told to', async () => {
  const help = { word: 'HJÄLP', effect: 'help' as const, answer: 'Mail us', opensTicket: false }
  const size = { word: 'Size', effect: 'custom' as const, answer: 'See nordvik.example/sizes', opensTicket: true }
  await changeConnection(platform, { id: number.connection.id, values: { keywords: [help, size] } })
  for (let time = 0; time < 3; time++) await write('hjälp!')
  expect((await jobs('say')).map(({ payload }) => payload.text)).toEqual(['Mail us'])
  expect(await platform.db.selectFrom('tickets').select('id').execute()).toEqual([])
  await write('SIZE')
  expect((await jobs('say')).map(({ payload }) => payload.text)).toEqual(['Mail us', 'See nordvik.example/sizes'])
  expect(await platform.db.selectFrom('tickets').select('id').execute()).toHaveLength(1)
})

test('the team hears by mail of each text, in its language, and never at our own support address', async () => {
  await write('Where is it?')
  await follow()
  await follow()
  const mails = await jobs('mail')
  expect(mails).toHaveLength(1)
  expect(mails[0]?.payload).toMatchObject({ subject: `New message from ${ana}`, text: expect.stringContaining('Where is it?') })
  await changeConnection(platform, { id: number.connection.id, values: { notifyTo: 'Desk@nordvik.example, Help@nordvik.example' } })
  await write('Hello?')
  await follow()
  expect((await jobs('mail')).map(({ payload }) => payload.to).at(-1)).toBe('desk@nordvik.example')
  expect(await jobs('mail')).toHaveLength(2)
  await write('WIN NOW')
  await follow({ isSpam: true })
  expect(await jobs('mail')).toHaveLength(2)
})

test('whoever is mailed of a text on their ticket gets no letter of it besides, and what they heard before does not count', async () => {
  const owner = await makeAgent(platform.db, { name: 'Ida', role: 'owner' })
  const { email: to } = await platform.db.selectFrom('agents').select('email').where('id', '=', owner.agentId).executeTakeFirstOrThrow()
  await changeConnection(platform, { id: number.connection.id, values: { notifyTo: to.toUpperCase() } })
  const letters = async () => (await jobs('mail')).filter(({ payload }) => payload.to?.toLowerCase() === to).length
  await write('Where is it?')
  await sql`update messages set created_at = now() - interval '1 hour'`.execute(platform.db)
  await follow()
  expect(await letters()).toBe(1)
  const { id: ticketId } = await platform.db.selectFrom('tickets').select('id').executeTakeFirstOrThrow()
  await inTransaction(platform.db, (tx) => notify(tx, { kind: 'assigned', ticketId }, [owner.agentId]))
  await sql`update notifications set id = uuidv7(interval '-30 minutes')`.execute(platform.db)
  await write('Hello?')
  await follow()
  expect(await letters()).toBe(2)
  await platform.db.updateTable('tickets').set({ assigneeId: owner.agentId }).execute()
  await write('Anyone?')
  await follow()
  expect(await letters()).toBe(2)
})

test('an unknown variable, a wrong address, and short links of Twilio’s without a service are refused with the reason', async () => {
  const change = (values: Record<string, string | number>) => changeConnection(platform, { id: number.connection.id, values })
  await expect(change({ autoReply: 'Hi {{first name}}' })).rejects.toThrow('no variable {{first name}}')
  await expect(change({ notifyTo: 'not an address' })).rejects.toThrow('no email address')
  await expect(change({ links: 'twilio' })).rejects.toThrow('Messaging Service')
  await expect(change({ attributionHours: 0 })).rejects.toThrow('number')
  await expect(change({ segmentCurrency: 'euro' })).rejects.toThrow('currency')
})
