import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeAgent } from '../../../test/agents.ts'
import { type ConnectedWorld, openConnectedWorld } from '../../../test/connection.ts'
import { emptyTables } from '../../../test/database.ts'
import { inTransaction } from '../../platform/db.ts'
import { reply } from '../../tickets/reply.ts'
import { previewTemplate, templatesFor } from '../../tickets/templates.ts'
import { graphError } from '../meta/fake.ts'
import { type FakeWhatsApp, fakeNumber, startFakeWhatsApp } from './fake.ts'

let world: ConnectedWorld
let fake: FakeWhatsApp
let maja: { agentId: string; name: string }
let connectionId = ''
beforeAll(async () => {
  world = await openConnectedWorld()
  fake = await startFakeWhatsApp()
  maja = await makeAgent(world.platform.db)
  const values = {
    phoneNumberId: fakeNumber.id,
    wabaId: fakeNumber.wabaId,
    accessToken: fakeNumber.token,
    appSecret: fakeNumber.secret,
    verifyToken: 'v',
  }
  const { id, webhookUrl } = await world.connect('whatsapp', values, fake.url)
  connectionId = id
  fake.webhookUrl = webhookUrl
})
afterAll(async () => {
  await fake.close()
  await world.close()
})
beforeEach(async () => {
  await emptyTables(db(), 'customers', 'tickets', 'messages', 'identities', 'payloads', 'template_lists', 'graphile_worker._private_jobs')
  await sql`update connection_health set broken_at = null`.execute(db())
  fake.next.length = 0
  fake.sent.clear()
  fake.tellsStatuses = true
})

const db = () => world.platform.db
const ana = '34600111222'
const write = async (at = Date.now()) => {
  await fake.write(ana, { type: 'text', text: { body: 'Where is it?' } }, { at })
  return (await db().selectFrom('tickets').select('id').executeTakeFirstOrThrow()).id
}
const answer = async (ticketId: string, fields: Partial<Parameters<typeof reply>[3]> = {}) => {
  const written = { id: randomUUID(), text: 'On its way.', isNote: false, attachmentIds: [], ...fields }
  await inTransaction(db(), (tx) => reply(tx, ticketId, maja, written))
  await world.work()
  return written.id
}
const message = (id: string) =>
  db().selectFrom('messages').select(['state', 'error', 'externalId', 'text', 'content']).where('id', '=', id).executeTakeFirstOrThrow()
const agree = (ticketId: string, kind: string) =>
  sql`insert into consents (identity_id, kind, is_given, source, at) select identity_id, ${kind}, true, 'agent', now() from tickets where id = ${ticketId}`.execute(
    db(),
  )
