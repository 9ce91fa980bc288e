import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { mailFrom } from '../../test/incoming.ts'
import { openTestPlatform } from '../../test/platform.ts'
import type { Incoming, MailHeaders } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { email, writeSetting } from '../platform/settings.ts'
import { receive } from './receive.ts'
import { checkRecipients, derivedFrom, deriveRecipients } from './recipients.ts'
import { reply } from './reply.ts'

let world: Awaited<ReturnType<typeof openTestPlatform>>
let maja: { agentId: string; name: string }
beforeAll(async () => {
  world = await openTestPlatform()
  await writeSetting(world.platform.db, email, { address: 'support@shop.example', name: 'Shop', keys: [] })
  maja = await makeAgent(world.platform.db)
})
afterAll(() => world.close())
const takeIn = (incoming: Incoming) =>
  inTransaction(world.platform.db, (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))
const mail = (fields: Partial<MailHeaders> = {}): MailHeaders => ({
  from: 'ana@customer.example',
  to: ['support@shop.example'],
  cc: [],
  inReplyTo: [],
  references: [],
  ...fields,
})
const own = [{ connectionId: null, address: 'support@shop.example', name: 'Shop' }]

test('a reply goes to the sender, and in copy to whoever else had the mail, never to ourselves', () => {
  const derived = derivedFrom(
    mail({ to: ['Support+t99@shop.example', 'tom@x.example'], cc: ['eva@x.example', 'ana@customer.example'] }),
    [],
    own,
  )
  expect(derived).toEqual({ to: ['ana@customer.example'], cc: ['tom@x.example', 'eva@x.example'], bcc: [] })
})

test('the one address that a mail was sent to is the way to us, and gets no copy', () => {
  expect(derivedFrom(mail({ to: ['hello@shop.example'], cc: [] }), [], own)).toEqual({ to: ['ana@customer.example'], cc: [], bcc: [] })
})

test('Reply-To is honoured, unless it is our own address', () => {
  expect(derivedFrom(mail({ replyTo: ['office@customer.example'] }), [], own).to).toEqual(['office@customer.example'])
  expect(derivedFrom(mail({ replyTo: ['support@shop.example'] }), [], own).to).toEqual(['ana@customer.example'])
})

test('a contact form’s mail is answered to the person and not to the form', () => {
  expect(derivedFrom(mail({ from: 'support@shop.example', sender: 'ana@customer.example' }), [], own).to).toEqual(['ana@customer.example'])
  expect(derivedFrom(mail({ from: 'unknown@sender.invalid' }), ['ana@known.example'], own).to).toEqual(['ana@known.example'])
})

test('what is no address is refused, and each address stands once', () => {
  expect(checkRecipients({ to: ['Ana@X.example', 'ana@x.example'], cc: ['ana@x.example', 'b@x.example'], bcc: [] })).toEqual({
    to: ['ana@x.example'],
    cc: ['b@x.example'],
    bcc: [],
  })
  expect(() => checkRecipients({ to: ['ana@x'], cc: [], bcc: [] })).toThrow('“ana@x” is not an email address.')
  expect(() => checkRecipients({ to: ['a@b.c, d@e.f'], cc: [], bcc: [] })).toThrow('not an email address')
  expect(() => checkRecipients({ to: [], cc: ['a@b.example'], bcc: [] })).toThrow('no address in To')
})

test('the newest customer message decides, what was automated does not', async () => {
  const first = await takeIn(mailFrom({ externalId: 'r1@x' }))
  const thread = { externalIds: ['r1@x'], tokens: [] }
  await takeIn(mailFrom({ thread, mail: mail({ cc: ['eva@x.example'] }) }))
  await takeIn(mailFrom({ thread, automatedWhy: 'bounce', from: 'ana@customer.example', mail: mail({ from: 'mailer-daemon@x.example' }) }))
  expect(await deriveRecipients(world.platform.db, first.ticketId)).toEqual({
    to: ['ana@customer.example'],
    cc: ['eva@x.example'],
    bcc: [],
  })
})

test('to whom it was sent stays on the message, and a new person in copy who replies lands in the same ticket', async () => {
  const { ticketId } = await takeIn(mailFrom())
  const id = randomUUID()
  const recipients = { to: ['ana@customer.example'], cc: ['courier@parcels.example'], bcc: ['boss@shop.test'] }
  await inTransaction(world.platform.db, (tx) =>
    reply(tx, ticketId, maja, { id, text: 'Please look into this.', isNote: false, attachmentIds: [], recipients }),
  )
  const sent = await world.platform.db.selectFrom('messages').select(['mail', 'externalId']).where('id', '=', id).executeTakeFirstOrThrow()
  expect(sent.mail).toMatchObject({ from: 'support@shop.example', ...recipients })
  const thread = { externalIds: [String(sent.externalId)], tokens: [] }
  expect((await takeIn(mailFrom({ from: 'courier@parcels.example', name: 'Courier', thread }))).ticketId).toBe(ticketId)
  expect((await takeIn(mailFrom({ from: 'boss@shop.test', name: 'Boss', thread }))).ticketId).toBe(ticketId)
  expect((await takeIn(mailFrom({ from: 'stranger@x.example', name: 'Stranger', thread }))).ticketId).not.toBe(ticketId)
})
