import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTeam } from './fixture.ts'

let team: Awaited<ReturnType<typeof openTeam>>
let manager: Awaited<ReturnType<typeof team.addAgent>>
beforeAll(async () => {
  team = await openTeam()
  manager = await team.addAgent('manager')
})
afterAll(() => team.close())

test('whoever joins is in the default team, which the first one brings along', async () => {
  const agent = await team.addAgent()
  const [first] = (await team.as(agent).teams.list()).teams
  expect(first).toMatchObject({ name: 'Support', isDefault: true })
  expect(first?.agentIds).toEqual(expect.arrayContaining([manager.id, agent.id]))
})

test('a team is made, renamed, filled anew and removed', async () => {
  const [one, two] = [await team.addAgent(), await team.addAgent()]
  const made = await team.as(manager).teams.create({ name: 'VIP', agentIds: [one.id] })
  expect(made).toEqual({ id: expect.any(String), name: 'VIP', isDefault: false, agentIds: [one.id] })
  const changed = await team.as(manager).teams.change({ id: made.id, name: 'Very important', agentIds: [two.id, two.id] })
  expect(changed).toMatchObject({ name: 'Very important', agentIds: [two.id] })
  expect(await team.as(two).me.get()).toMatchObject({ teamIds: expect.arrayContaining([made.id]) })
  expect(await team.as(manager).teams.change({ id: made.id, agentIds: [] })).toMatchObject({ agentIds: [] })
  await team.as(manager).teams.remove({ id: made.id })
  await expect(team.as(manager).teams.remove({ id: made.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('two teams do not share a name, and a team has only people of ours', async () => {
  const made = await team.as(manager).teams.create({ name: 'Senior' })
  await expect(team.as(manager).teams.create({ name: 'Senior' })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(team.as(manager).teams.change({ id: made.id, name: 'Support' })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(team.as(manager).teams.change({ id: made.id, agentIds: [randomUUID()] })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(team.as(manager).teams.change({ id: randomUUID(), name: 'Nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('there is exactly one default team, however many ask at once, and it stays', async () => {
  const made = await Promise.all(['A', 'B', 'C', 'D'].map((name) => team.as(manager).teams.create({ name })))
  await Promise.all(made.map(({ id }) => team.as(manager).teams.change({ id, isDefault: true })))
  const defaults = (await team.as(manager).teams.list()).teams.filter(({ isDefault }) => isDefault)
  expect(defaults).toHaveLength(1)
  await expect(team.as(manager).teams.remove({ id: defaults[0]?.id ?? '' })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
})

test('a team that a rule names is not removed', async () => {
  const made = await team.as(manager).teams.create({ name: 'Escalations' })
  await team.platform.db
    .insertInto('rules')
    .values({ position: 1, name: 'Angry', filter: '{}', actions: JSON.stringify([{ action: 'assign', input: { teamId: made.id } }]) })
    .execute()
  await expect(team.as(manager).teams.remove({ id: made.id })).rejects.toThrow('Angry')
})

test('an agent sees the teams and changes none', async () => {
  const agent = await team.addAgent()
  expect((await team.as(agent).teams.list()).teams.length).toBeGreaterThan(0)
  await expect(team.as(agent).teams.create({ name: 'Mine' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