const file = async (name: string, mimeType: string) => {
  const kept = await world.platform.files.keep(Buffer.from('bytes'))
  const row = await db()
    .insertInto('attachments')
    .values({ ...kept, name, mimeType, uploadedBy: maja.agentId })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

test('a reply goes out once, is known by our id, and its statuses come back', async () => {
  const ticketId = await write()
  const id = await answer(ticketId)
  const [[externalId, sent] = []] = fake.sent
  expect(sent).toMatchObject({ to: ana, type: 'text', text: { body: 'On its way.' }, biz_opaque_callback_data: id })
  expect(await message(id)).toMatchObject({ state: 'delivered', externalId })
  await fake.status(externalId ?? '', 'read')
  expect((await message(id)).state).toBe('read')
})

test('an answer to one message is sent as such; a file goes with the text as its caption', async () => {
  const ticketId = await write()
  const { id: answersId } = await db().selectFrom('messages').select('id').executeTakeFirstOrThrow()
  await answer(ticketId, { answersId })
  await answer(ticketId, { text: 'The label', attachmentIds: [await file('label.png', 'image/png')] })
  await answer(ticketId, { text: '', attachmentIds: [await file('terms.html', 'text/html')] })
  expect([...fake.sent.values()]).toMatchObject([
    { context: { message_id: expect.stringMatching(/^wamid/) } },
    { type: 'image', image: { caption: 'The label' } },
    { type: 'document', document: { filename: 'terms.html' } },
  ])
})

test('what does not fit into one message is refused with the reason, and never cut', async () => {
  const ticketId = await write()
  const two = [await file('a.png', 'image/png'), await file('b.png', 'image/png')]
  await expect(answer(ticketId, { text: 'x'.repeat(4097) })).rejects.toThrow('At most 4096 characters')
  await expect(answer(ticketId, { attachmentIds: two })).rejects.toThrow('At most 1 file')
  await expect(answer(ticketId, { text: 'x'.repeat(1025), attachmentIds: two.slice(0, 1) })).rejects.toThrow('At most 1024')
  await expect(answer(ticketId, { attachmentIds: [await file('a.ogg', 'audio/ogg')] })).rejects.toThrow('without text')
})

test('after a day only a template goes, to those who agreed; it is sent as filled in', async () => {
  const ticketId = await write(Date.now() - 25 * 3600_000)
  fake.templates = [
    template('order_update', 'UTILITY', 'Hi {{1}}, order {{2}} is on its way.'),
    template('sale', 'MARKETING', 'Sale!'),
    template('old', 'UTILITY', 'x', 'PAUSED'),
  ]
  await expect(answer(ticketId)).rejects.toThrow('has not agreed')
  await agree(ticketId, 'transactional')
  await expect(answer(ticketId)).rejects.toThrow('A template can be sent')

  const { templates } = await templatesFor(world.platform, ticketId, false)
  expect(templates.map(({ name, whyNot }) => [name, whyNot])).toEqual([
    ['order_update', null],
    ['sale', 'consent'],
    ['old', 'status'],
  ])
  const choice = { name: 'order_update', language: 'en_US', values: ['Ana', '#1001'] }
  expect(await previewTemplate(world.platform, ticketId, { ...choice, values: ['Ana'] })).toMatchObject({
    body: 'Hi Ana, order {{2}} is on its way.',
    missing: [{ name: '2' }],
  })
  await expect(answer(ticketId, { text: '', template: { ...choice, values: ['Ana'] } })).rejects.toThrow('Fill in 2')
  await expect(answer(ticketId, { text: '', template: { name: 'sale', language: 'en_US' } })).rejects.toThrow('advertising')

  const id = await answer(ticketId, { text: '', template: choice })
  expect(await message(id)).toMatchObject({
    state: 'delivered',
    text: 'Hi Ana, order #1001 is on its way.',
    content: { kind: 'template', name: 'order_update' },
  })
  expect([...fake.sent.values()]).toMatchObject([
    { type: 'template', template: { components: [{ type: 'body', parameters: [{ text: 'Ana' }, { text: '#1001' }] }] } },
  ])
})

test('templates are asked for once in a while, anew when Meta tells of a change, and shown as they were while it is away', async () => {
  const ticketId = await write()
  fake.templates = [template('a', 'UTILITY', 'A')]
  const asked = () => fake.requests.filter(({ path }) => path.endsWith('message_templates')).length
  const before = asked()
  await templatesFor(world.platform, ticketId, false)
  await templatesFor(world.platform, ticketId, false)
  expect(asked() - before).toBe(1)
  await sql`update connections set settings = settings || '{"apiUrl": "http://127.0.0.1:1"}'::jsonb where id = ${connectionId}`.execute(
    db(),
  )
  expect(await templatesFor(world.platform, ticketId, true)).toMatchObject({ isOld: true, templates: [{ name: 'a' }] })
  await sql`update connections set settings = settings || ${JSON.stringify({ apiUrl: fake.url })}::jsonb where id = ${connectionId}`.execute(
    db(),
  )
  await fake.tell({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'message_template_status_update', value: { event: 'APPROVED' } }] }],
  })
  await templatesFor(world.platform, ticketId, false)
  expect(asked() - before).toBe(2)
})

