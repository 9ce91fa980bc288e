import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTeam } from './fixture.ts'

let team: Awaited<ReturnType<typeof openTeam>>
beforeAll(async () => {
  team = await openTeam()
})
afterAll(() => team.close())

test('a new password is chosen by a mailed link that works once, and ends every session', async () => {
  const { email } = await team.addAgent()
  const browser = team.openBrowser()
  await browser.signIn(email)
  expect(await browser.caller()).toBeDefined()
  await team.openBrowser().post('/request-password-reset', { email })
  const token = /\/reset-password\/(\S+)/.exec((await team.mailsTo(email))[0]?.text ?? '')?.[1] ?? ''
  const { rows } = await team.platform.pool.query('select row_to_json(v)::text as row from verifications v')
  expect(rows.some(({ row }) => row.includes(token))).toBe(false)

  const choose = (newPassword: string) => team.openBrowser().post('/reset-password', { token, newPassword })
  expect((await choose('too short')).statusCode).toBe(400)
  expect((await choose('another long password')).statusCode).toBe(200)
  expect((await choose('yet another password')).statusCode).toBe(400)
  expect(await browser.caller()).toBeUndefined()
  expect((await team.openBrowser('192.0.2.1').signIn(email)).statusCode).toBe(401)
  expect((await team.openBrowser('192.0.2.2').signIn(email, 'another long password')).statusCode).toBe(200)
})

test('a deactivated agent gets no link', async () => {
  const { id, email } = await team.addAgent()
  await team.platform.db.updateTable('agents').set({ deactivatedAt: new Date() }).where('id', '=', id).execute()
  expect((await team.openBrowser('192.0.2.3').post('/request-password-reset', { email })).statusCode).toBe(200)
  expect(await team.mailsTo(email)).toEqual([])
})
