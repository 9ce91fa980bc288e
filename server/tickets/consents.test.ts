import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeAgent } from '../../test/agents.ts'
import { emptyTables, openTestDatabase } from '../../test/database.ts'
import { mailFrom } from '../../test/incoming.ts'
import { consentsOf } from '../customers/consent.ts'
import { inTransaction } from '../platform/db.ts'
import { consentsOfCustomer, hearConsent, type NotedConsent, noteConsent } from './consents.ts'
import { receive } from './receive.ts'
import type { Actor } from './timeline.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let maja: Actor
beforeAll(async () => {
  database = await openTestDatabase()
  const { agentId, name } = await makeAgent(database.db)
  maja = { kind: 'agent', id: agentId, name }
})
afterAll(() => database.close())
beforeEach(() => emptyTables(database.db, 'customers', 'tickets', 'messages', 'identities', 'events', 'consents'))

const rule = { ticketIs: 'a person', whenClosed: 'reopens it' } as const
async function ana() {
  const { ticketId } = await inTransaction(database.db, (tx) =>
    receive(tx, rule, {
      ...mailFrom(),
      channel: 'sms',
      mail: null,
      subject: null,
      from: { kind: 'phone', value: '+46701234567', name: '', isVerified: true },
    }),
  )
  const ticket = await database.db.selectFrom('tickets').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow()
  return { ticketId, customerId: ticket.customerId, identityId: ticket.identityId ?? '' }
}
const notes = (noted: NotedConsent) => inTransaction(database.db, (tx) => noteConsent(tx, maja, noted))

test('an agent notes what they were told: it counts, says where it came from, and stands on the ticket', async () => {
  const { ticketId, ...who } = await ana()
  await notes({ ...who, kinds: ['transactional'], isGiven: true, said: 'On the telephone, order 1043' })
  expect(await consentsOf(database.db, who.identityId)).toEqual({ transactional: true })
  const [allowed] = await consentsOfCustomer(database.db, who.customerId)
  expect(allowed).toMatchObject({
    identity: { kind: 'phone', value: '+46701234567' },
    marketing: null,
    transactional: true,
    history: [{ kind: 'transactional', isGiven: true, source: 'agent', said: 'On the telephone, order 1043', by: maja.name }],
  })
  const [line] = await database.db.selectFrom('timeline').selectAll().where('ticketId', '=', ticketId).execute()
  expect(line).toMatchObject({ kind: 'consent', actorId: maja.id, data: { kind: 'transactional', isGiven: true, source: 'agent' } })
})

test('the history keeps every word, newest first, and the newest counts; the same word again is no news', async () => {
  const { ticketId, ...who } = await ana()
  for (const isGiven of [true, true, false]) await notes({ ...who, kinds: ['marketing'], isGiven, said: 'by letter' })
  await inTransaction(database.db, (tx) =>
    hearConsent(tx, { identityId: who.identityId, kind: 'marketing', isGiven: true, source: 'keyword', said: 'START' }, maja),
  )
  const [allowed] = await consentsOfCustomer(database.db, who.customerId)
  expect(allowed?.history.map(({ isGiven, source }) => `${isGiven} ${source}`)).toEqual(['true keyword', 'false agent', 'true agent'])
  expect(allowed?.marketing).toBe(true)
  expect(await database.db.selectFrom('timeline').select('id').where('ticketId', '=', ticketId).execute()).toHaveLength(3)
})

test('a word of last year does not undo a newer one', async () => {
  const { ticketId: _, ...who } = await ana()
  await notes({ ...who, kinds: ['marketing'], isGiven: false, said: 'by letter' })
  await notes({ ...who, kinds: ['marketing'], isGiven: true, said: 'a form of last year', at: new Date(Date.now() - 365 * 86_400_000) })
  expect(await consentsOf(database.db, who.identityId)).toEqual({ marketing: false })
})

test('nobody notes it of another customer’s number, of an address that needs none, or for tomorrow', async () => {
  const { ticketId: _, ...who } = await ana()
  const noted = { ...who, kinds: ['marketing' as const], isGiven: true, said: 'by phone' }
  const { id: stranger } = await database.db.insertInto('customers').values({ name: 'Tom' }).returning('id').executeTakeFirstOrThrow()
  await expect(notes({ ...noted, customerId: stranger })).rejects.toThrow('number')
  await expect(notes({ ...noted, at: new Date(Date.now() + 86_400_000) })).rejects.toThrow('ahead')
  const { id: mail } = await database.db
    .insertInto('identities')
    .values({ customerId: who.customerId, kind: 'email', value: 'ana@customer.example' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await expect(notes({ ...noted, identityId: mail })).rejects.toThrow('Nobody need agree')
})
