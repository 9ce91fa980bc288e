import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Filter } from '../../shared/filter.ts'
import type { Topic } from '../../shared/live.ts'
import { emptyTables, openTestDatabase } from '../../test/database.ts'
import { where } from '../conditions/where.ts'
import { changed, type Database, inTransaction, tellChangesTo, touched } from '../platform/db.ts'
import { markRead } from '../tickets/read.ts'
import { arrangeViews, showColumns } from './arrange.ts'
import { countTickets, countViews } from './counts.ts'
import { countedBy, filterOf } from './filterOf.ts'
import { changeView, createView, duplicateView, getView, listViews, removeView, restoreView, type Viewer } from './saved.ts'
import { countsFor } from './turns.ts'

let database: Database
const mia: Viewer = { agentId: '01890000-0000-7000-8000-000000000001', role: 'agent' }
const otto: Viewer = { agentId: '01890000-0000-7000-8000-000000000002', role: 'agent' }
const boss: Viewer = { agentId: '01890000-0000-7000-8000-000000000003', role: 'manager' }
const upset: Filter = { field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] }
let customerId = ''

beforeAll(async () => {
  database = await openTestDatabase()
  for (const { agentId, role } of [mia, otto, boss])
    await database.db
      .insertInto('agents')
      .values({ id: agentId, name: agentId.slice(-1), email: `${agentId}@shop.example`, role })
      .execute()
  customerId = (await database.db.insertInto('customers').values({ name: 'C' }).returning('id').executeTakeFirstOrThrow()).id
})
afterAll(() => database.close())
beforeEach(() => emptyTables(database.db, 'tickets', 'views', 'view_places'))

const write = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(database.db, work)
const save = (viewer: Viewer, wish: Partial<Parameters<typeof createView>[2]> = {}) =>
  write((tx) => createView(tx, viewer, { name: 'Upset customers', filter: upset, sort: 'newest', isShared: false, ...wish }))

