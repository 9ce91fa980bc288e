import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { RuleTrace } from '../../shared/triage.ts'
import { inTransaction } from '../platform/db.ts'
import { indexTicket } from '../tickets/searchIndex.ts'
import { drainUnassigned } from './drain.ts'
import { tryRules } from './evaluate.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { load } from './load.ts'
import { recordAll } from './record.ts'
import { findTurn, giveToNext, type Online, online } from './roundRobin.ts'
import { type Routable, route } from './route.ts'

let f: Fixture
beforeAll(async () => {
  f = await openFixture()
})
afterAll(() => f.close())
beforeEach(() => f.reset())

const reading = {
  label: 'neutral',
  score: 5,
  confidence: 1,
  isSure: true,
  evidence: [],
  reason: '',
  finding: null,
  language: 'en',
  tags: [],
  isSpam: false,
  model: 'test',
  fellBack: null,
} as const
/** Routes a ticket as triage does, from how it stands. */
async function routeNow(id: string, wish: Partial<Routable> = {}) {
  const { rules } = (await load(f.platform.db, id, 'created')) ?? { rules: [] }
  return inTransaction(f.platform.db, async (tx) => {
    const { rows } = await sql<Online>`select ${online}`.execute(tx)
    const [who = { defaultTeamId: null, teamsOnline: [] }] = rows
    await indexTicket(tx, id)
    const routed = await route(tx, { id, assigneeId: null, teamId: null, ...who, ...wish }, await tryRules(tx, rules, id))
    await recordAll(tx, [{ ticketId: id, occasion: 'created', reading: { ...reading, evidence: [], tags: [] }, routed }])
    return routed.trace
  })
}
async function routeNew(text = 'Hello'): Promise<string> {
  const id = await f.addTicket(text)
  await routeNow(id)
  return id
}
const feel = (id: string, label: string, orderValue: number | null = null) =>
  f.platform.db.updateTable('tickets').set({ sentimentLabel: label, orderValue }).where('id', '=', id).execute()
const setOnline = (agentId: string, isOnline: boolean) =>
  f.platform.db
    .updateTable('agents')
    .set({ availability: isOnline ? 'online' : 'away' })
    .where('id', '=', agentId)
    .execute()

