import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ConnectedWorld, openConnectedWorld } from '../../../test/connection.ts'
import { emptyTables } from '../../../test/database.ts'
import { consentsOf } from '../../customers/consent.ts'
import { messagesOf } from '../../tickets/messages.ts'
import { type FakeWhatsApp, fakeNumber, startFakeWhatsApp } from './fake.ts'

let world: ConnectedWorld
let fake: FakeWhatsApp
let connectionId = ''
beforeAll(async () => {
  world = await openConnectedWorld()
  fake = await startFakeWhatsApp()
  const values = {
    phoneNumberId: fakeNumber.id,
    wabaId: fakeNumber.wabaId,
    accessToken: fakeNumber.token,
    appSecret: fakeNumber.secret,
    verifyToken: 'meatyhamhock',
  }
  const { id, webhookUrl } = await world.connect('whatsapp', values, fake.url)
  connectionId = id
  fake.webhookUrl = webhookUrl
})
afterAll(async () => {
  await fake.close()
  await world.close()
})
beforeEach(() =>
  emptyTables(world.platform.db, 'customers', 'tickets', 'messages', 'identities', 'events', 'payloads', 'graphile_worker._private_jobs'),
)

const db = () => world.platform.db
const text = (body: string) => ({ type: 'text', text: { body } })
const tickets = () => db().selectFrom('tickets').selectAll().orderBy('number').execute()
const thread = async () => (await messagesOf(db(), (await tickets())[0]?.id ?? '')).messages
const ana = '34600111222'

test('the address is confirmed to Meta by the verify token, and to nobody else', async () => {
  const ask = (token: string) => fetch(`${fake.webhookUrl}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`)
  const right = await ask('meatyhamhock')
  expect([right.status, right.headers.get('content-type'), await right.text()]).toEqual([200, 'text/plain; charset=utf-8', '1158201444'])
  expect((await ask('other')).status).toBe(403)
})

test('unsigned, wrongly signed and truncated calls are refused, and nothing of them is kept', async () => {
  const update = { object: 'whatsapp_business_account', entry: [] }
  expect(await fake.tell(update, { signature: '' })).toBe(400)
  expect(await fake.tell(update, { signature: `sha256=${'0'.repeat(64)}` })).toBe(403)
  expect(await db().selectFrom('payloads').select('id').execute()).toEqual([])
})

test('a customer has one ticket for ever, which a later message reopens; a redelivery changes nothing', async () => {
  const id = await fake.write(ana, text('Où est mon colis? 📦'))
  await fake.write(ana, { ...text('Où est mon colis? 📦'), id })
  await sql`update tickets set status = 'closed'`.execute(db())
  await fake.write(ana, text('Hello?'))
  expect(await tickets()).toMatchObject([{ channel: 'whatsapp', status: 'open', messageCount: 2, connectionId }])
  expect((await thread()).map((one) => one.text)).toEqual(['Où est mon colis? 📦', 'Hello?'])
  expect(await db().selectFrom('customers').select(['name', 'phone']).execute()).toEqual([{ name: 'Sheena Nelson', phone: `+${ana}` }])
})

test('an album that comes in any order stands as it was written', async () => {
  const now = Date.now()
  await Promise.all([3, 1, 2].map((place) => fake.write(ana, text(`picture ${place}`), { at: now - 10_000 + place * 1000 })))
  expect((await thread()).map((one) => one.text)).toEqual(['picture 1', 'picture 2', 'picture 3'])
  const [ticket] = await tickets()
  expect((await thread()).at(-1)?.id).toBe(ticket?.lastInboundId)
})

