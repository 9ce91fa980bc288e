import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '../../shared/lists.ts'
import { openTeam } from './fixture.ts'

let team: Awaited<ReturnType<typeof openTeam>>
beforeAll(async () => {
  team = await openTeam()
})
afterAll(() => team.close())

test('nobody raises somebody above themselves, and nobody touches those above', async () => {
  await team.addAgent('owner')
  const [caller, target] = [await team.addAgent(), await team.addAgent()]
  const { db } = team.platform
  const allowed: string[] = []
  for (const by of roles)
    for (const from of roles)
      for (const to of roles) {
        await db.updateTable('agents').set({ role: by }).where('id', '=', caller.id).execute()
        await db.updateTable('agents').set({ role: from }).where('id', '=', target.id).execute()
        const result = await team
          .as({ ...caller, role: by })
          .agents.change({ id: target.id, role: to })
          .then(
            (agent) => agent.role === to,
            (error) => {
              expect(error.code).toBe('FORBIDDEN')
              return false
            },
          )
        if (result) allowed.push(`${by}: ${from} → ${to}`)
      }
  const below = ['admin', 'manager', 'agent']
  expect(allowed.sort()).toEqual(
    [
      ...roles.flatMap((from) => roles.map((to) => `owner: ${from} → ${to}`)),
      ...below.flatMap((from) => below.map((to) => `admin: ${from} → ${to}`)),
    ].sort(),
  )
})

test('a role that was taken away a moment ago allows nothing any more', async () => {
  const [admin, other] = [await team.addAgent('admin'), await team.addAgent()]
  await team.platform.db.updateTable('agents').set({ role: 'agent' }).where('id', '=', admin.id).execute()
  await expect(team.as(admin).agents.change({ id: other.id, role: 'admin' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('the last active owner can neither be demoted nor deactivated, by nobody and not by themselves', async () => {
  const lonely = await openTeam()
  try {
    const owner = await lonely.addAgent('owner')
    const former = await lonely.addAgent('owner')
    await lonely.as(owner).agents.change({ id: former.id, isActive: false })
    for (const wish of [{ role: 'admin' as const }, { isActive: false }])
      await expect(lonely.as(owner).agents.change({ id: owner.id, ...wish })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
    await lonely.as(owner).agents.change({ id: former.id, isActive: true })
    expect(await lonely.as(owner).agents.change({ id: owner.id, role: 'admin' })).toMatchObject({ role: 'admin' })
  } finally {
    await lonely.close()
  }
})

test('two owners who demote each other at the same moment do not both succeed', async () => {
  const pair = await openTeam()
  try {
    const [one, two] = [await pair.addAgent('owner'), await pair.addAgent('owner')]
    for (let round = 0; round < 5; round++) {
      await pair.platform.db.updateTable('agents').set({ role: 'owner' }).execute()
      const results = await Promise.allSettled([
        pair.as(one).agents.change({ id: two.id, role: 'agent' }),
        pair.as(two).agents.change({ id: one.id, role: 'agent' }),
      ])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
  } finally {
    await pair.close()
  }
})

test('a deactivated agent is out at once: session, API key and live connection', async () => {
  const [owner, admin] = [await team.addAgent('owner'), await team.addAgent('admin')]
  const browser = team.openBrowser()
  await browser.signIn(admin.email)
  const { key } = await team.as(admin).apiKeys.create({ name: 'Sync' })
  const bearer = { authorization: `Bearer ${key}`, cookie: '' }
  expect(await browser.caller()).toMatchObject({ agentId: admin.id })
  expect(await browser.caller('POST', bearer)).toMatchObject({ agentId: admin.id, by: 'api-key' })

  const changed = await team.as(owner).agents.change({ id: admin.id, isActive: false })
  expect(changed).toMatchObject({ isActive: false, availability: 'away' })
  expect(await browser.caller()).toBeUndefined()
  expect(await browser.caller('POST', bearer)).toBeUndefined()
  expect(team.disconnected).toContain(admin.id)

  await team.as(owner).agents.change({ id: admin.id, isActive: true })
  expect(await browser.caller()).toBeUndefined()
  expect((await browser.signIn(admin.email)).statusCode).toBe(200)
})

test('a new role counts from the next request on', async () => {
  const [owner, agent] = [await team.addAgent('owner'), await team.addAgent()]
  const browser = team.openBrowser()
  await browser.signIn(agent.email)
  expect(await browser.caller()).toMatchObject({ role: 'agent' })
  await team.as(owner).agents.change({ id: agent.id, role: 'manager' })
  expect(await browser.caller()).toMatchObject({ role: 'manager' })
})

test('nobody without a role gets in', async () => {
  const { id, email } = await team.addAgent()
  const browser = team.openBrowser()
  await browser.signIn(email)
  await team.platform.pool.query('alter table agents drop constraint agents_role_check')
  for (const role of ['', 'visitor', 'superuser']) {
    await team.platform.db.updateTable('agents').set({ role }).where('id', '=', id).execute()
    team.auth.remembered.forget(id)
    expect(await browser.caller()).toBeUndefined()
  }
  await team.platform.db.updateTable('agents').set({ role: 'agent' }).where('id', '=', id).execute()
  expect(await browser.caller()).toMatchObject({ agentId: id })
})

test('an agent changes the own name, language and availability, and the team sees it', async () => {
  const agent = await team.addAgent()
  const changed = await team.as(agent).me.change({ name: 'Zoë', language: 'nl', availability: 'online' })
  expect(changed).toMatchObject({ name: 'Zoë', language: 'nl', availability: 'online' })
  expect(await team.as(agent).me.get()).toEqual(changed)
  const { hasUnreadNotices, ...seen } = changed
  expect((await team.as(agent).agents.list()).agents).toContainEqual(seen)
  expect(hasUnreadNotices).toBe(true)
})

test('whether unread tickets are counted is kept with the agent, whatever the browser', async () => {
  const agent = await team.addAgent()
  await team.as(agent).me.change({ hasUnreadNotices: false })
  expect(await team.as(agent).me.get()).toMatchObject({ hasUnreadNotices: false })
})

test('an agent who signs out everywhere is away', async () => {
  const agent = await team.addAgent()
  await team.as(agent).me.change({ availability: 'online' })
  const [phone, desk] = [team.openBrowser(), team.openBrowser()]
  for (const browser of [phone, desk]) await browser.signIn(agent.email)
  await phone.post('/sign-out')
  expect(await team.as(agent).me.get()).toMatchObject({ availability: 'online' })
  await desk.post('/sign-out')
  expect(await team.as(agent).me.get()).toMatchObject({ availability: 'away' })
})

test('a colleague who lost the second factor is let back in by somebody at least as powerful', async () => {
  const [owner, admin] = [await team.addAgent('owner'), await team.addAgent('admin')]
  await team.platform.db.updateTable('agents').set({ twoFactorEnabled: true }).where('id', 'in', [owner.id, admin.id]).execute()
  expect(await team.as(owner).agents.change({ id: admin.id, hasTwoFactor: false })).toMatchObject({ hasTwoFactor: false })
  await expect(team.as(admin).agents.change({ id: owner.id, hasTwoFactor: false })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(team.as(owner).agents.change({ id: owner.id, hasTwoFactor: false })).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
})