interface Wish {
  status?: string
  assigneeId?: string | null
  isSpam?: boolean
  label?: string
}
async function addTickets(count: number, { status = 'open', assigneeId = null, isSpam = false, label }: Wish = {}): Promise<void> {
  await sql`insert into tickets (channel, customer_id, reply_token, status, assignee_id, is_spam, sentiment_label, last_inbound_at)
    select 'email', ${customerId}::uuid, uuidv7()::text, ${status}, ${assigneeId}::uuid, ${isSpam}, ${label ?? null}, now() from generate_series(1, ${count}::int)`.execute(
    database.db,
  )
  await tellOfTickets()
}
/** What a test has written by hand is told of as the code that writes does. */
const tellOfTickets = () => inTransaction(database.db, async (tx) => changed(tx, 'tickets'))
async function inView(id: string, viewer: Viewer): Promise<number> {
  const filter = filterOf(await getView(database.db, id, viewer.agentId))
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from tickets t where ${where(filter, viewer)}`.execute(
    database.db,
  )
  return rows[0]?.count ?? 0
}

test('a view by tag counts its open tickets, up to the limit', async () => {
  await addTickets(1100)
  await addTickets(3, { status: 'closed' })
  await sql`update tickets set tags = '{vip}'`.execute(database.db)
  await sql`update tickets set tags = '{vip,rare}' where id in (select id from tickets where status = 'open' limit 7) or status = 'closed'`.execute(
    database.db,
  )
  const { id: vip } = await save(mia, { filter: { field: 'tag', operator: 'is', value: 'vip' } })
  const { id: rare } = await save(mia, { filter: { field: 'tag', operator: 'is', value: 'rare' } })
  const { counts } = await countViews(database.db, await listViews(database.db, mia.agentId), mia.agentId)
  expect([counts[vip], counts[rare]]).toEqual([1000, 7])
})

test('a view that takes too long to count shows no number and the others theirs; a filter is refused by name', async () => {
  await addTickets(3)
  const followed: Filter = { field: 'follower', operator: 'is', value: 'me' }
  const { id } = await save(mia, { filter: followed })
  const views = await listViews(database.db, mia.agentId)
  await inTransaction(database.db, async (tx) => {
    // Whoever asks for followers waits, as for a great many of them.
    await sql`lock table followers in access exclusive mode`.execute(tx)
    const { counts } = await countViews(database.db, views, mia.agentId, { views: 200, view: 1000 })
    expect(counts).not.toHaveProperty(id)
    expect(counts.all).toBe(3)
    await expect(countTickets(database.db, followed, mia.agentId, 200)).rejects.toMatchObject({ data: { refusal: 'filter_too_wide' } })
  })
})

test('a number follows the tickets that changed, whosever they are, and the clock', async () => {
  const numberOf = async (filter: Filter) => (await countViews(database.db, [{ id: 'one', filter }], mia.agentId)).counts.one
  const mine: Filter = { field: 'assignee', operator: 'is', value: 'me' }
  await addTickets(2, { assigneeId: mia.agentId })
  await addTickets(1, { assigneeId: otto.agentId })
  expect([await numberOf(mine), await numberOf(mine)]).toEqual([2, 2])
  expect((await countViews(database.db, [{ id: 'one', filter: mine }], otto.agentId)).counts.one).toBe(1)
  await inTransaction(database.db, async (tx) => {
    const { rows } = await sql<{ id: string }>`update tickets set assignee_id = null
      where id = (select id from tickets where assignee_id = ${mia.agentId} limit 1) returning id`.execute(tx)
    touched(tx, ...rows.map(({ id }) => id))
    expect(await numberOf(mine)).toBe(2)
  })
  expect(await numberOf(mine)).toBe(1)
  await sql`delete from tickets`.execute(database.db)
  await addTickets(1)
  expect(await numberOf(mine)).toBe(0)
})

test('what changes while a number is counted takes no number away', async () => {
  await addTickets(3)
  const nobodys: Filter = { field: 'assignee', operator: 'is', value: 'none' }
  let counting: ReturnType<typeof countViews> | undefined
  await inTransaction(database.db, async (tx) => {
    await sql`lock table tickets in access exclusive mode`.execute(tx)
    counting = countViews(database.db, [{ id: 'one', filter: nobodys }], mia.agentId)
    await expect
      .poll(
        async () => (await sql`select from pg_locks where not granted and relation = 'tickets'::regclass`.execute(database.db)).rows.length,
      )
      .toBeGreaterThan(0)
    await tellOfTickets()
  })
  expect((await counting)?.counts.one).toBe(3)
})

test('after any sequence of changes the numbers are those of counting anew', async () => {
  await addTickets(40)
  const ids = (await database.db.selectFrom('tickets').select('id').execute()).map(({ id }) => id)
  const filters: Filter[] = [
    { field: 'assignee', operator: 'is', value: 'me' },
    { field: 'priority', operator: 'is', value: 'high' },
    { field: 'priority', operator: 'is_not', value: 'high' },
    { field: 'status', operator: 'is', value: 'closed' },
    {
      any: [
        { field: 'assignee', operator: 'is', value: 'me' },
        { field: 'priority', operator: 'is', value: 'low' },
      ],
    },
  ]
  const views = filters.map((filter, id) => ({ id: String(id), filter }))
  const change = fc.record({
    id: fc.constantFrom(...ids),
    priority: fc.constantFrom('low', 'high'),
    status: fc.constantFrom('open', 'closed'),
    assigneeId: fc.constantFrom(null, mia.agentId),
    isGone: fc.nat(20).map((chance) => chance === 0),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(change, { maxLength: 4 }), { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const step of steps) {
        await inTransaction(database.db, async (tx) => {
          for (const { id, isGone, ...values } of step) {
            if (isGone) await tx.deleteFrom('tickets').where('id', '=', id).execute()
            else await tx.updateTable('tickets').set(values).where('id', '=', id).execute()
            changed(tx, 'tickets', `ticket:${id}`)
          }
        })
        const { counts } = await countViews(database.db, views, mia.agentId)
        for (const { id, filter } of views) expect(counts[id]).toBe(await countTickets(database.db, countedBy({ id, filter }), mia.agentId))
      }
    }),
    { numRuns: 15 },
  )
})

test('what nobody told of is counted once the number is old, without anybody waiting, and the desks hear of it', async () => {
  await addTickets(2)
  const views = await listViews(database.db, otto.agentId)
  const numbers = async () => (await countViews(database.db, views, otto.agentId)).counts
  expect(await numbers()).toMatchObject({ all: 2, unassigned: 2 })
  const told = new Promise<Topic[]>((resolve) => tellChangesTo(resolve))
  await sql`update tickets set status = 'closed' where id = (select id from tickets limit 1)`.execute(database.db)
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000)
  try {
    expect(await numbers()).toMatchObject({ all: 2, unassigned: 2 })
    expect(await told).toEqual(['views'])
    expect(await numbers()).toMatchObject({ all: 1, unassigned: 1 })
  } finally {
    clock.mockRestore()
    tellChangesTo(() => undefined)
  }
})

test('the four standing views come first, in order', async () => {
  await save(mia)
  expect((await listViews(database.db, mia.agentId)).map((view) => view.name)).toEqual([
    'My inbox',
    'All tickets',
    'Unassigned',
    'Spam',
    'Upset customers',
  ])
})

test('each standing view holds its tickets: mine open ones, all statuses, the unassigned open ones, spam apart', async () => {
  await addTickets(1, { assigneeId: mia.agentId })
  await addTickets(2, { assigneeId: mia.agentId, status: 'closed' })
  await addTickets(4, { assigneeId: otto.agentId })
  await addTickets(8)
  await addTickets(16, { status: 'snoozed' })
  await addTickets(32, { isSpam: true })
  expect(await inView('mine', mia)).toBe(1)
  expect(await inView('all', mia)).toBe(31)
  expect(await inView('unassigned', mia)).toBe(8)
  expect(await inView('spam', mia)).toBe(32)
})

test('"Upset customers" finds urgent or negative tickets, of any status, and no spam', async () => {
  await addTickets(1, { label: 'urgent' })
  await addTickets(2, { label: 'negative', status: 'closed' })
  await addTickets(4, { label: 'neutral' })
  await addTickets(8, { label: 'urgent', isSpam: true })
  await addTickets(16)
  const view = await save(mia)
  expect(await inView(view.id, mia)).toBe(3)
  expect((await countsFor(database.db, mia.agentId)).counts[view.id]).toBe(1)
})

test('a saved view that asks about spam sees it', async () => {
  await addTickets(3, { isSpam: true, label: 'urgent' })
  const view = await save(mia, { filter: { all: [upset, { field: 'spam', operator: 'is', value: true }] } })
  expect(await inView(view.id, mia)).toBe(3)
})

test('every view can be narrowed to a status', async () => {
  expect(filterOf({ filter: upset }, 'snoozed')).toEqual({
    all: [upset, { field: 'spam', operator: 'is', value: false }, { field: 'status', operator: 'is', value: 'snoozed' }],
  })
})

test('numbers count open tickets, spam all of it, and stop at the limit', async () => {
  await addTickets(1003)
  await addTickets(5, { status: 'closed' })
  await addTickets(7, { assigneeId: otto.agentId })
  await addTickets(2, { isSpam: true, status: 'closed' })
  const closed = await save(otto, { filter: { field: 'status', operator: 'is', value: 'closed' } })
  expect(await countsFor(database.db, otto.agentId)).toEqual({
    counts: { mine: 7, all: 1000, unassigned: 1000, spam: 2, [closed.id]: 5 },
    unread: 1000,
  })
  expect(await countTickets(database.db, filterOf({ filter: upset }), otto.agentId)).toBe(0)
})

test('reading a ticket takes it out of the agent’s unread ones, marking it unread or a newer message puts it back', async () => {
  await addTickets(2)
  const [id = ''] = (await database.db.selectFrom('tickets').select('id').execute()).map((ticket) => ticket.id)
  const unread = async (viewer: Viewer) => (await countViews(database.db, [], viewer.agentId)).unread
  const read = (isRead: boolean) => write((tx) => markRead(tx, mia.agentId, id, isRead))
  expect([await unread(mia), await unread(otto)]).toEqual([2, 2])
  await read(true)
  expect([await unread(mia), await unread(otto)]).toEqual([1, 2])
  await read(false)
  expect(await unread(mia)).toBe(2)
  await read(true)
  expect(await unread(mia)).toBe(1)
  await write(async (tx) => {
    await sql`update tickets set last_inbound_at = now() + interval '1 hour' where id = ${id}`.execute(tx)
    changed(tx, 'tickets', `ticket:${id}`)
  })
  expect(await unread(mia)).toBe(2)
})

test('whoever asks again at once shares one reading, which is not older than the question', async () => {
  await countsFor(database.db, boss.agentId)
  await addTickets(3)
  const asked = [countsFor(database.db, boss.agentId), countsFor(database.db, boss.agentId)]
  expect(asked[0]).toBe(asked[1])
  expect((await asked[0])?.counts.all).toBe(3)
})

test('a view whose condition is gone shows none, and the others still count', async () => {
  await addTickets(2)
  const view = await save(otto)
  await database.db
    .updateTable('views')
    .set({ filter: JSON.stringify({ field: 'gone', operator: 'is', value: 1 }) })
    .execute()
  const { counts } = await countsFor(database.db, otto.agentId)
  expect(counts).toMatchObject({ all: 2, [view.id]: 0 })
})

test('one’s own view is nobody else’s; a shared one is everybody’s', async () => {
  const own = await save(mia)
  const shared = await save(mia, { isShared: true, name: 'Shared' })
  expect((await listViews(database.db, otto.agentId)).map((view) => view.name)).not.toContain('Upset customers')
  await expect(getView(database.db, own.id, otto.agentId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await getView(database.db, shared.id, otto.agentId)).name).toBe('Shared')
})

test('a view is changed and deleted by its owner; a shared one by a manager too; nobody else', async () => {
  const own = await save(mia)
  const shared = await save(mia, { isShared: true })
  const rename = (viewer: Viewer, id: string) => write((tx) => changeView(tx, viewer, id, { name: 'New' }))
  expect((await rename(mia, own.id)).name).toBe('New')
  expect((await rename(mia, shared.id)).name).toBe('New')
  expect((await rename(boss, shared.id)).name).toBe('New')
  await expect(rename(otto, shared.id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(rename(boss, own.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(write((tx) => removeView(tx, otto, shared.id))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(rename(mia, '01890000-0000-7000-8000-00000000ffff')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await write((tx) => removeView(tx, boss, shared.id))
  await write((tx) => removeView(tx, mia, own.id))
  expect(await listViews(database.db, mia.agentId)).toHaveLength(4)
})

const names = async (viewer: Viewer) => (await listViews(database.db, viewer.agentId)).slice(4).map(({ name }) => name)
async function makeTeam(name: string, members: Viewer[]): Promise<string> {
  const { id } = await database.db.insertInto('teams').values({ name }).returning('id').executeTakeFirstOrThrow()
  if (members.length > 0)
    await database.db
      .insertInto('teamMembers')
      .values(members.map(({ agentId }) => ({ teamId: id, agentId })))
      .execute()
  return id
}

test('a view shared with a team is seen by that team, and by nobody else; with the team it ceases to be shared', async () => {
  const teamId = await makeTeam('Seniors', [otto])
  const view = await save(mia, { teamIds: [teamId] })
  expect(await names(otto)).toEqual(['Upset customers'])
  expect(await names(boss)).toEqual([])
  expect((await getView(database.db, view.id, otto.agentId)).teamIds).toEqual([teamId])
  await expect(getView(database.db, view.id, boss.agentId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(write((tx) => changeView(tx, otto, view.id, { name: 'Mine' }))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect((await write((tx) => changeView(tx, boss, view.id, { name: 'Upset' }))).name).toBe('Upset')
  await database.db.deleteFrom('teams').where('id', '=', teamId).execute()
  expect(await names(otto)).toEqual([])
  expect(await names(mia)).toEqual(['Upset'])
  await expect(save(mia, { teamIds: [teamId] })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
})

test('each agent orders the views for themselves; a new one comes last, and one deleted meanwhile is passed over', async () => {
  const [a, b, c] = [
    await save(mia, { name: 'A', isShared: true }),
    await save(mia, { name: 'B', isShared: true }),
    await save(mia, { name: 'C' }),
  ]
  const gone = '01890000-0000-7000-8000-00000000ffff'
  expect(await write((tx) => arrangeViews(tx, mia.agentId, [c.id, gone, a.id, b.id]))).toEqual([c.id, a.id, b.id])
  await save(otto, { name: 'D', isShared: true })
  expect(await names(mia)).toEqual(['C', 'A', 'B', 'D'])
  expect(await names(otto)).toEqual(['A', 'B', 'D'])
  await Promise.all([
    write((tx) => arrangeViews(tx, mia.agentId, [a.id, b.id, c.id])),
    write((tx) => arrangeViews(tx, mia.agentId, [b.id, c.id, a.id])),
  ])
  expect([
    ['A', 'B', 'C', 'D'],
    ['B', 'C', 'A', 'D'],
  ]).toContainEqual(await names(mia))
})

test('a deleted view comes back as it was and where it was', async () => {
  const teamId = await makeTeam('Backs', [otto])
  const [a, b] = [await save(mia, { name: 'A', teamIds: [teamId], columns: ['tags'] }), await save(mia, { name: 'B' })]
  await write((tx) => arrangeViews(tx, mia.agentId, [b.id, a.id]))
  await write((tx) => removeView(tx, mia, b.id))
  await write((tx) => removeView(tx, mia, a.id))
  expect(await names(mia)).toEqual([])
  await expect(write((tx) => changeView(tx, mia, a.id, { name: 'New' }))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(write((tx) => restoreView(tx, otto, a.id))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await write((tx) => restoreView(tx, mia, a.id))).toMatchObject({ id: a.id, teamIds: [teamId], columns: ['tags'] })
  await write((tx) => restoreView(tx, mia, b.id))
  expect(await names(mia)).toEqual(['B', 'A'])
  expect(await names(otto)).toEqual(['A'])
})

test('of two who edit a view the second is told, instead of undoing the first’s work', async () => {
  const view = await save(mia, { isShared: true })
  const seen = view.updatedAt ?? undefined
  const first = await write((tx) => changeView(tx, boss, view.id, { name: 'By the boss', lastSeenAt: seen }))
  await expect(write((tx) => changeView(tx, mia, view.id, { name: 'By Mia', lastSeenAt: seen }))).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  const again = await write((tx) => changeView(tx, mia, view.id, { name: 'By Mia', lastSeenAt: first.updatedAt ?? undefined }))
  expect(again.name).toBe('By Mia')
})

test('a copy is one’s own, of a standing view and of somebody else’s shared one too', async () => {
  const shared = await save(mia, { isShared: true, columns: ['tags', 'team'] })
  const copy = await write((tx) => duplicateView(tx, otto, shared.id, 'Copy'))
  expect(copy).toMatchObject({ name: 'Copy', isMine: true, isShared: false, filter: upset, columns: ['tags', 'team'] })
  expect((await write((tx) => duplicateView(tx, otto, 'mine', 'Mine too'))).filter).toEqual(
    (await getView(database.db, 'mine', otto.agentId)).filter,
  )
  const own = await save(mia)
  await expect(write((tx) => duplicateView(tx, otto, own.id, 'Stolen'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('what rows show is chosen for a view, and by each agent for themselves', async () => {
  const view = await save(mia, { isShared: true, columns: ['tags'] })
  await write((tx) => showColumns(tx, otto.agentId, view.id, ['waiting', 'order_value']))
  await write((tx) => showColumns(tx, otto.agentId, 'mine', ['number']))
  expect(await getView(database.db, view.id, otto.agentId)).toMatchObject({ columns: ['tags'], myColumns: ['waiting', 'order_value'] })
  expect(await getView(database.db, view.id, mia.agentId)).toMatchObject({ columns: ['tags'], myColumns: null })
  expect((await listViews(database.db, otto.agentId))[0]).toMatchObject({ id: 'mine', myColumns: ['number'] })
  await write((tx) => showColumns(tx, otto.agentId, view.id, null))
  expect((await getView(database.db, view.id, otto.agentId)).myColumns).toBeNull()
  await expect(write((tx) => showColumns(tx, otto.agentId, 'nonsense', null))).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a filter that makes no sense is not saved', async () => {
  await expect(save(mia, { filter: { field: 'sentiment', operator: 'is', value: 'furious' } })).rejects.toMatchObject({
    code: 'UNPROCESSABLE',
    message: expect.stringContaining('furious'),
  })
  await expect(countTickets(database.db, { field: 'moon', operator: 'is', value: 1 }, mia.agentId)).rejects.toMatchObject({
    code: 'UNPROCESSABLE',
  })
  await expect(getView(database.db, 'nonsense', mia.agentId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