test('files are fetched with the token, and their bytes are those that were told', async () => {
  const bytes = Buffer.from('a picture')
  const id = fake.keepFile(bytes, 'image/jpeg')
  await fake.write(ana, { type: 'image', image: { id, mime_type: 'image/jpeg', sha256: 'x', caption: 'Broken' } })
  expect((await thread())[0]).toMatchObject({ text: 'Broken', attachments: [], awaited: [{ mimeType: 'image/jpeg' }] })
  await world.work()
  expect((await thread())[0]).toMatchObject({ awaited: [], attachments: [{ mimeType: 'image/jpeg', size: bytes.length }] })
  const { file } = await db().selectFrom('attachments').select('file').executeTakeFirstOrThrow()
  expect(Buffer.concat(await world.platform.files.read(file).toArray())).toEqual(bytes)
})

test('a person is the same by number, by WhatsApp’s own id, or by both', async () => {
  const userId = 'US.13491208655302741918'
  await fake.write(ana, text('by both'), { userId })
  await fake.tell(
    update({
      contacts: [{ profile: { username: 'ana' }, user_id: userId }],
      messages: [{ from_user_id: userId, id: `wamid.${randomUUID()}`, timestamp: now(), ...text('by id') }],
    }),
  )
  await fake.write(ana, text('by number'))
  expect(await tickets()).toMatchObject([{ messageCount: 3 }])
})

test('who was known by WhatsApp’s id alone is reached by number once it is told', async () => {
  const userId = 'US.42'
  await fake.tell(update({ messages: [{ from_user_id: userId, id: `wamid.${randomUUID()}`, timestamp: now(), ...text('no number') }] }))
  expect(await db().selectFrom('customers').select('phone').execute()).toEqual([{ phone: null }])
  await fake.write(ana, text('a number'), { userId })
  expect(await tickets()).toMatchObject([{ messageCount: 2 }])
  expect(await db().selectFrom('identities').select('value').execute()).toEqual([{ value: `+${ana}` }])
})

test('reactions, edits and messages taken back change what they are about', async () => {
  const id = await fake.write(ana, text('Wher is it'))
  await fake.write(ana, { type: 'reaction', reaction: { message_id: id, emoji: '😮' } })
  await fake.write(ana, { type: 'edit', edit: { original_message_id: id, message: text('Where is it?') } })
  expect(await thread()).toMatchObject([{ text: 'Where is it?', reactions: [{ emoji: '😮', side: 'customer' }] }])
  await fake.write(ana, { type: 'reaction', reaction: { message_id: id } }, { at: Date.now() + 1 })
  await fake.write(ana, { type: 'revoke', revoke: { original_message_id: id } }, { at: Date.now() + 1 })
  expect(await thread()).toMatchObject([{ text: '', reactions: [], unsentAt: expect.any(Date) }])
})

test('an answer to one message says to which', async () => {
  const id = await fake.write(ana, text('Is it blue?'))
  await fake.write(ana, { ...text('or green?'), context: { from: ana, id } })
  expect((await thread())[1]?.answers).toMatchObject({ text: 'Is it blue?', id: (await thread())[0]?.id })
})

test('what the shop writes in WhatsApp’s own app stands on the ticket, once; to a stranger it opens none', async () => {
  const echo = (to: string, id: string) =>
    fake.tell(
      update({ message_echoes: [{ from: fakeNumber.display, to, id, timestamp: now(), ...text('On its way!') }] }, 'smb_message_echoes'),
    )
  await echo(ana, 'wamid.e0')
  expect(await tickets()).toEqual([])
  await fake.write(ana, text('Where is it?'))
  await echo(ana, 'wamid.e1')
  await echo(ana, 'wamid.e1')
  expect(await thread()).toMatchObject([{ direction: 'in' }, { direction: 'out', text: 'On its way!', state: 'sent' }])
  expect(await tickets()).toMatchObject([{ waitingSince: null, messageCount: 2 }])
})

test('a new number of a customer leads to the same ticket', async () => {
  await fake.write(ana, text('Hello'))
  await fake.tell(
    update({
      messages: [
        {
          from: ana,
          id: 'wamid.s1',
          timestamp: now(),
          type: 'system',
          system: { type: 'user_changed_number', wa_id: '34999', body: 'changed' },
        },
      ],
    }),
  )
  await fake.write('34999', text('It is me'))
  expect(await tickets()).toMatchObject([{ messageCount: 2 }])
  expect(await db().selectFrom('customers').select('phone').execute()).toEqual([{ phone: '+34999' }])
})