describe('rules', () => {
  test('the first rule that matches wins, and the trace says which were tried on which values', async () => {
    await f.addAgent('Ann')
    const vip = await f.addTeam('VIP')
    const senior = await f.addTeam('Senior')
    const urgent = await f.addRule(
      'Urgent',
      { field: 'sentiment', operator: 'is', value: 'urgent' },
      { action: 'assign_team', input: { teamId: senior } },
    )
    const upset = await f.addRule(
      'Upset and worth much',
      {
        all: [
          { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] },
          { field: 'order_value', operator: 'above', value: 200 },
        ],
      },
      { action: 'assign_team', input: { teamId: vip } },
      { action: 'tag', input: { tags: ['shipping'] } },
      { action: 'prioritise', input: { priority: 'high' } },
    )
    await f.addRule('Everything', undefined, { action: 'assign_team', input: { teamId: senior } })
    const id = await f.addTicket('late')
    await feel(id, 'negative', 250)
    const trace = await routeNow(id)
    expect(RuleTrace.parse(trace)).toEqual({
      outcome: 'rule',
      tried: [
        {
          ruleId: urgent,
          name: 'Urgent',
          matched: false,
          tests: [{ field: 'sentiment', operator: 'is', value: 'urgent', actual: 'negative', passed: false }],
        },
        {
          ruleId: upset,
          name: 'Upset and worth much',
          matched: true,
          tests: [
            { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'], actual: 'negative', passed: true },
            { field: 'order_value', operator: 'above', value: 200, actual: 250, passed: true },
          ],
        },
      ],
      actions: [
        { action: 'assign_team', input: { teamId: vip } },
        { action: 'tag', input: { tags: ['shipping'] } },
        { action: 'prioritise', input: { priority: 'high' } },
      ],
    })
    expect(await f.ticket(id)).toMatchObject({ team: 'VIP', assignee: null, tags: ['shipping'], priority: 'high' })
    const [entry] = await f.timeline(id, 'routed')
    expect(entry).toMatchObject({ actorKind: 'rule', actorName: 'Upset and worth much', data: JSON.parse(JSON.stringify(trace)) })
    expect((await f.timeline(id)).map(({ kind, actorName }) => `${kind} by ${actorName}`)).toEqual([
      'understood by test',
      'team by Upset and worth much',
      'tagged by Upset and worth much',
      'priority by Upset and worth much',
      'routed by Upset and worth much',
    ])
  })

  test('a disabled rule is not tried', async () => {
    const senior = await f.addTeam('Senior')
    const id = await f.addRule('Off', undefined, { action: 'assign_team', input: { teamId: senior } })
    await f.platform.db.updateTable('rules').set({ isEnabled: false }).where('id', '=', id).execute()
    const ticket = await routeNew()
    expect((await f.ticket(ticket)).team).toBeNull()
  })

  test('a rule that names a team leaves the choice to round robin among those of the team who are online', async () => {
    const senior = await f.addTeam('Senior')
    await f.addAgent('Default online')
    await f.addAgent('Sam away', { teamId: senior, isOnline: false })
    await f.addAgent('Sue', { teamId: senior })
    await f.addRule('All to senior', undefined, { action: 'assign_team', input: { teamId: senior } })
    const id = await routeNew()
    expect(await f.ticket(id)).toMatchObject({ team: 'Senior', assignee: 'Sue' })
    expect((await f.timeline(id, 'routed'))[0]?.data).toMatchObject({ outcome: 'rule', isQueued: false })
  })

  test('a rule that names an agent gives the ticket to that agent, also when away', async () => {
    const away = await f.addAgent('Away', { isOnline: false })
    await f.addAgent('Online')
    await f.addRule('To one', undefined, { action: 'assign_agent', input: { agentId: away } })
    expect((await f.ticket(await routeNew())).assignee).toBe('Away')
  })

  test('a rule that names an agent who left, or a team that is gone, leaves it to round robin', async () => {
    const left = await f.addAgent('Left')
    const gone = await f.addTeam('Gone')
    await f.addAgent('Online')
    await f.addRule(
      'Old',
      undefined,
      { action: 'assign_agent', input: { agentId: left } },
      { action: 'assign_team', input: { teamId: gone } },
    )
    await f.platform.db.updateTable('agents').set({ deactivatedAt: new Date() }).where('id', '=', left).execute()
    await f.platform.db.deleteFrom('teams').where('id', '=', gone).execute()
    const id = await routeNew()
    expect(await f.ticket(id)).toMatchObject({ assignee: 'Online', team: null })
    expect((await f.timeline(id, 'routed'))[0]?.data).toMatchObject({ outcome: 'rule', actions: [{ action: 'assign_agent' }] })
  })

  test('a rule that only tags still lets somebody have the ticket', async () => {
    await f.addAgent('Ann')
    await f.addRule('Tag', undefined, { action: 'tag', input: { tags: ['refund', 'shipping'] } })
    expect(await f.ticket(await routeNew())).toMatchObject({ assignee: 'Ann', tags: ['refund', 'shipping'] })
  })

  test('a rule whose condition is gone stops nobody', async () => {
    await f.addAgent('Ann')
    const id = await f.addRule('Broken', undefined, { action: 'prioritise', input: { priority: 'low' } })
    await f.platform.db
      .updateTable('rules')
      .set({ filter: JSON.stringify({ field: 'moon', operator: 'is', value: 'full' }) })
      .where('id', '=', id)
      .execute()
    await f.addRule('Good', undefined, { action: 'prioritise', input: { priority: 'high' } })
    expect(await f.ticket(await routeNew())).toMatchObject({ assignee: 'Ann', priority: 'high' })
  })

  test('what somebody has stays with them; tags and priority are still set', async () => {
    const ann = await f.addAgent('Ann')
    const senior = await f.addTeam('Senior')
    await f.addRule(
      'All',
      undefined,
      { action: 'assign_team', input: { teamId: senior } },
      { action: 'prioritise', input: { priority: 'urgent' } },
    )
    const id = await f.addTicket('x')
    await f.platform.db.updateTable('tickets').set({ assigneeId: ann }).where('id', '=', id).execute()
    expect((await routeNow(id, { assigneeId: ann })).outcome).toBe('already_assigned')
    expect(await f.ticket(id)).toMatchObject({ assignee: 'Ann', team: null, priority: 'urgent' })
  })

  test('a hundred rules are tried in one statement', async () => {
    for (let index = 0; index < 100; index++)
      await f.addRule(
        `Rule ${index}`,
        {
          all: [
            { field: 'score', operator: 'below', value: index / 10 },
            {
              any: [
                { field: 'tag', operator: 'is', value: `tag${index}` },
                { field: 'text', operator: 'contains', value: `number ${index}!` },
              ],
            },
          ],
        },
        { action: 'prioritise', input: { priority: 'high' } },
      )
    const id = await f.addTicket('this is number 99!')
    await f.platform.db.updateTable('tickets').set({ sentimentScore: 1 }).where('id', '=', id).execute()
    const trace = await routeNow(id)
    expect(trace.tried).toHaveLength(100)
    expect(trace.tried.at(-1)).toMatchObject({
      name: 'Rule 99',
      matched: true,
      tests: [{ passed: true }, { passed: false }, { passed: true, actual: 'this is number 99!' }],
    })
  })
})

