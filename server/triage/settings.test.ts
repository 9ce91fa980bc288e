import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../platform/config.ts'
import { inTransaction } from '../platform/db.ts'
import { writeSetting } from '../platform/settings.ts'
import { actionShapes, actions, checkActions } from '../tickets/actions.ts'
import { type FakeModel, startFakeModel } from './fake.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { changeModel, chosenModel, describeModel, modelSetting } from './model.ts'
import { changeRule, checkEditor, createRule, listRules, removeRule, ruleEditors } from './rules.ts'
import { changeTag, createTag, listTags, removeTag, seedTags } from './tags.ts'
import { tryModel } from './tryModel.ts'

let f: Fixture
beforeAll(async () => {
  f = await openFixture()
})
afterAll(() => f.close())
beforeEach(() => f.reset())
const write = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(f.platform.db, work)
const order = async () => (await listRules(f.platform.db)).map(({ name, position }) => `${position} ${name}`)
const high = { action: 'prioritise', input: { priority: 'high' } }

describe('rules', () => {
  test('stand in the order of their making, and moving one renumbers the others', async () => {
    const ids: string[] = []
    for (const name of ['a', 'b', 'c', 'd']) ids.push(await f.addRule(name, undefined, high))
    expect(await order()).toEqual(['0 a', '1 b', '2 c', '3 d'])
    await write((tx) => changeRule(tx, ids[3] ?? '', { position: 1 }))
    expect(await order()).toEqual(['0 a', '1 d', '2 b', '3 c'])
    await write((tx) => changeRule(tx, ids[0] ?? '', { position: 99, name: 'A' }))
    expect(await order()).toEqual(['0 d', '1 b', '2 c', '3 A'])
    await write((tx) => removeRule(tx, ids[1] ?? ''))
    expect(await order()).toEqual(['0 d', '1 c', '2 A'])
  })

  test('two who move and add at once leave one order', async () => {
    const ids: string[] = []
    for (const name of ['a', 'b', 'c', 'd']) ids.push(await f.addRule(name, undefined, high))
    await Promise.all([
      ...ids.map((id, index) => write((tx) => changeRule(tx, id, { position: 3 - index }))),
      f.addRule('e', undefined, high),
    ])
    expect((await listRules(f.platform.db)).map(({ position }) => position)).toEqual([0, 1, 2, 3, 4])
  })

  test('what makes no sense is refused with a sentence', async () => {
    const make = (filter: Parameters<Fixture['addRule']>[1], ...calls: Parameters<Fixture['addRule']>[2][]) =>
      f.addRule('x', filter, ...calls)
    const because = (text: string) => ({ code: 'UNPROCESSABLE', message: expect.stringContaining(text) })
    await expect(make({ field: 'moon', operator: 'is', value: 1 }, high)).rejects.toMatchObject(because('no condition "moon"'))
    await expect(make({ field: 'assignee', operator: 'is', value: 'me' }, high)).rejects.toMatchObject(because('depends on who looks'))
    await expect(make(undefined, { action: 'explode', input: {} })).rejects.toMatchObject(because('no action “explode”'))
    await expect(make(undefined, { action: 'prioritise', input: { priority: 'highest' } })).rejects.toMatchObject(because('priority'))
    await expect(make(undefined, { action: 'prioritise', input: { priority: 'high', more: 1 } })).rejects.toMatchObject(
      because('Set priority'),
    )
    await expect(
      make(undefined, { action: 'assign_team', input: { teamId: '01890000-0000-7000-8000-00000000ffff' } }),
    ).rejects.toMatchObject(because('no such team'))
    await expect(
      make(undefined, { action: 'assign_agent', input: { agentId: '01890000-0000-7000-8000-00000000ffff' } }),
    ).rejects.toMatchObject(because('no such active agent'))
    await expect(make(undefined, { action: 'tag', input: { tags: ['refund', 'gone'] } })).rejects.toMatchObject(because('no tag “gone”'))
    await expect(write((tx) => changeRule(tx, '01890000-0000-7000-8000-00000000ffff', {}))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await order()).toEqual([])
  })

  test('everyone edits them, until the account keeps that to managers (D2)', async () => {
    await checkEditor(f.platform.db, { role: 'agent' })
    await writeSetting(f.platform.db, ruleEditors, { editors: 'managers' })
    await expect(checkEditor(f.platform.db, { role: 'agent' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await checkEditor(f.platform.db, { role: 'manager' })
  })

  test('a rule keeps its filter and actions as they were given', async () => {
    const filter = { all: [{ field: 'order_value', operator: 'above' as const, value: 200 }] }
    const made = await write((tx) => createRule(tx, null, { name: 'VIP', filter, actions: [high], isEnabled: false }))
    expect(await listRules(f.platform.db)).toEqual([made])
    expect(made).toMatchObject({ filter, actions: [high], isEnabled: false, position: 0 })
  })
})

describe('actions', () => {
  const why = { kind: 'rule', id: null, name: 'Test' } as const
  const endsTurn = new Set(['close', 'snooze'])
  /** A note is its own line. */
  const linesOf = async (id: string) => {
    const notes = await f.platform.db.selectFrom('messages').select('id').where('ticketId', '=', id).where('isNote', '=', true).execute()
    return (await f.timeline(id)).length + notes.length
  }

  test('each can be drawn, changes the ticket, and leaves its line; repeated where nothing changes it leaves none', async () => {
    const agentId = await f.addAgent('Ann')
    const teamId = await f.addTeam('VIP')
    const inputs: Record<string, Record<string, unknown>> = {
      assign_team: { teamId },
      assign_agent: { agentId },
      tag: { tags: ['refund', 'safety'] },
      prioritise: { priority: 'urgent' },
      snooze: { hours: 24 },
      note: { text: 'Seen' },
    }
    const id = await f.addTicket('x')
    for (const shape of actionShapes()) {
      const input = inputs[shape.action] ?? {}
      // What ends a turn is tried on a ticket of its own.
      const ticketId = endsTurn.has(shape.action) ? await f.addTicket('y') : id
      expect(Object.keys(input)).toEqual(shape.input.map(({ name }) => name))
      expect(await write((tx) => checkActions(tx, [{ action: shape.action, input }]))).toBeUndefined()
      const before = await linesOf(ticketId)
      expect(await write((tx) => actions.get(shape.action)?.run(tx, ticketId, input, why) ?? Promise.resolve(false)), shape.action).toBe(
        true,
      )
      expect(await linesOf(ticketId), shape.action).toBe(before + 1)
    }
    expect(await f.ticket(id)).toMatchObject({ team: 'VIP', assignee: 'Ann', tags: ['refund', 'safety'], priority: 'urgent' })
    const before = await f.timeline(id)
    for (const action of ['tag', 'prioritise'])
      expect(await write((tx) => actions.get(action)?.run(tx, id, inputs[action], why) ?? Promise.resolve(true))).toBe(false)
    expect(await f.timeline(id)).toEqual(before)
  })
})

describe('tags', () => {
  test('the common ones are there once, whoever seeds them again', async () => {
    await write((tx) => changeTag(tx, 'refund', { name: 'Money back', keywords: ['money'] }))
    await write(seedTags)
    const tags = await listTags(f.platform.db)
    expect(tags).toHaveLength(21)
    expect(tags.find(({ key }) => key === 'refund')).toMatchObject({ name: 'Money back', keywords: ['money'], isAuto: true })
  })

  test('a deleted tag leaves its tickets; a second of the same key is refused', async () => {
    const vip = { key: 'vip', name: 'VIP', description: '', keywords: [], isAuto: false }
    await write((tx) => createTag(tx, vip))
    await expect(write((tx) => createTag(tx, vip))).rejects.toMatchObject({ code: 'CONFLICT' })
    const id = await f.addTicket('x')
    await f.platform.db
      .updateTable('tickets')
      .set({ tags: ['vip', 'refund'] })
      .where('id', '=', id)
      .execute()
    await write((tx) => removeTag(tx, 'vip'))
    expect((await f.ticket(id)).tags).toEqual(['refund'])
    await expect(write((tx) => removeTag(tx, 'vip'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(write((tx) => changeTag(tx, 'vip', { name: 'x' }))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the model', () => {
  let fake: FakeModel
  beforeAll(async () => {
    fake = await startFakeModel()
  })
  afterAll(() => fake.close())
  const remote = { provider: 'openai-compatible', model: 'm' } as const

  test('is the built-in one until another is chosen, and reads at once', async () => {
    expect(await describeModel(f.platform)).toEqual({ provider: 'built-in', baseUrl: null, model: null, hasKey: false, isFixed: false })
    const trial = await tryModel(f.platform, 'Thank you so much, I am delighted!')
    expect(trial).toMatchObject({ problem: null, model: expect.stringMatching(/^built-in/) })
  })

  test('keeps its key encrypted and never shows it', async () => {
    const shown = await changeModel(f.platform, { ...remote, baseUrl: fake.url, key: 'test-key' })
    expect(shown).toEqual({ provider: 'openai-compatible', baseUrl: fake.url, model: 'm', hasKey: true, isFixed: false })
    const { rows } = await sql<{ text: string }>`select value::text as text from settings`.execute(f.platform.db)
    expect(rows[0]?.text).not.toContain('test-key')
    expect(await tryModel(f.platform, 'It never arrived')).toMatchObject({ label: 'negative', model: 'm', problem: null })
  })

  test('keeps the key when only the model’s name changes, and drops it when the address does', async () => {
    await changeModel(f.platform, { ...remote, baseUrl: fake.url, key: 'test-key' })
    expect(await changeModel(f.platform, { ...remote, model: 'n', baseUrl: fake.url })).toMatchObject({ hasKey: true })
    expect(await changeModel(f.platform, { ...remote, baseUrl: 'http://elsewhere.example/v1' })).toMatchObject({ hasKey: false })
  })

  test('the trial says what went wrong', async () => {
    await changeModel(f.platform, { ...remote, baseUrl: fake.url, key: 'wrong' })
    expect(await tryModel(f.platform, 'It never arrived')).toMatchObject({
      model: expect.stringMatching(/^built-in/),
      problem: "the model's server answered 401",
    })
  })

  test('what is missing or no address is refused with a sentence', async () => {
    const refusal = { code: 'UNPROCESSABLE' }
    await expect(changeModel(f.platform, { ...remote, baseUrl: null })).rejects.toMatchObject(refusal)
    await expect(changeModel(f.platform, { provider: 'openai-compatible', baseUrl: fake.url, model: null })).rejects.toMatchObject(refusal)
    await expect(changeModel(f.platform, { ...remote, baseUrl: 'file:///etc/passwd' })).rejects.toMatchObject(refusal)
    await expect(changeModel(f.platform, { provider: 'anthropic', baseUrl: null, model: null })).rejects.toMatchObject(refusal)
  })

  test('is fixed where the environment decides', async () => {
    const config = readConfig({ LLM_PROVIDER: 'anthropic', LLM_API_KEY: 'k' })
    const platform = { ...f.platform, config }
    expect(await describeModel(platform)).toEqual({
      provider: 'anthropic',
      baseUrl: null,
      model: 'claude-haiku-4-5',
      hasKey: true,
      isFixed: true,
    })
    expect(chosenModel(platform, modelSetting.initial)).toMatchObject({ provider: 'anthropic', key: 'k' })
    await expect(changeModel(platform, { provider: 'built-in', baseUrl: null, model: null })).rejects.toMatchObject({
      code: 'UNPROCESSABLE',
    })
    expect(
      chosenModel({ ...platform, config: readConfig({ LLM_PROVIDER: 'built-in' }) }, { ...modelSetting.initial, provider: 'anthropic' }),
    ).toBeUndefined()
  })
})
