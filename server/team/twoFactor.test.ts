import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTeam, password } from './fixture.ts'

let team: Awaited<ReturnType<typeof openTeam>>
beforeAll(async () => {
  team = await openTeam()
})
afterAll(() => team.close())

/** The six digits that an authenticator app shows (RFC 6238, SHA-1, 30 s) for the secret in an otpauth link. */
function codeOf(totpUri: string, at = Date.now()): string {
  const bits = [...(new URL(totpUri).searchParams.get('secret') ?? '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', secret).update(step).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

let addresses = 0
const newAddress = () => `192.0.2.${++addresses}`

async function enable(email: string) {
  const browser = team.openBrowser(newAddress())
  await browser.signIn(email)
  const { totpURI, backupCodes } = (await browser.post('/two-factor/enable', { password })).json()
  expect((await browser.post('/two-factor/verify-totp', { code: codeOf(totpURI) })).statusCode).toBe(200)
  return { browser, totpUri: totpURI as string, backupCodes: backupCodes as string[] }
}

test('with two-factor on, the password alone is not enough; the code of the app is', async () => {
  const agent = await team.addAgent()
  const { totpUri } = await enable(agent.email)
  expect(await team.as(agent).me.get()).toMatchObject({ hasTwoFactor: true })
  expect(new URL(totpUri).searchParams.get('issuer')).toBe('Warmline')

  const browser = team.openBrowser(newAddress())
  const answer = await browser.signIn(agent.email)
  expect(answer.json()).toMatchObject({ twoFactorRedirect: true })
  expect(await browser.caller()).toBeUndefined()
  expect(answer.cookies.filter(({ name, value }) => name.includes('session_token') && value)).toEqual([])

  expect((await browser.post('/two-factor/verify-totp', { code: '000000' })).statusCode).toBe(401)
  expect(await browser.caller()).toBeUndefined()
  expect((await browser.post('/two-factor/verify-totp', { code: codeOf(totpUri) })).statusCode).toBe(200)
  expect(await browser.caller()).toMatchObject({ agentId: agent.id })
})

test('turning it on and off needs the password', async () => {
  const agent = await team.addAgent()
  const browser = team.openBrowser(newAddress())
  await browser.signIn(agent.email)
  expect((await browser.post('/two-factor/enable', { password: 'wrong password' })).statusCode).toBe(400)
  const { browser: second } = await enable(agent.email)
  expect((await second.post('/two-factor/disable', { password: 'wrong password' })).statusCode).toBe(400)
  expect((await second.post('/two-factor/disable', { password })).statusCode).toBe(200)
  expect(await team.as(agent).me.get()).toMatchObject({ hasTwoFactor: false })
})

test('a backup code works once in place of the app', async () => {
  const agent = await team.addAgent()
  const { backupCodes } = await enable(agent.email)
  expect(backupCodes).toHaveLength(10)
  const signInWith = async (code = '') => {
    const browser = team.openBrowser(newAddress())
    await browser.signIn(agent.email)
    await browser.post('/two-factor/verify-backup-code', { code })
    return browser.caller()
  }
  expect(await signInWith(backupCodes[0])).toMatchObject({ agentId: agent.id })
  expect(await signInWith(backupCodes[0])).toBeUndefined()
})

test('codes cannot be guessed: after some wrong ones the password is asked again, and later nothing helps for a while', async () => {
  const agent = await team.addAgent()
  const { totpUri } = await enable(agent.email)
  for (let challenge = 0; challenge < 2; challenge++) {
    const browser = team.openBrowser(newAddress())
    await browser.signIn(agent.email)
    for (let i = 0; i < 5; i++) expect((await browser.post('/two-factor/verify-totp', { code: '000000' })).statusCode).toBe(401)
    expect((await browser.post('/two-factor/verify-totp', { code: codeOf(totpUri) })).statusCode).toBeGreaterThanOrEqual(400)
  }
  const browser = team.openBrowser(newAddress())
  await browser.signIn(agent.email)
  expect((await browser.post('/two-factor/verify-totp', { code: codeOf(totpUri) })).statusCode).toBe(429)
  expect(await browser.caller()).toBeUndefined()
})

test('secret and backup codes are encrypted at rest', async () => {
  const agent = await team.addAgent()
  const { totpUri, backupCodes } = await enable(agent.email)
  const { rows } = await team.platform.pool.query('select row_to_json(t)::text as row from two_factors t where agent_id = $1', [agent.id])
  expect(rows).toHaveLength(1)
  expect(rows[0].row).not.toContain(new URL(totpUri).searchParams.get('secret'))
  for (const code of backupCodes) expect(rows[0].row).not.toContain(code)
})

test('codes are slowed for each client address too, with the seconds to wait', async () => {
  const browser = team.openBrowser(newAddress())
  const answers = await Promise.all(Array.from({ length: 11 }, () => browser.post('/two-factor/verify-totp', { code: '000000' })))
  const slowed = answers.filter(({ statusCode }) => statusCode === 429)
  expect(slowed).toHaveLength(1)
  expect(Number(slowed[0]?.headers['retry-after'])).toBeGreaterThan(0)
})