describe('round robin', () => {
  test('takes turns among those online in the default team', async () => {
    await f.addAgent('Ann')
    await f.addAgent('Bob')
    await f.addAgent('Away', { isOnline: false })
    await f.addAgent('Elsewhere', { teamId: null })
    const left = await f.addAgent('Left')
    await f.platform.db.updateTable('agents').set({ deactivatedAt: new Date() }).where('id', '=', left).execute()
    const names: (string | null)[] = []
    for (let index = 0; index < 4; index++) names.push((await f.ticket(await routeNew())).assignee)
    expect(names).toEqual(['Ann', 'Bob', 'Ann', 'Bob'])
  })

  test('shares evenly when many tickets come at once, and leaves none without an agent', async () => {
    for (const name of ['Ann', 'Bob', 'Cid']) await f.addAgent(name)
    const ids = await Promise.all(Array.from({ length: 30 }, () => routeNew()))
    const counts: Record<string, number> = {}
    for (const id of ids) {
      const { assignee } = await f.ticket(id)
      counts[assignee ?? 'nobody'] = (counts[assignee ?? 'nobody'] ?? 0) + 1
    }
    expect(Object.keys(counts).sort()).toEqual(['Ann', 'Bob', 'Cid'])
    for (const count of Object.values(counts)) expect(count).toBeGreaterThanOrEqual(6)
  })

  test('a turn holds one agent and no other, also when it had to wait for one', async () => {
    for (const name of ['Ann', 'Bo', 'Cy']) await f.addAgent(name)
    const id = await f.addTicket('x')
    const { db } = f.platform
    let waiting: Promise<number> | undefined
    await inTransaction(db, async (tx) => {
      for (let turn = 0; turn < 3; turn++) await giveToNext(tx, id, null)
      // Everybody is being given a ticket: the next turn waits until that has committed.
      waiting = inTransaction(db, async (other) => {
        await findTurn(other, null)
        return (await sql`select id from agents for no key update skip locked`.execute(db)).rows.length
      })
      const isWaiting = async () =>
        (
          await sql<{
            n: number
          }>`select count(*) as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(tx)
        ).rows[0]?.n
      await expect.poll(isWaiting).toBe(1)
    })
    expect(await waiting).toBe(2)
  })

  test('one agent online gets them all, also when they come at once', async () => {
    await f.addAgent('Ann')
    const ids = await Promise.all(Array.from({ length: 8 }, () => routeNew()))
    for (const id of ids) expect((await f.ticket(id)).assignee).toBe('Ann')
  })

  test('with nobody online the ticket waits, and says so', async () => {
    const id = await routeNew()
    expect((await f.ticket(id)).assignee).toBeNull()
    expect((await f.timeline(id, 'routed'))[0]?.data).toMatchObject({ outcome: 'nobody_online', isQueued: true })
  })
})

describe('the queue', () => {
  test('is handed out oldest first when somebody comes online', async () => {
    const ann = await f.addAgent('Ann', { isOnline: false })
    const bob = await f.addAgent('Bob', { isOnline: false })
    const ids = [await routeNew(), await routeNew(), await routeNew(), await routeNew()]
    expect(await drainUnassigned(f.platform)).toBe(0)
    await setOnline(ann, true)
    await setOnline(bob, true)
    expect(await drainUnassigned(f.platform)).toBe(4)
    // An even number: in the opposite order everyone would have another's.
    expect(await Promise.all(ids.map(async (id) => (await f.ticket(id)).assignee))).toEqual(['Ann', 'Bob', 'Ann', 'Bob'])
    expect(await drainUnassigned(f.platform)).toBe(0)
  })

  test('of a team waits for that team', async () => {
    const senior = await f.addTeam('Senior')
    const sue = await f.addAgent('Sue', { teamId: senior, isOnline: false })
    await f.addAgent('Ann')
    await f.addRule('Senior', undefined, { action: 'assign_team', input: { teamId: senior } })
    const id = await routeNew()
    expect(await drainUnassigned(f.platform)).toBe(0)
    await setOnline(sue, true)
    expect(await drainUnassigned(f.platform)).toBe(1)
    expect((await f.ticket(id)).assignee).toBe('Sue')
  })

  test('leaves alone what is spam, closed, not yet routed, or was taken from somebody by a person', async () => {
    const [spam, closed, unrouted, taken] = [await routeNew(), await routeNew(), await f.addTicket('new'), await routeNew()]
    const { db } = f.platform
    await db.updateTable('tickets').set({ isSpam: true }).where('id', '=', spam).execute()
    await db.updateTable('tickets').set({ status: 'closed' }).where('id', '=', closed).execute()
    await sql`insert into timeline (ticket_id, kind, actor_kind, actor_name) values (${taken}, 'unassigned', 'agent', 'Ann')`.execute(db)
    await f.addAgent('Ann')
    expect(await drainUnassigned(f.platform)).toBe(0)
    expect((await f.ticket(unrouted)).assignee).toBeNull()
  })

  test('handed out by two at once gives each ticket to one', async () => {
    const ids = await Promise.all(Array.from({ length: 60 }, () => routeNew()))
    await f.addAgent('Ann')
    await f.addAgent('Bob')
    const given = await Promise.all([drainUnassigned(f.platform), drainUnassigned(f.platform)])
    // What one held the other passed over; the next call finds the rest.
    expect(given.reduce((sum, count) => sum + count, 0) + (await drainUnassigned(f.platform))).toBe(60)
    for (const id of ids) expect(await f.timeline(id, 'assigned')).toHaveLength(1)
  })
})
