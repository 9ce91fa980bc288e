/**
 * The ticket rules as one table (R110 to R121, D15), over every channel that is registered: what the first and the next message of a
 * person do to a ticket that is open, snoozed or closed, and what another person's does.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Incoming } from '../server/channels/incoming.ts'
import { channelOf, channels } from '../server/channels/list.ts'
import type { IdentityKind } from '../server/customers/recognise.ts'
import { inTransaction, isConflict, isUniqueViolation } from '../server/platform/db.ts'
import { receive } from '../server/tickets/receive.ts'
import type { ChannelKey, Status } from '../shared/words.ts'
import { emptyTables, openTestDatabase } from './database.ts'
import { mailFrom } from './incoming.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(() => emptyTables(database.db, 'customers', 'tickets', 'messages', 'identities', 'events', 'payloads'))

type Does = 'goes on' | 'wakes it' | 'reopens it' | 'begins a new one'

/** What the person's next message does to their ticket as it stands. */
const rules: Record<ChannelKey, Record<Status, Does>> = {
  webchat: { open: 'goes on', snoozed: 'wakes it', closed: 'begins a new one' },
  email: { open: 'goes on', snoozed: 'wakes it', closed: 'reopens it' },
  sms: { open: 'goes on', snoozed: 'wakes it', closed: 'reopens it' },
  whatsapp: { open: 'goes on', snoozed: 'wakes it', closed: 'reopens it' },
  instagram: { open: 'goes on', snoozed: 'wakes it', closed: 'begins a new one' },
}
/** Who writes there. */
const people: Record<ChannelKey, { kind: IdentityKind; ana: string; tom: string }> = {
  webchat: { kind: 'shopper', ana: 'ana', tom: 'tom' },
  email: { kind: 'email', ana: 'ana@customer.example', tom: 'tom@customer.example' },
  sms: { kind: 'phone', ana: '+46701234567', tom: '+46707654321' },
  whatsapp: { kind: 'whatsapp', ana: '46701234567', tom: '46707654321' },
  instagram: { kind: 'instagram', ana: '1784140001', tom: '1784140002' },
}

/** `answers`: a mail names the one before it; that is what makes a thread. */
function message(channel: ChannelKey, who: 'ana' | 'tom', answers?: { externalId: string; ticketId: string }): Incoming {
  const { kind, [who]: value } = people[channel]
  return {
    ...mailFrom(),
    channel,
    externalId: randomUUID(),
    from: { kind, value, name: who, isVerified: true },
    ...(channel !== 'email' && { mail: null, subject: null }),
    ...(channel === 'email' && answers && { thread: { externalIds: [answers.externalId], tokens: [] } }),
    ...(channel === 'webchat' && answers && { ticketId: answers.ticketId }),
  }
}
async function take(incoming: Incoming) {
  for (let attempt = 1; ; attempt++)
    try {
      return await inTransaction(database.db, (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))
    } catch (error) {
      // As the jobs do: whoever came second looks again.
      if (attempt === 5 || !(isUniqueViolation(error) || isConflict(error))) throw error
    }
}
const tickets = () =>
  database.db.selectFrom('tickets').select(['id', 'status', 'messageCount', 'snoozedUntil']).orderBy('createdAt').execute()

const registered = channels.map(({ key }) => key)
const cells = registered.flatMap((channel) =>
  (['open', 'snoozed', 'closed'] as const).map((status) => [channel, status, rules[channel][status]] as const),
)

test('the table names every channel that is registered', () => {
  expect(registered.filter((channel) => !rules[channel])).toEqual([])
  expect(registered).toEqual(expect.arrayContaining(['webchat', 'email', 'sms']))
})

describe.each(registered)('%s', (channel) => {
  test('a first message begins an open ticket', async () => {
    expect((await take(message(channel, 'ana'))).outcome).toBe('ticket')
    expect(await tickets()).toMatchObject([{ status: 'open', messageCount: 1 }])
  })

  test('two first messages of a person at the same instant make one ticket, of two people two', async () => {
    const [first, second] = [message(channel, 'ana'), message(channel, 'ana')]
    await Promise.all([take(first), take(second), take(message(channel, 'tom'))])
    // Two mails that name nothing are two threads, whenever they come (R112).
    expect(await tickets()).toHaveLength(channel === 'email' ? 3 : 2)
  })

  test('the same message ten times at once is kept once', async () => {
    const same = message(channel, 'ana')
    await Promise.all(Array.from({ length: 10 }, () => take(same)))
    expect(await tickets()).toMatchObject([{ messageCount: 1 }])
  })
})

describe.each(cells)('%s, a ticket that is %s', (channel, status, does) => {
  const begin = async () => {
    const first = message(channel, 'ana')
    const { ticketId } = await take(first)
    await database.db
      .updateTable('tickets')
      .set({
        status,
        ...(status === 'closed' && { closedAt: new Date() }),
        ...(status === 'snoozed' && { snoozedUntil: new Date(Date.now() + 3_600_000) }),
      })
      .where('id', '=', ticketId)
      .execute()
    return { externalId: first.externalId, ticketId }
  }

  test(`the next message of the person ${does === 'begins a new one' ? does : does === 'goes on' ? 'continues it' : does}`, async () => {
    const before = await begin()
    const { outcome, ticketId } = await take(message(channel, 'ana', before))
    if (does === 'begins a new one') {
      expect([outcome, ticketId === before.ticketId]).toEqual(['ticket', false])
      expect(await tickets()).toMatchObject([
        { status: 'closed', messageCount: 1 },
        { status: 'open', messageCount: 1 },
      ])
      return
    }
    expect([outcome, ticketId]).toEqual(['appended', before.ticketId])
    expect(await tickets()).toMatchObject([{ status: 'open', messageCount: 2, snoozedUntil: null }])
    const kinds = (await database.db.selectFrom('timeline').select('kind').where('ticketId', '=', ticketId).execute()).map(
      ({ kind }) => kind,
    )
    expect(kinds).toEqual(does === 'goes on' ? [] : [does === 'wakes it' ? 'woken' : 'reopened'])
  })

  test('another person’s message never lands on it', async () => {
    const before = await begin()
    const { outcome, ticketId } = await take(message(channel, 'tom', before))
    expect([outcome, ticketId === before.ticketId]).toEqual(['ticket', false])
    expect(await tickets()).toMatchObject([
      { status, messageCount: 1 },
      { status: 'open', messageCount: 1 },
    ])
  })
})