test('a keyword opens no ticket and is an opt-out; so is turning advertising off in WhatsApp, for advertising alone', async () => {
  await fake.write(ana, text('Stop.'))
  expect(await tickets()).toEqual([])
  const { id } = await db().selectFrom('identities').select('id').executeTakeFirstOrThrow()
  expect(await consentsOf(db(), id)).toEqual({ marketing: false, transactional: false })
  const wish = { wa_id: '34777', category: 'marketing_messages', value: 'resume', timestamp: Math.floor(Date.now() / 1000) }
  await fake.tell(update({ contacts: [{ wa_id: '34777', profile: { name: 'Bo' } }], user_preferences: [wish] }, 'user_preferences'))
  const bo = await db().selectFrom('identities').select('id').where('value', '=', '+34777').executeTakeFirstOrThrow()
  expect(await consentsOf(db(), bo.id)).toEqual({ marketing: true })
})

test('a call with many updates of several numbers is taken in whole; what is about strangers’ numbers is passed over', async () => {
  const people = Array.from({ length: 300 }, (_, at) => `3460000${String(at).padStart(4, '0')}`)
  const changes = people.map((from) => ({
    field: 'messages',
    value: { metadata: { phone_number_id: fakeNumber.id }, messages: [{ from, id: `wamid.${from}`, timestamp: now(), ...text('Hi') }] },
  }))
  const other = {
    field: 'messages',
    value: { metadata: { phone_number_id: '999999' }, messages: [{ from: '1', id: 'wamid.x', timestamp: now(), ...text('Not ours') }] },
  }
  const unknown = {
    field: 'messages',
    value: { metadata: { phone_number_id: fakeNumber.id }, statuses: [{ id: 'wamid.nobody', status: 'read', timestamp: now() }] },
  }
  expect(
    await fake.tell({
      object: 'whatsapp_business_account',
      entry: [{ changes: [...changes, other, unknown] }, { changes: changes.slice(0, 5) }],
    }),
  ).toBe(200)
  await world.work()
  expect(await tickets()).toHaveLength(300)
  expect(await db().selectFrom('payloads').select('state').execute()).toEqual([{ state: 'ticket' }])
})

const now = () => String(Math.floor(Date.now() / 1000))
const update = (value: object, field = 'messages') => ({
  object: 'whatsapp_business_account',
  entry: [{ id: fakeNumber.wabaId, changes: [{ field, value: { metadata: { phone_number_id: fakeNumber.id }, ...value } }] }],
})

test('what Meta tells of the account itself breaks the connection, warns, or has it asked again', async () => {
  const tell = async (value: object, account = fakeNumber.wabaId) => {
    const update = { object: 'whatsapp_business_account', entry: [{ id: account, changes: [{ field: 'account_update', value }] }] }
    expect(await fake.tell(update)).toBe(200)
    await world.work()
  }
  const health = () => db().selectFrom('connectionHealth').select(['brokenAt', 'failure']).executeTakeFirstOrThrow()
  await tell({ event: 'ACCOUNT_DELETED' }, '999')
  expect((await health()).brokenAt).toBeNull()
  await tell({ event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' }] })
  expect(await health()).toMatchObject({ brokenAt: null, failure: expect.stringContaining('RESTRICTED_BIZ') })
  await tell({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'April 17, 2027' } })
  expect(await health()).toMatchObject({ brokenAt: expect.any(Date), failure: expect.stringContaining('April 17, 2027') })
  await tell({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } })
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'health'`.execute(db())
  expect(rows).toEqual([{ count: 1 }])
  await sql`update connection_health set broken_at = null`.execute(db())
})
