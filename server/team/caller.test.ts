import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTeam, password } from './fixture.ts'

let team: Awaited<ReturnType<typeof openTeam>>
beforeAll(async () => {
  team = await openTeam()
})
afterAll(() => team.close())

const strangers: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'http://127.0.0.1:3001' },
  { origin: 'http://127.0.0.1:3000.evil.example' },
  { origin: 'null' },
  { origin: '' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' },
]
const friends: Record<string, string>[] = [
  {},
  { origin: 'http://127.0.0.1:3000' },
  { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
  { origin: 'http://[::1]:3000' },
  { 'sec-fetch-site': 'same-origin' },
]

test('another page cannot use an agent’s cookie to change something', async () => {
  const { id, email } = await team.addAgent()
  const browser = team.openBrowser()
  await browser.signIn(email)
  for (const method of ['POST', 'PATCH', 'PUT', 'DELETE']) {
    for (const headers of strangers) expect(await browser.caller(method, headers)).toBeUndefined()
    for (const headers of friends) expect(await browser.caller(method, headers)).toMatchObject({ agentId: id })
  }
  for (const headers of [...strangers, ...friends]) expect(await browser.caller('GET', headers)).toMatchObject({ agentId: id })
})

test('another page cannot sign an agent in or out', async () => {
  const { email } = await team.addAgent()
  const browser = team.openBrowser()
  expect((await browser.post('/sign-in/email', { email, password }, { origin: 'https://evil.example' })).statusCode).toBe(403)
  await browser.signIn(email)
  expect((await browser.post('/sign-out', {}, { origin: 'https://evil.example' })).statusCode).toBe(403)
  expect(await browser.caller()).toBeDefined()
})

test('a port that the system chose counts from when it is known', async () => {
  const late = await openTeam({ publicUrl: 'http://127.0.0.1:0' })
  try {
    late.platform.publicUrl = 'http://127.0.0.1:41234'
    const { id, email } = await late.addAgent()
    const browser = late.openBrowser()
    const answer = await browser.post('/sign-in/email', { email, password }, { origin: 'http://localhost:41234' })
    expect(answer.statusCode).toBe(200)
    expect(await browser.caller('POST', { origin: 'http://127.0.0.1:41234' })).toMatchObject({ agentId: id })
    expect(await browser.caller('POST', { origin: 'http://127.0.0.1:41235' })).toBeUndefined()
  } finally {
    await late.close()
  }
})

test('an invented or changed cookie is nobody’s', async () => {
  const { email } = await team.addAgent()
  const browser = team.openBrowser()
  await browser.signIn(email)
  const value = browser.cookies.get('warmline.session_token') ?? ''
  const [token] = value.split('.')
  for (const changed of ['', 'x', token ?? '', `${token}.`, `${value.slice(0, -8)}AAAAAAAA`, `x${value}`]) {
    browser.cookies.set('warmline.session_token', changed)
    expect(await browser.caller()).toBeUndefined()
  }
})

test('an expired session is over, remembered or not', async () => {
  const { id, email } = await team.addAgent()
  const browser = team.openBrowser()
  await browser.signIn(email)
  await team.platform.db
    .updateTable('sessions')
    .set({ expiresAt: new Date(Date.now() - 1) })
    .where('agentId', '=', id)
    .execute()
  expect(await browser.caller()).toBeUndefined()
})

test('under https the cookie never travels unencrypted', async () => {
  const secure = await openTeam({ publicUrl: 'https://help.shop.example' })
  try {
    const { id, email } = await secure.addAgent()
    const browser = secure.openBrowser()
    const answer = await browser.signIn(email)
    expect(answer.cookies.find(({ name }) => name === '__Secure-warmline.session_token')).toMatchObject({ secure: true, httpOnly: true })
    expect(await browser.caller('POST', { origin: 'https://help.shop.example' })).toMatchObject({ agentId: id })
    expect(await browser.caller('POST', { origin: 'http://help.shop.example' })).toBeUndefined()
    expect(await browser.caller('POST', { origin: 'http://localhost:3000' })).toBeUndefined()
  } finally {
    await secure.close()
  }
})

test('a database that is away makes a request fail, it does not make an agent a stranger', async () => {
  const away = await openTeam()
  const { email } = await away.addAgent('admin')
  const browser = away.openBrowser()
  await browser.signIn(email)
  await away.close()
  await expect(browser.caller()).rejects.toThrow()
  await expect(browser.caller('GET', { authorization: 'Bearer wl_something' })).rejects.toThrow()
})
