import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestPlatform } from '../../test/platform.ts'
import type { Platform } from '../platform/platform.ts'
import { signIdentity } from './identity.ts'
import { hubSecret, renewHubSecret } from './secret.ts'
import { findShopper } from './sessions.ts'
import { describeHub } from './setup.ts'
import { signIn } from './signIn.ts'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => {
  ;({ platform, close } = await openTestPlatform())
})
afterAll(() => close())

const tokenBy = (secret: string) => signIdentity({ sub: '4711', name: 'Ana' }, secret)

test('the first secret follows from the installation’s key', async () => {
  expect(await hubSecret(platform)).toBe(platform.secrets.derive('hub'))
  expect((await describeHub(platform)).lastShopperAt).toBeNull()
})

test('a new secret ends the tokens of the old one, and the sessions that began by it', async () => {
  const old = await hubSecret(platform)
  const { token } = await signIn(platform, '203.0.113.9', await tokenBy(old))
  expect(await findShopper(platform.db, token)).toMatchObject({ shopperId: '4711' })
  expect((await describeHub(platform)).lastShopperAt).not.toBeNull()

  const renewed = await renewHubSecret(platform, { endsSessions: true })
  expect(await hubSecret(platform)).toBe(renewed)
  expect(renewed).not.toBe(old)
  expect(await findShopper(platform.db, token)).toBeUndefined()
  await expect(signIn(platform, '203.0.113.9', await tokenBy(old))).rejects.toMatchObject({ data: { problem: 'invalid' } })
  const again = await signIn(platform, '203.0.113.9', await tokenBy(renewed))
  expect(await findShopper(platform.db, again.token)).toMatchObject({ shopperId: '4711' })
})

test('a new secret for an ordinary change leaves the sessions, and takes the old tokens for a day more', async () => {
  const old = await hubSecret(platform)
  const { token } = await signIn(platform, '203.0.113.9', await tokenBy(old))
  const renewed = await renewHubSecret(platform, { endsSessions: false })
  expect(await findShopper(platform.db, token)).toMatchObject({ shopperId: '4711' })
  for (const secret of [old, renewed])
    expect(await signIn(platform, '203.0.113.9', await tokenBy(secret))).toMatchObject({ shopper: { name: 'Ana' } })
  const until = (await describeHub(platform)).oldSecretUntil?.getTime() ?? 0
  expect(until).toBeGreaterThan(Date.now() + 23 * 3_600_000)
  // A second change: only the last one before it is still taken.
  await renewHubSecret(platform, { endsSessions: false })
  await expect(signIn(platform, '203.0.113.9', await tokenBy(old))).rejects.toMatchObject({ data: { problem: 'invalid' } })
  await sql`update settings set value = jsonb_set(value, '{before,until}', '"2020-01-01T00:00:00Z"') where key = 'hub_secret'`.execute(
    platform.db,
  )
  await expect(signIn(platform, '203.0.113.9', await tokenBy(renewed))).rejects.toMatchObject({ data: { problem: 'invalid' } })
  expect((await describeHub(platform)).oldSecretUntil).toBeNull()
})

test('the new secret is kept sealed', async () => {
  const secret = await renewHubSecret(platform, { endsSessions: true })
  const rows = await platform.db.selectFrom('settings').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(secret)
})
