import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tellChangesTo } from '../platform/db.ts'
import { type FakeModel, startFakeModel } from './fake.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { changeModel } from './model.ts'
import { triage } from './triage.ts'

let f: Fixture
let fake: FakeModel
let models = 0
beforeAll(async () => {
  f = await openFixture()
  fake = await startFakeModel()
})
afterAll(async () => {
  await fake.close()
  await f.close()
})
beforeEach(async () => {
  await f.reset()
  fake.requests.length = 0
  fake.next.length = 0
})

const useFake = () => changeModel(f.platform, { provider: 'openai-compatible', baseUrl: fake.url, model: `m${++models}`, key: 'test-key' })
const reading = (wish: object) => ({
  answer: { label: 'neutral', score: 5, evidence: [], reason: 'r', confidence: 0.9, language: 'en', tags: [], isSpam: false, ...wish },
})
const events = (name = 'Ticket Created') =>
  f.platform.db.selectFrom('events').select(['customerId', 'properties']).where('name', '=', name).execute()
const receipts = (ticketId: string) =>
  f.platform.db.selectFrom('sentiments').selectAll().where('ticketId', '=', ticketId).orderBy('evaluatedAt').execute()
const jobs = async () =>
  (await sql<{ count: number }>`select count(*)::int as count from graphile_worker._private_jobs`.execute(f.platform.db)).rows[0]?.count

describe('by the built-in model', () => {
  test('a new ticket is scored, given its language and tags, and routed', async () => {
    await f.addAgent('Ann')
    const id = await f.addTicket('I am so disappointed. My parcel arrived completely broken and nobody answers. I want my money back!', {
      subject: 'Broken',
    })
    await triage(f.platform, { ticketId: id, occasion: 'created' })
    const ticket = await f.ticket(id)
    expect(['negative', 'urgent']).toContain(ticket.label)
    expect(ticket.score).toBeLessThan(4)
    expect(ticket).toMatchObject({ language: 'en', assignee: 'Ann', isSpam: false })
    const [receipt] = await receipts(id)
    expect(receipt).toMatchObject({ occasion: 'created', label: ticket.label, fellBack: null })
    expect(receipt?.model).toMatch(/^built-in@/)
    expect((await f.timeline(id)).map(({ kind }) => kind)).toEqual(['understood', 'assigned', 'routed'])
  })

  test('a rule that asks for words sees the message that just came', async () => {
    const recall = await f.addTeam('Recall')
    await f.addRule(
      'Recall',
      { field: 'words', operator: 'match', value: '"left pedal"' },
      { action: 'assign_team', input: { teamId: recall } },
    )
    const id = await f.addTicket('The left pedal came off.')
    await triage(f.platform, { ticketId: id, occasion: 'created' })
    expect((await f.ticket(id)).team).toBe('Recall')
  })

  test('tickets of the same moment are settled as if one after the other: each its own receipt, rule and turn', async () => {
    for (const name of ['Ann', 'Bo']) await f.addAgent(name)
    const vip = await f.addTeam('VIP')
    await f.addRule(
      'Broken',
      { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] },
      { action: 'assign_team', input: { teamId: vip } },
    )
    const texts = [
      'Where is my order?',
      'Do you ship to Norway?',
      'It arrived broken, I am so disappointed and want my money back!',
      'What size is it?',
    ]
    const ids = []
    for (const text of texts) ids.push(await f.addTicket(text))
    const spam = await f.addTicket('I am out of office until Monday.', { isAutomated: true })
    const asked = [...ids, spam, ids[0] ?? '']
    await Promise.all(asked.map((ticketId) => triage(f.platform, { ticketId, occasion: 'created' })))
    const tickets = await Promise.all(ids.map((id) => f.ticket(id)))
    expect(tickets.map(({ team }) => team)).toEqual([null, null, 'VIP', null])
    expect(tickets.map(({ assignee }) => assignee)).toEqual(['Ann', 'Bo', null, 'Ann'])
    for (const id of ids) {
      const [receipt, ...others] = await receipts(id)
      expect(others).toEqual([])
      expect((await f.ticket(id)).label).toBe(receipt?.label)
      expect((await f.timeline(id, 'routed'))[0]?.data.tried).toMatchObject([{ name: 'Broken', matched: id === ids[2] }])
    }
    expect(await f.timeline(spam)).toMatchObject([{ kind: 'left_unscored' }])
    expect((await events()).map(({ properties }) => (properties as { ticketId: string }).ticketId).toSorted()).toEqual(ids.toSorted())
  })

  test('watchers are told once it is committed', async () => {
    const told: string[] = []
    tellChangesTo((topics) => told.push(...topics))
    const id = await f.addTicket('Where is my order?')
    await triage(f.platform, { ticketId: id, occasion: 'created' })
    tellChangesTo(() => undefined)
    expect(told).toEqual(['tickets', `ticket:${id}`])
  })

  test('automated mail is neither scored nor routed, and the timeline says why (D17)', async () => {
    await f.addAgent('Ann')
    const id = await f.addTicket('I am out of office until Monday.', { isAutomated: true })
    await triage(f.platform, { ticketId: id, occasion: 'created' })
    expect(await f.ticket(id)).toMatchObject({ label: null, score: null, assignee: null })
    expect(await f.timeline(id)).toMatchObject([{ kind: 'left_unscored', data: { why: 'automated', automatedWhy: 'auto-reply' } }])
    expect(await events()).toEqual([])
  })
})

