/** The demo's phones against the real way in and out: what a customer does there reaches the ticket, and what we send stands there. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../../test/agents.ts'
import { type ConnectedWorld, openConnectedWorld } from '../../../test/connection.ts'
import { changeConnection } from '../../channels/connections.ts'
import { recordConsent } from '../../customers/consent.ts'
import { inTransaction } from '../../platform/db.ts'
import { writeSetting } from '../../platform/settings.ts'
import { messagesOf } from '../../tickets/messages.ts'
import { reply } from '../../tickets/reply.ts'
import { readTickets } from '../../tickets/rows.ts'
import { demoPhones, type PhoneApp, personIn, phoneApps } from '../data/phones.ts'
import { drawPicture } from '../pictures.ts'
import { trialState } from '../state.ts'
import { look, react, unsend, write } from './acts.ts'
import { beginPhones } from './connect.ts'
import { openPhones, type Phones } from './phones.ts'
import { listTexts } from './texts.ts'

let world: ConnectedWorld
let phones: Phones
let maja: Awaited<ReturnType<typeof makeAgent>>
const [ana, tomas] = demoPhones
if (!ana || !tomas) throw new Error('the demo has no customers')

beforeAll(async () => {
  world = await openConnectedWorld()
  phones = await openPhones(world.platform)
  maja = await makeAgent(world.platform.db)
  await writeSetting(world.platform.db, trialState, { state: 'filled' })
  await beginPhones(world.platform, phones, world.platform.publicUrl)
})
afterAll(async () => {
  await phones?.close()
  await world?.close()
})

const db = () => world.platform.db
const said = { text: '', picture: undefined, about: null, answers: null }
const texts = async (app: PhoneApp, phone = ana) => (await listTexts(db(), [personIn(app, phone)])).filter((text) => text.app === app)
const ticketOf = (app: PhoneApp) =>
  db().selectFrom('tickets').selectAll().where('channel', '=', app).orderBy('createdAt').executeTakeFirstOrThrow()
const thread = async (app: PhoneApp) => (await messagesOf(db(), (await ticketOf(app)).id)).messages
async function answer(app: PhoneApp, text: string): Promise<void> {
  const ticket = await ticketOf(app)
  if (app === 'sms' && ticket.identityId) {
    const consent = { identityId: ticket.identityId, kind: 'transactional', isGiven: true, source: 'agent', said: 'told' } as const
    await inTransaction(db(), (tx) => recordConsent(tx, consent))
  }
  await inTransaction(db(), (tx) => reply(tx, ticket.id, maja, { id: randomUUID(), text, isNote: false, attachmentIds: [] }))
  await world.work()
}

test.each(phoneApps)(
  '%s: what a customer writes, with a picture, is a ticket, and the answer stands in the phone until it is looked at',
  async (app) => {
    const picture = { bytes: drawPicture('torn'), mimeType: 'image/png' }
    await write(phones, app, ana, { ...said, text: 'My sleeve is torn', picture })
    await world.work()
    expect(await thread(app)).toMatchObject([{ text: 'My sleeve is torn', attachments: [{ mimeType: 'image/png' }] }])
    await answer(app, 'We mend it')
    const shown = () => texts(app).then((all) => all.map(({ text, isOutgoing, state }) => [text, isOutgoing, state]))
    await expect.poll(shown).toEqual([
      ['My sleeve is torn', true, 'delivered'],
      ['We mend it', false, 'delivered'],
    ])
    await expect
      .poll(async () => (await thread(app)).map(({ state }) => state))
      .toEqual(['received', app === 'instagram' ? 'sent' : 'delivered'])
    await look(phones, app, ana)
    expect((await thread(app)).at(-1)?.state).toBe(app === 'sms' ? 'delivered' : 'read')
    expect((await texts(app)).at(-1)?.state).toBe('read')
  },
)

test.each(['whatsapp', 'instagram'] as const)('%s: a reaction and a message taken back change the ticket', async (app) => {
  const [first, second] = await texts(app)
  if (!first || !second) throw new Error('nothing was written')
  await react(phones, ana, second, '❤️')
  expect((await thread(app))[1]).toMatchObject({ reactions: [{ side: 'customer', emoji: '❤️' }] })
  await react(phones, ana, second, null)
  await unsend(phones, ana, first)
  expect(await thread(app)).toMatchObject([{ text: '', unsentAt: expect.any(Date) }, { reactions: [] }])
})

test('a place, a contact and a poll by WhatsApp, an answer to a story and a mention by Instagram come as such', async () => {
  for (const [kind, holds] of [
    ['contact', 'contacts'],
    ['poll', 'unsupported'],
    ['place', 'place'],
  ] as const) {
    await write(phones, 'whatsapp', ana, { ...said, about: { kind, name: 'Bergen' } })
    // The list says what came, too.
    const { id } = await ticketOf('whatsapp')
    expect(await readTickets(db(), maja.agentId, [id])).toMatchObject([{ preview: '', holds }])
  }
  expect((await thread('whatsapp')).slice(-3)).toMatchObject([
    { content: { kind: 'contacts' } },
    { content: { kind: 'unsupported', type: 'poll' } },
    { content: { kind: 'place', name: 'Bergen' } },
  ])
  for (const how of ['reply', 'mention'] as const)
    await write(phones, 'instagram', ana, { ...said, text: 'Nice', about: { kind: 'story', how } })
  await world.work()
  expect((await thread('instagram')).slice(-2)).toMatchObject([
    { content: { kind: 'story', how: 'reply' }, attachments: [{ mimeType: 'image/png' }] },
    { content: { kind: 'story', how: 'mention' }, attachments: [{ mimeType: 'image/png' }] },
  ])
})

test('whoever texts STOP is opted out, at the provider too, and START lets answers go again', async () => {
  await write(phones, 'sms', ana, { ...said, text: 'STOP' })
  await expect(answer('sms', 'x')).resolves.toBeUndefined()
  await write(phones, 'sms', ana, { ...said, text: 'START' })
  await answer('sms', 'Welcome back')
  expect((await texts('sms')).at(-1)?.text).toBe('Welcome back')
})

test('a connection that is turned off takes nothing, and the phone says so and keeps nothing', async () => {
  const { id } = await db().selectFrom('connections').select('id').where('channel', '=', 'whatsapp').executeTakeFirstOrThrow()
  await changeConnection(world.platform, { id, isEnabled: false })
  await expect(write(phones, 'whatsapp', tomas, { ...said, text: 'Anyone?' })).rejects.toMatchObject({
    code: 'NOT_TAKEN',
    message: expect.stringContaining('503'),
  })
  expect(await texts('whatsapp', tomas)).toEqual([])
  await changeConnection(world.platform, { id, isEnabled: true })
})

test('after another start the windows are open as they were, and what an admin removed stays removed', async () => {
  await sql`delete from connections where channel = 'instagram'`.execute(db())
  await phones.close()
  phones = await openPhones(world.platform)
  await beginPhones(world.platform, phones, world.platform.publicUrl)
  await answer('whatsapp', 'Still here')
  expect((await texts('whatsapp')).at(-1)).toMatchObject({ text: 'Still here' })
  expect(await db().selectFrom('connections').select('channel').orderBy('channel').execute()).toEqual([
    { channel: 'sms' },
    { channel: 'whatsapp' },
  ])
})