test('a template with a picture above it goes with that picture, and with nothing else', async () => {
  const ticketId = await write(Date.now() - 25 * 3600_000)
  await agree(ticketId, 'marketing')
  fake.templates = [
    {
      ...template('new_boots', 'MARKETING', 'The {{1}} are here'),
      components: [
        { type: 'HEADER', format: 'IMAGE' },
        { type: 'BODY', text: 'The {{1}} are here' },
      ],
    },
  ]
  expect((await templatesFor(world.platform, ticketId, true)).templates).toMatchObject([{ headerFile: 'image', whyNot: null }])
  const wish = { text: '', template: { name: 'new_boots', language: 'en_US', values: ['boots'] } }
  await expect(answer(ticketId, wish)).rejects.toThrow('stands above this template')
  await expect(answer(ticketId, { ...wish, attachmentIds: [await file('terms.pdf', 'application/pdf')] })).rejects.toThrow('stands above')
  const id = await answer(ticketId, { ...wish, attachmentIds: [await file('boots.jpg', 'image/jpeg')] })
  expect(await message(id)).toMatchObject({ state: 'delivered', text: 'The boots are here' })
  expect([...fake.sent.values()]).toMatchObject([
    {
      template: {
        components: [
          { type: 'header', parameters: [{ type: 'image', image: { id: expect.any(String) } }] },
          { type: 'body', parameters: [{ type: 'text', text: 'boots' }] },
        ],
      },
    },
  ])
})

test('a call whose answer was lost is not repeated when its status tells that it went', async () => {
  const ticketId = await write()
  fake.next.push('cut')
  const id = await answer(ticketId)
  expect(await message(id)).toMatchObject({ state: 'delivered', error: null, externalId: expect.stringMatching(/^wamid/) })
  await world.hurry()
  await world.work()
  expect(fake.sent.size).toBe(1)
})

test('a call of which no status tells is repeated, but not before five minutes, and in the end a person decides', async () => {
  const ticketId = await write()
  fake.next.push('lost')
  const id = await answer(ticketId)
  await world.hurry()
  await world.work()
  expect([(await message(id)).state, fake.sent.size]).toEqual(['queued', 0])
  await sql`update delivery_attempts set started_at = started_at - interval '6 minutes'`.execute(db())
  await world.hurry()
  await world.work()
  expect([(await message(id)).state, fake.sent.size]).toEqual(['delivered', 1])

  fake.next.push('lost', 'lost', 'lost')
  const other = await answer(ticketId)
  for (let time = 0; time < 4; time++) {
    await sql`update delivery_attempts set started_at = started_at - interval '6 minutes'`.execute(db())
    await world.hurry()
    await world.work()
  }
  expect(await message(other)).toMatchObject({ state: 'failed', error: expect.stringContaining('not known') })
  expect(fake.sent.size).toBe(1)
})

test('a limit makes a reply wait, a bad token makes the connection broken, and another refusal fails in words', async () => {
  const ticketId = await write()
  fake.next.push(graphError(400, 131056, 'pair rate limit hit'))
  const waiting = await answer(ticketId)
  expect(await message(waiting)).toMatchObject({ state: 'queued', error: expect.stringContaining('131056') })
  await world.hurry()
  await world.work()
  expect((await message(waiting)).state).toBe('delivered')

  fake.next.push(graphError(401, 190, 'Error validating access token'))
  const broken = await answer(ticketId)
  expect((await message(broken)).state).toBe('queued')
  expect(await db().selectFrom('connectionHealth').select('brokenAt').executeTakeFirstOrThrow()).toEqual({ brokenAt: expect.any(Date) })

  fake.next.push(graphError(400, 131051, 'Unsupported message type'))
  expect(await message(await answer(ticketId))).toMatchObject({ state: 'failed', error: expect.stringContaining('131051') })
})

test('Meta takes a text that came too late with 200, and says afterwards that it failed', async () => {
  const ticketId = await write()
  fake.now = () => Date.now() + 25 * 3600_000
  const id = await answer(ticketId)
  fake.now = Date.now
  expect(await message(id)).toMatchObject({ state: 'failed', error: expect.stringContaining('send a template') })
})

const template = (name: string, category: string, body: string, status = 'APPROVED') => ({
  name,
  category,
  status,
  language: 'en_US',
  components: [{ type: 'BODY', text: body, example: { body_text: [['Pablo', '#1']] } }],
})
