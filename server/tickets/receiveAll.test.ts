import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyTables, openTestDatabase } from '../../test/database.ts'
import { chatFrom, mailFrom } from '../../test/incoming.ts'
import type { Incoming } from '../channels/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { receive, receiveAll } from './receive.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
const empty = () => emptyTables(database.db, 'customers', 'tickets', 'messages', 'identities', 'graphile_worker._private_jobs')
beforeEach(empty)

const arrivalOf = (incoming: Incoming) => ({ rule: channelOf(incoming.channel).ticketRule, incoming })
const takeInAll = async (messages: Incoming[]) =>
  (await inTransaction(database.db, (tx) => receiveAll(tx, messages.map(arrivalOf)))).flatMap((one) =>
    one.outcome === 'blocked' || one.outcome === 'keyword' ? [] : one,
  )
const takeInOne = (incoming: Incoming) => inTransaction(database.db, (tx) => receive(tx, channelOf(incoming.channel).ticketRule, incoming))

/** All that messages came to, without ids and times: tickets by their messages, with customers, files and jobs. */
async function books(): Promise<unknown> {
  const { rows } = await sql`
    select t.channel, t.subject, t.status, t.message_count, t.preview, t.warning, t.is_automated, t.waiting_since is not null as waits, c.name, c.email, i.kind, i.value, i.is_verified,
      (select t.last_inbound_id = m.id from messages m where m.ticket_id = t.id order by m.id desc limit 1) as "lastIsLast",
      (select array_agg(m.external_id order by m.external_id) from messages m where m.ticket_id = t.id) as messages,
      (select array_agg(l.external_id order by 1) from messages l where l.ticket_id = t.linked_ticket_id) as linked,
      (select array_agg(f.name order by f.name) from attachments f join messages m on m.id = f.message_id where m.ticket_id = t.id) as files,
      (select array_agg(j.payload->>'occasion' order by j.id) from graphile_worker._private_jobs j where j.payload->>'ticketId' = t.id::text) as jobs,
      (select count(*)::int from timeline l where l.ticket_id = t.id) as lines
    from tickets t join customers c on c.id = t.customer_id join identities i on i.id = t.identity_id
    order by (select min(external_id) from messages m where m.ticket_id = t.id)`.execute(database.db)
  return rows
}

test('messages taken in together are tickets of their own, numbered as they came', async () => {
  const received = await takeInAll(Array.from({ length: 5 }, (_, index) => mailFrom({ from: `${index}@customer.example` })))
  expect(received.map(({ outcome }) => outcome)).toEqual(Array(5).fill('ticket'))
  const rows = await database.db.selectFrom('tickets').select(['id', 'number']).orderBy('number').execute()
  expect(rows.map(({ id }) => id)).toEqual(received.map(({ ticketId }) => ticketId))
})

test('the same message twice in one group is kept once', async () => {
  const mail = mailFrom()
  const [one, two] = await takeInAll([mail, mail])
  expect([one?.outcome, two?.outcome]).toEqual(['ticket', 'duplicate'])
  expect(two?.ticketId).toBe(one?.ticketId)
})

test('a mail and the reply to it in one group are one thread', async () => {
  const [one, two] = await takeInAll([
    mailFrom({ externalId: 'first@customer.example' }),
    mailFrom({ thread: { externalIds: ['first@customer.example'], tokens: [] } }),
  ])
  expect(two).toMatchObject({ outcome: 'appended', ticketId: one?.ticketId })
})

test('two chats of one customer by different identities in one group are one conversation', async () => {
  await takeInAll([chatFrom({ shopper: 'one' }), chatFrom({ shopper: 'two' })])
  await sql`update identities set customer_id = (select customer_id from identities where value = 'one')`.execute(database.db)
  await sql`update tickets set status = 'closed'`.execute(database.db)
  const [one, two] = await takeInAll([chatFrom({ shopper: 'one' }), chatFrom({ shopper: 'two' })])
  expect(two).toMatchObject({ outcome: 'appended', ticketId: one?.ticketId })
})

test('one that cannot be kept takes all back', async () => {
  const broken = mailFrom({ from: 'broken@customer.example', subject: 'a\u0000b' })
  await expect(takeInAll([mailFrom(), broken])).rejects.toThrow()
  expect(await books()).toEqual([])
})

test('groups that hold the same people in another order do not stand in each other’s way', async () => {
  const people = Array.from({ length: 8 }, (_, index) => `${index}@customer.example`)
  const groups = Array.from({ length: 8 }, (_, group) =>
    [...people.slice(group), ...people.slice(0, group)].map((from) => mailFrom({ from })),
  )
  await Promise.all(groups.map(takeInAll))
  const { customers } = await database.db
    .selectFrom('customers')
    .select((of) => of.fn.countAll<number>().as('customers'))
    .executeTakeFirstOrThrow()
  expect(customers).toBe(people.length)
})

const people = ['ana', 'ben', 'cia']
/** A run of messages by three people, who answer what was written before, write again, and send things twice. */
const runs = fc.array(
  fc.record({
    who: fc.constantFrom(...people),
    by: fc.constantFrom('mail', 'chat'),
    answers: fc.option(fc.nat({ max: 8 })),
    repeats: fc.option(fc.nat({ max: 8 }), { freq: 8 }),
    isAutomated: fc.boolean(),
    hasFile: fc.boolean(),
  }),
  { minLength: 1, maxLength: 9 },
)

test('messages in groups come to the same as one after the other', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(runs, fc.array(fc.nat({ max: 9 }), { maxLength: 2 }), async (run, cuts) => {
      const ids = run.map(() => randomUUID())
      const messages: Incoming[] = []
      for (const [index, { who, by, answers, repeats, isAutomated, hasFile }] of run.entries()) {
        const before = repeats === null ? undefined : messages[repeats]
        const id = ids[index] ?? ''
        const named = answers === null || answers >= index ? [] : [ids[answers] ?? '']
        const attachments = hasFile
          ? [{ name: `${id}.png`, mimeType: 'image/png', size: 1, file: 'f', contentId: null, isInline: false }]
          : []
        const fields = { externalId: id, text: `Message ${index}`, attachments }
        messages.push(
          before ??
            (by === 'chat'
              ? chatFrom({ ...fields, id, shopper: who })
              : mailFrom({
                  ...fields,
                  from: `${who}@customer.example`,
                  automatedWhy: isAutomated ? 'auto-reply' : null,
                  thread: { externalIds: named, tokens: [] },
                })),
        )
      }
      await empty()
      for (const message of messages) await takeInOne(message)
      const expected = await books()
      await empty()
      const bounds = [0, ...cuts.map((cut) => Math.min(cut, messages.length)).sort((a, b) => a - b), messages.length]
      for (const [index, from] of bounds.slice(0, -1).entries()) {
        const group = messages.slice(from, bounds[index + 1])
        if (group.length > 0) await takeInAll(group)
      }
      expect(await books()).toEqual(expected)
    }),
    { numRuns: 20 },
  )
})
