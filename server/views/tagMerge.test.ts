import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Filter } from '../../shared/filter.ts'
import { makeAgent } from '../../test/agents.ts'
import { emptyTables, openTestDatabase } from '../../test/database.ts'
import { mailFrom } from '../../test/incoming.ts'
import { channelOf } from '../channels/list.ts'
import { inTransaction } from '../platform/db.ts'
import { createMacro } from '../tickets/macros.ts'
import { receive } from '../tickets/receive.ts'
import { timelineOf } from '../tickets/timeline.ts'
import { createRule, listRules } from '../triage/rules.ts'
import { tagFollowers, tagUsage } from '../triage/tagUsage.ts'
import { createView, getView } from './saved.ts'
import { mergeTags } from './tagMerge.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let actor: { kind: 'agent'; id: string; name: string }
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await emptyTables(database.db, 'customers', 'tickets', 'messages', 'identities', 'tags', 'rules', 'macros', 'views', 'audit')
  await sql`insert into tags (key, name, keywords) values ('late', 'Late', '{late,slow}'), ('delay', 'Delay', '{delay,slow}'), ('vip', 'VIP', '{}')`.execute(
    database.db,
  )
  const { agentId, name } = await makeAgent(database.db)
  actor = { kind: 'agent', id: agentId, name }
})

const ticketWith = async (tags: string[]) => {
  const received = await inTransaction(database.db, (tx) => receive(tx, channelOf('email').ticketRule, mailFrom()))
  if (received.outcome === 'duplicate') throw new Error('a duplicate')
  await database.db.updateTable('tickets').set({ tags }).where('id', '=', received.ticketId).execute()
  return received.ticketId
}
const tagsOf = async (id: string) =>
  (await database.db.selectFrom('tickets').select('tags').where('id', '=', id).executeTakeFirstOrThrow()).tags
const filter: Filter = {
  any: [
    { field: 'tag', operator: 'is', value: ['late', 'delay'] },
    { field: 'tag', operator: 'is_not', value: 'late' },
  ],
}
const merge = (from = 'late', into = 'delay') => inTransaction(database.db, (tx) => mergeTags(tx, from, into, actor))

test('tickets, rules, macros and views follow, each counted before, and every ticket says so', async () => {
  const [only, both, neither] = [await ticketWith(['vip', 'late']), await ticketWith(['late', 'delay']), await ticketWith(['vip'])]
  const manager = { agentId: actor.id, role: 'manager' as const }
  const actions = [{ action: 'tag', input: { tags: ['late', 'vip'] } }]
  await inTransaction(database.db, (tx) => createRule(tx, actor.id, { name: 'Late ones', filter, actions, isEnabled: true }))
  await inTransaction(database.db, (tx) => createMacro(tx, manager, { name: 'Sorry', html: '<p>Sorry</p>', actions, isShared: true }))
  const view = await inTransaction(database.db, (tx) => createView(tx, manager, { name: 'Late', filter, sort: 'newest', isShared: true }))

  expect((await tagUsage(database.db)).find(({ key }) => key === 'late')).toEqual({
    key: 'late',
    tickets: 2,
    rules: 1,
    macros: 1,
    views: 1,
  })
  const counts = { tickets: 2, rules: 1, macros: 1, views: 1 }
  expect(await tagFollowers(database.db, 'late')).toEqual(counts)
  expect(await merge()).toMatchObject({ ...counts, tag: { key: 'delay', keywords: ['delay', 'slow', 'late'] } })

  expect(await Promise.all([only, both, neither].map(tagsOf))).toEqual([['vip', 'delay'], ['delay'], ['vip']])
  expect((await timelineOf(database.db, only)).at(-1)).toMatchObject({
    kind: 'tagged',
    actor: { name: actor.name },
    data: { added: ['delay'], removed: ['late'] },
  })
  const followed = {
    any: [
      { field: 'tag', operator: 'is', value: ['delay'] },
      { field: 'tag', operator: 'is_not', value: 'delay' },
    ],
  }
  const acts = [{ action: 'tag', input: { tags: ['delay', 'vip'] } }]
  expect(await listRules(database.db)).toMatchObject([{ filter: followed, actions: acts }])
  expect((await getView(database.db, view.id, actor.id)).filter).toEqual(followed)
  expect(await database.db.selectFrom('macros').select('actions').execute()).toEqual([{ actions: acts }])
  expect(await tagFollowers(database.db, 'late')).toEqual({ tickets: 0, rules: 0, macros: 0, views: 0 })
  const lines = await database.db.selectFrom('audit').select(['subject', 'what', 'name', 'after']).where('subject', '=', 'tag').execute()
  expect(lines).toContainEqual({ subject: 'tag', what: 'changed', name: 'Delay', after: { merged: 'Late', ...counts } })
})

test('into itself, or with what is not there, nothing is merged', async () => {
  await ticketWith(['late'])
  await expect(merge('late', 'late')).rejects.toThrow(/itself/)
  await expect(merge('late', 'gone')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(merge('gone', 'late')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await tagFollowers(database.db, 'late')).toMatchObject({ tickets: 1 })
})
