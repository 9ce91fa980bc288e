import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTeam } from './fixture.ts'

let team: Awaited<ReturnType<typeof openTeam>>
let admin: Awaited<ReturnType<typeof team.addAgent>>
beforeAll(async () => {
  team = await openTeam()
  admin = await team.addAgent('admin')
})
afterAll(() => team.close())

const callWith = (key: string) => team.openBrowser().caller('POST', { authorization: `Bearer ${key}` })

test('a key acts as whoever made it, and is shown once', async () => {
  const made = await team.as(admin).apiKeys.create({ name: 'Warehouse sync '.repeat(8).trim() })
  expect(made.key).toMatch(/^wl_[a-zA-Z]{64}$/)
  expect(made.key.startsWith(made.start)).toBe(true)
  expect(await callWith(made.key)).toMatchObject({ agentId: admin.id, role: 'admin', by: 'api-key' })
  const { apiKeys } = await team.as(admin).apiKeys.list()
  expect(apiKeys).toEqual([
    { id: made.id, name: made.name, start: made.start, agentId: admin.id, createdAt: made.createdAt, lastUsedAt: expect.any(Date) },
  ])
  const { rows } = await team.platform.pool.query('select row_to_json(k)::text as row from api_keys k')
  expect(rows[0]?.row).not.toContain(made.key)
})

test('our look-up and the sign-in library agree on what a valid key is', async () => {
  const { key } = await team.as(admin).apiKeys.create({ name: 'Agreed' })
  expect(await team.auth.library.api.verifyApiKey({ body: { key } })).toMatchObject({ valid: true, key: { referenceId: admin.id } })
  expect(await callWith(key)).toBeDefined()
  expect(await callWith(`${key}x`)).toBeUndefined()
  expect(await callWith('wl_')).toBeUndefined()
  expect(await callWith('')).toBeUndefined()
})

test('a revoked, disabled or expired key stops working', async () => {
  for (const end of ['revoke', 'disable', 'expire']) {
    const { id, key } = await team.as(admin).apiKeys.create({ name: end })
    expect(await callWith(key)).toBeDefined()
    if (end === 'revoke') await team.as(admin).apiKeys.revoke({ id })
    else {
      await team.platform.db
        .updateTable('apiKeys')
        .set(end === 'disable' ? { enabled: false } : { expiresAt: new Date() })
        .where('id', '=', id)
        .execute()
      team.auth.remembered.forget(admin.id)
    }
    expect(await callWith(key)).toBeUndefined()
  }
})

test('a key follows its agent’s role', async () => {
  const [owner, other] = [await team.addAgent('owner'), await team.addAgent('admin')]
  const { key } = await team.as(other).apiKeys.create({ name: 'Demoted' })
  expect(await callWith(key)).toMatchObject({ role: 'admin' })
  await team.as(owner).agents.change({ id: other.id, role: 'agent' })
  expect(await callWith(key)).toMatchObject({ role: 'agent' })
})

test('managers and agents make and see no keys', async () => {
  for (const role of ['manager', 'agent'] as const) {
    const caller = team.as(await team.addAgent(role))
    await expect(caller.apiKeys.create({ name: 'Mine' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(caller.apiKeys.list()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
})