describe('by a model over the network', () => {
  test('the receipt names the model, and rules see what it said', async () => {
    await useFake()
    const vip = await f.addTeam('VIP')
    await f.addRule(
      'Upset and worth much',
      {
        all: [
          { field: 'sentiment', operator: 'is', value: 'negative' },
          { field: 'order_value', operator: 'above', value: 200 },
          { field: 'tag', operator: 'is', value: 'shipping' },
        ],
      },
      { action: 'assign_team', input: { teamId: vip } },
    )
    const { id: storeId } = await f.platform.db
      .insertInto('stores')
      .values({ name: 'S', kind: 'demo', domain: 's.example', currency: 'EUR' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const order = (total: number, placedAt: string) => ({
      storeId,
      customerId: f.customerId,
      externalId: placedAt,
      number: '1',
      status: 'paid',
      currency: 'EUR',
      total,
      placedAt: new Date(placedAt),
    })
    await f.platform.db
      .insertInto('orders')
      .values([order(900, '2025-01-01'), order(250, '2025-06-01')])
      .execute()

    const id = await f.addTicket('It never arrived')
    await triage(f.platform, { ticketId: id, occasion: 'created' })
    expect(await f.ticket(id)).toMatchObject({ label: 'negative', score: 2.4, team: 'VIP', tags: ['shipping'] })
    expect((await f.timeline(id, 'routed'))[0]?.data).toMatchObject({
      tried: [{ matched: true, tests: [{ actual: 'negative' }, { actual: 250 }, { actual: ['shipping'] }] }],
    })
    expect(await receipts(id)).toMatchObject([{ model: `m${models}`, evidence: ['never arrived'], isSure: true }])
    expect(fake.requests).toHaveLength(1)
    expect(await events()).toMatchObject([
      {
        customerId: f.customerId,
        properties: {
          ticketId: id,
          channel: 'email',
          subject: '',
          tags: ['shipping'],
          language: 'en',
          sentiment: { label: 'negative', score: 2.4, confidence: 0.93 },
        },
      },
    ])
  })

  test('nonsense three times: the built-in model reads, the receipt says why, and the ticket is routed', async () => {
    await useFake()
    await f.addAgent('Ann')
    fake.next.push({ text: 'no' }, { text: 'still no' }, { text: 'never' })
    const id = await f.addTicket('Where is my order?')
    await triage(f.platform, { ticketId: id, occasion: 'created' })
    expect(await receipts(id)).toMatchObject([
      { model: expect.stringMatching(/^built-in/), fellBack: 'the model answered in another form than asked' },
    ])
    expect((await f.ticket(id)).assignee).toBe('Ann')
  })

  test('spam is put aside: no score, no routing, no event; "not spam" brings all of them', async () => {
    await useFake()
    await f.addAgent('Ann')
    fake.next.push(reading({ isSpam: true, reason: 'An advertisement.' }))
    const id = await f.addTicket('Buy followers now')
    await triage(f.platform, { ticketId: id, occasion: 'created' })
    expect(await f.ticket(id)).toMatchObject({ isSpam: true, label: null, assignee: null })
    expect(await f.timeline(id)).toMatchObject([{ kind: 'marked_spam', actorKind: 'model', data: { reason: 'An advertisement.' } }])
    expect(await events()).toEqual([])

    await f.platform.db.updateTable('tickets').set({ isSpam: false }).where('id', '=', id).execute()
    fake.next.push(reading({ isSpam: true, label: 'positive', score: 8 }))
    await triage(f.platform, { ticketId: id, occasion: 'not_spam' })
    expect(await f.ticket(id)).toMatchObject({ isSpam: false, label: 'positive', assignee: 'Ann' })
    expect(await events()).toHaveLength(1)
  })

  test('what a person marked as spam meanwhile is not sent to the model', async () => {
    await useFake()
    const id = await f.addTicket('x')
    await f.platform.db.updateTable('tickets').set({ isSpam: true }).where('id', '=', id).execute()
    await triage(f.platform, { ticketId: id, occasion: 'created' })
    expect(fake.requests).toHaveLength(0)
    expect(await f.timeline(id)).toMatchObject([{ kind: 'left_unscored', data: { why: 'spam' } }])
  })

  test('only some tickets wait for a slow model at one time; the others come back later', async () => {
    await useFake()
    fake.next.push('hang', 'hang', 'hang', 'hang')
    const stop = new AbortController()
    const ids = await Promise.all(Array.from({ length: 5 }, (_, index) => f.addTicket(`slow ${index}`)))
    const running = ids.slice(0, 4).map((ticketId) => triage(f.platform, { ticketId, occasion: 'created' }, { signal: stop.signal }))
    while (fake.requests.length < 4) await new Promise((resolve) => setImmediate(resolve))
    await triage(f.platform, { ticketId: ids[4] ?? '', occasion: 'created' })
    expect(await jobs()).toBe(1)
    expect(await receipts(ids[4] ?? '')).toEqual([])
    // Old enough, it is read by the built-in model rather than wait on.
    await f.platform.db
      .updateTable('tickets')
      .set({ lastInboundAt: sql`now() - interval '2 minutes'` })
      .where('id', '=', ids[4] ?? '')
      .execute()
    await triage(f.platform, { ticketId: ids[4] ?? '', occasion: 'created' })
    expect(await receipts(ids[4] ?? '')).toMatchObject([{ fellBack: expect.stringContaining('no time') }])
    stop.abort()
    await Promise.all(running)
    for (const id of ids) expect(await receipts(id)).toHaveLength(1)
  })

  test('a stored key that can no longer be read does not stop triage', async () => {
    await useFake()
    const { platform } = f
    await triage(
      {
        ...platform,
        secrets: {
          ...platform.secrets,
          open: () => {
            throw new Error('another key')
          },
        },
      },
      { ticketId: await f.addTicket('x'), occasion: 'created' },
    )
    expect(fake.requests).toHaveLength(0)
  })
})

describe('once and again', () => {
  test('the same job run twice, even at once, gives one event and one receipt', async () => {
    await f.addAgent('Ann')
    const id = await f.addTicket('Where is my order?')
    const run = () => triage(f.platform, { ticketId: id, occasion: 'created' })
    await Promise.all([run(), run()])
    await run()
    expect(await receipts(id)).toHaveLength(1)
    expect(await events()).toHaveLength(1)
    expect(await f.timeline(id, 'routed')).toHaveLength(1)

    const automated = await f.addTicket('Out of office', { isAutomated: true })
    const again = () => triage(f.platform, { ticketId: automated, occasion: 'created' })
    await Promise.all([again(), again()])
    await again()
    expect(await f.timeline(automated)).toHaveLength(1)
  })

  test('a reopened ticket is read anew, in its newest words, and stays with its agent', async () => {
    await useFake()
    const ann = await f.addAgent('Ann')
    await f.addAgent('Bob')
    fake.next.push(reading({ label: 'promoter', score: 9.5, tags: ['feedback'] }), reading({ label: 'urgent', score: 1, tags: ['safety'] }))
    const id = await f.addTicket('Best shop ever')
    await triage(f.platform, { ticketId: id, occasion: 'created' })
    expect((await f.ticket(id)).assignee).toBe('Ann')
    await f.addMessage(id, 'It caught fire!')
    await triage(f.platform, { ticketId: id, occasion: 'reopened' })
    expect(fake.requests[1]?.message).toContain('It caught fire!')
    expect(fake.requests[1]?.message).not.toContain('Best shop ever')
    expect(await f.ticket(id)).toMatchObject({ label: 'urgent', score: 1, tags: ['feedback', 'safety'], assignee: 'Ann' })
    expect((await receipts(id)).map(({ occasion, label }) => `${occasion} ${label}`)).toEqual(['created promoter', 'reopened urgent'])
    expect(await events()).toMatchObject([{ properties: { sentiment: { label: 'promoter' } } }])

    // Somebody who left has nothing any more.
    await f.platform.db.updateTable('agents').set({ deactivatedAt: new Date() }).where('id', '=', ann).execute()
    await triage(f.platform, { ticketId: id, occasion: 'reopened' })
    expect((await f.ticket(id)).assignee).toBe('Bob')
  })

  test('what a person assigned, tagged or closed meanwhile stays so', async () => {
    await useFake()
    await f.addAgent('Ann')
    const bob = await f.addAgent('Bob', { isOnline: false })
    const assigned = await f.addTicket('never arrived')
    await f.platform.db
      .updateTable('tickets')
      .set({ assigneeId: bob, tags: ['refund'] })
      .where('id', '=', assigned)
      .execute()
    await triage(f.platform, { ticketId: assigned, occasion: 'created' })
    expect(await f.ticket(assigned)).toMatchObject({ assignee: 'Bob', tags: ['refund', 'shipping'], label: 'negative' })

    const closed = await f.addTicket('never arrived')
    await f.platform.db.updateTable('tickets').set({ status: 'closed' }).where('id', '=', closed).execute()
    await triage(f.platform, { ticketId: closed, occasion: 'created' })
    expect(await f.ticket(closed)).toMatchObject({ assignee: null, label: 'negative' })
    expect(await f.timeline(closed, 'routed')).toEqual([])
  })

  test('a ticket that is gone is no error', async () => {
    await triage(f.platform, { ticketId: '01890000-0000-7000-8000-00000000ffff', occasion: 'created' })
  })

  test('when the database fails on the way, nothing of it stays, and the next try does it all', async () => {
    await f.addAgent('Ann')
    const id = await f.addTicket('Where is my order?')
    await sql`create function break() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`.execute(f.platform.db)
    await sql`create trigger break before insert on timeline for each row when (new.kind = 'routed') execute function break()`.execute(
      f.platform.db,
    )
    await expect(triage(f.platform, { ticketId: id, occasion: 'created' })).rejects.toThrow('broken')
    expect(await receipts(id)).toEqual([])
    expect(await f.ticket(id)).toMatchObject({ label: null, assignee: null })
    await sql`drop trigger break on timeline`.execute(f.platform.db)
    await triage(f.platform, { ticketId: id, occasion: 'created' })
    expect(await receipts(id)).toHaveLength(1)
    expect((await f.ticket(id)).assignee).toBe('Ann')
  })
})
