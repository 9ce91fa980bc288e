import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestPlatform } from '../../test/platform.ts'
import type { Platform } from '../platform/platform.ts'
import { signIdentity } from './identity.ts'
import { hubSecret, renewHubSecret } from './secret.ts'
import { findShopper } from './sessions.ts'
import { describeHub } from './settings.ts'
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
  const { token } = await signIn(platform, await tokenBy(old))
  expect(await findShopper(platform.db, token)).toMatchObject({ shopperId: '4711' })
  expect((await describeHub(platform)).lastShopperAt).not.toBeNull()

  const renewed = await renewHubSecret(platform)
  expect(await hubSecret(platform)).toBe(renewed)
  expect(renewed).not.toBe(old)
  expect(await findShopper(platform.db, token)).toBeUndefined()
  await expect(signIn(platform, await tokenBy(old))).rejects.toMatchObject({ data: { problem: 'invalid' } })
  const again = await signIn(platform, await tokenBy(renewed))
  expect(await findShopper(platform.db, again.token)).toMatchObject({ shopperId: '4711' })
})

test('the new secret is kept sealed', async () => {
  const secret = await renewHubSecret(platform)
  const rows = await platform.db.selectFrom('settings').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(secret)
})
