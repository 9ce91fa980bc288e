import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyTables, openTestDatabase } from '../../test/database.ts'
import { mailFrom } from '../../test/incoming.ts'
import type { Fact, Incoming } from '../channels/incoming.ts'
import { consentsOf, recordConsent } from '../customers/consent.ts'
import { inTransaction } from '../platform/db.ts'
import { applyFacts, NotYet } from './facts.ts'
import { takeInTogether } from './intake.ts'
import { receive } from './receive.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(() =>
  emptyTables(database.db, 'customers', 'tickets', 'messages', 'identities', 'events', 'payloads', 'graphile_worker._private_jobs'),
)

const rule = { ticketIs: 'a person', whenClosed: 'reopens it' } as const
const textFrom = (fields: Partial<Incoming> = {}): Incoming => ({
  ...mailFrom(),
  channel: 'sms',
  externalId: `SM${randomUUID()}`,
  from: { kind: 'phone', value: '+46701234567', name: '', isVerified: true },
  subject: null,
  mail: null,
  ...fields,
})
const apply = (facts: Fact[], isLast = false) => inTransaction(database.db, (tx) => applyFacts(tx, facts, { channel: 'sms', isLast }))

/** A message of ours on the ticket of a text. */
async function sent(): Promise<{ id: string; ticketId: string; incoming: Incoming }> {
  const incoming = textFrom()
  const { ticketId } = await inTransaction(database.db, (tx) => receive(tx, rule, incoming))
  const { id } = await database.db
    .insertInto('messages')
    .values({ ticketId, channel: 'sms', externalId: 'SM1', direction: 'out', authorKind: 'agent', state: 'sent', text: 'On its way' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, ticketId, incoming }
}
const stateOf = async (id: string) =>
  database.db.selectFrom('messages').select(['state', 'error', 'deliveredAt', 'readAt']).where('id', '=', id).executeTakeFirstOrThrow()

test('receipts that come out of order, or twice, never move a message back', async () => {
  const { id } = await sent()
  const at = new Date()
  await apply([{ kind: 'receipt', externalId: 'SM1', state: 'read', at }])
  for (const state of ['delivered', 'sent', 'failed'] as const)
    await apply([{ kind: 'receipt', externalId: 'SM1', state, at, error: 'late' }])
  expect(await stateOf(id)).toEqual({ state: 'read', error: null, deliveredAt: at, readAt: at })
})

test('a message that failed after it was sent says so in the vendor’s words, and a delivery heard later counts', async () => {
  const { id } = await sent()
  await apply([{ kind: 'receipt', externalId: 'SM1', state: 'failed', at: new Date(), error: '30003 Unreachable destination handset' }])
  expect(await stateOf(id)).toMatchObject({ state: 'failed', error: '30003 Unreachable destination handset' })
  await apply([{ kind: 'receipt', externalId: 'SM1', state: 'delivered', at: new Date() }])
  expect(await stateOf(id)).toMatchObject({ state: 'delivered', error: null })
})

test('a receipt that names our own id finds the message before the vendor’s id is known', async () => {
  const { id } = await sent()
  await apply([{ kind: 'receipt', messageId: id, externalId: 'SMother', state: 'delivered', at: new Date() }])
  expect(await stateOf(id)).toMatchObject({ state: 'delivered' })
})

test('a receipt of a message that is not here yet comes again, and is passed over in the end', async () => {
  const early: Fact = { kind: 'receipt', externalId: 'SM9', state: 'delivered', at: new Date() }
  await expect(apply([early])).rejects.toThrow(NotYet)
  await apply([early], true)
})

test('a reaction stands at its message, the newest counts, and it can be taken back', async () => {
  const { incoming } = await sent()
  const { externalId } = incoming
  const at = new Date()
  await apply([{ kind: 'reaction', externalId, emoji: '❤️', at }])
  await apply([{ kind: 'reaction', externalId, emoji: '👎', at: new Date(at.getTime() - 1000) }])
  expect(await database.db.selectFrom('reactions').select(['emoji', 'side']).execute()).toEqual([{ emoji: '❤️', side: 'customer' }])
  await apply([{ kind: 'reaction', externalId, emoji: null, at: new Date(at.getTime() + 1000) }])
  expect(await database.db.selectFrom('reactions').selectAll().execute()).toEqual([])
})

test('what a customer takes back is gone here too, with its files, and the timeline says so', async () => {
  const { ticketId, incoming } = await sent()
  await apply([{ kind: 'unsent', externalId: incoming.externalId, at: new Date() }])
  const message = await database.db
    .selectFrom('messages')
    .select(['text', 'html', 'unsentAt'])
    .where('direction', '=', 'in')
    .executeTakeFirstOrThrow()
  expect(message).toEqual({ text: '', html: null, unsentAt: expect.any(Date) })
  expect((await database.db.selectFrom('tickets').select('preview').where('id', '=', ticketId).executeTakeFirstOrThrow()).preview).toBe('')
  expect(await database.db.selectFrom('timeline').select('kind').where('ticketId', '=', ticketId).execute()).toEqual([{ kind: 'unsent' }])
})

/** What was read of the ticket so far, as triage keeps it. */
async function read(ticketId: string, evidence: string[]): Promise<void> {
  const data = JSON.stringify({ label: 'negative', evidence, reason: `They say: ${evidence.join(', ')}` })
  await database.db
    .insertInto('sentiments')
    .values({
      ticketId,
      occasion: 'created',
      label: 'negative',
      score: 2,
      confidence: 0.9,
      isSure: true,
      evidence,
      reason: 'Angry',
      model: 'm',
    })
    .execute()
  await database.db.insertInto('timeline').values({ ticketId, kind: 'understood', actorKind: 'model', actorName: 'm', data }).execute()
}
const receipts = () => database.db.selectFrom('sentiments').select(['evidence', 'reason', 'takenBack']).orderBy('id').execute()
const quoted = async () =>
  (await database.db.selectFrom('timeline').select('data').where('kind', '=', 'understood').execute()).map(({ data }) => data)

test('what is taken back is quoted by no sentiment and no line of the timeline, and where that was all, the receipt says so', async () => {
  const { ticketId, incoming } = await sent()
  const second = textFrom({ text: 'Shame on  you, liars! Where is it?', sentAt: new Date() })
  await inTransaction(database.db, (tx) => receive(tx, rule, second))
  await read(ticketId, ['shame on you', incoming.text.slice(0, 9)])
  await apply([{ kind: 'unsent', externalId: second.externalId, at: new Date() }])
  expect(await receipts()).toEqual([{ evidence: [incoming.text.slice(0, 9)], reason: '', takenBack: 'part' }])
  expect(await quoted()).toEqual([{ label: 'negative', evidence: [incoming.text.slice(0, 9)], reason: '' }])

  await apply([{ kind: 'unsent', externalId: incoming.externalId, at: new Date() }])
  expect(await receipts()).toEqual([{ evidence: [], reason: '', takenBack: 'whole' }])
  const rows = await database.db.selectFrom('timeline').select('data').where('ticketId', '=', ticketId).execute()
  expect(JSON.stringify(rows)).not.toMatch(/shame|liars/i)
})

test('what is written anew is quoted as far as it is still there; what was read later stays as it is', async () => {
  const { ticketId, incoming } = await sent()
  await read(ticketId, [incoming.text.slice(0, 9)])
  await apply([{ kind: 'edited', externalId: incoming.externalId, text: 'Never mind', at: new Date() }])
  expect(await receipts()).toEqual([{ evidence: [], reason: '', takenBack: 'part' }])
  const later = textFrom({ text: 'Thank you', sentAt: new Date() })
  await read(ticketId, ['Never mind'])
  await inTransaction(database.db, (tx) => receive(tx, rule, later))
  await apply([{ kind: 'unsent', externalId: later.externalId, at: new Date() }])
  expect((await receipts()).at(-1)).toEqual({ evidence: ['Never mind'], reason: 'Angry', takenBack: null })
})

test('a keyword opens no ticket, is heard once however often it comes, and changes what the customer allows', async () => {
  const keyword = { word: 'STOP', effect: 'opt_out', answer: '', opensTicket: false } as const
  const channel = { key: 'sms', ticketRule: rule } as Parameters<typeof takeInTogether>[1]['channel']
  const stop = textFrom({ text: 'stop', keyword })
  for (let time = 0; time < 3; time++) {
    const [ended] = await takeInTogether(database.db, { channel, messages: [stop], payload: null })
    expect(ended?.outcome).toBe('keyword')
  }
  expect(await database.db.selectFrom('tickets').selectAll().execute()).toEqual([])
  expect(await database.db.selectFrom('events').select('name').execute()).toEqual([{ name: 'Sent Keyword' }])
  const { id } = await database.db.selectFrom('identities').select('id').executeTakeFirstOrThrow()
  expect(await consentsOf(database.db, id)).toEqual({ marketing: false, transactional: false })
  await inTransaction(database.db, (tx) =>
    recordConsent(tx, { identityId: id, kind: 'transactional', isGiven: true, source: 'agent', said: 'by phone' }),
  )
  expect(await consentsOf(database.db, id)).toEqual({ marketing: false, transactional: true })
})

test('a payload that holds receipts only ends as such', async () => {
  const { id } = await sent()
  const body = Buffer.from('{}')
  await takeInTogether(database.db, {
    channel: { key: 'sms', ticketRule: rule } as Parameters<typeof takeInTogether>[1]['channel'],
    messages: [],
    facts: [{ kind: 'receipt', externalId: 'SM1', state: 'delivered', at: new Date() }],
    payload: { id: randomUUID(), file: 'f', body, size: 2, envelope: {} },
  })
  expect(await database.db.selectFrom('payloads').select('state').execute()).toEqual([{ state: 'receipt' }])
  expect((await stateOf(id)).state).toBe('delivered')
})
