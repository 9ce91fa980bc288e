import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTeam, password } from './fixture.ts'
import { signInRoutes } from './routes.ts'

let team: Awaited<ReturnType<typeof openTeam>>
beforeAll(async () => {
  team = await openTeam()
})
afterAll(() => team.close())

test('our migrations hold every table, column and index that the sign-in library wants', async () => {
  const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems } = await getMigrations(team.auth.library.options)
  expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems }).toEqual({
    toBeCreated: [],
    toBeAdded: [],
    toBeAddedIndexes: [],
    schemaProblems: [],
  })
})

test('an agent signs in with a password and is known until they sign out', async () => {
  const { id, email } = await team.addAgent('manager')
  const browser = team.openBrowser()
  expect(await browser.caller()).toBeUndefined()
  expect((await browser.signIn(email)).statusCode).toBe(200)
  expect(await browser.caller()).toEqual({
    kind: 'agent',
    agentId: id,
    name: expect.any(String),
    role: 'manager',
    email,
    language: 'en',
    by: 'session',
  })
  const cookie = browser.cookie()
  expect((await browser.post('/sign-out')).statusCode).toBe(200)
  const stolen = team.openBrowser()
  for (const part of cookie.split('; ')) stolen.cookies.set(...(part.split(/=(.*)/s).slice(0, 2) as [string, string]))
  expect(await stolen.caller()).toBeUndefined()
})

test('the address may be written in capitals', async () => {
  const { email } = await team.addAgent()
  expect((await team.openBrowser().signIn(email.toUpperCase())).statusCode).toBe(200)
})

test('a wrong password, an unknown address and a short password get the same answer', async () => {
  const { email } = await team.addAgent()
  const answers = [
    await team.openBrowser('192.0.2.1').signIn(email, 'wrong password'),
    await team.openBrowser('192.0.2.1').signIn('nobody@shop.example'),
  ]
  expect(answers.map((answer) => answer.statusCode)).toEqual([401, 401])
  expect(answers[0]?.body).toBe(answers[1]?.body)
})

test('the session cookie is out of reach for scripts and other sites, and lasts a week', async () => {
  const { email } = await team.addAgent()
  const answer = await team.openBrowser().signIn(email)
  const session = answer.cookies.find(({ name }) => name === 'warmline.session_token')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 7 * 24 * 60 * 60 })
  expect(session?.secure).toBeUndefined()
})

test('nobody signs up', async () => {
  const answer = await team.openBrowser().post('/sign-up/email', { name: 'Mallory', email: 'mallory@example.com', password })
  expect(answer.statusCode).toBe(404)
  await expect(team.auth.library.api.signUpEmail({ body: { name: 'Mallory', email: 'mallory@example.com', password } })).rejects.toThrow()
})

test('only the listed routes of the sign-in library are reachable', async () => {
  const { email } = await team.addAgent('owner')
  const browser = team.openBrowser('192.0.2.2')
  await browser.signIn(email)
  const listed = new Set(signInRoutes.map(([method, path]) => `${method} ${path}`))
  const found: string[] = []
  for (const endpoint of Object.values(team.auth.library.api)) {
    if (!('path' in endpoint) || typeof endpoint.path !== 'string') continue
    for (const method of [endpoint.options.method].flat()) {
      const isListed = listed.delete(`${method} ${endpoint.path}`)
      if (isListed || (method !== 'GET' && method !== 'POST')) continue
      const answer = await (method === 'GET' ? browser.get(endpoint.path) : browser.post(endpoint.path))
      expect(`${endpoint.path} ${answer.statusCode}`).toBe(`${endpoint.path} 404`)
      found.push(endpoint.path)
    }
  }
  expect([...listed]).toEqual([])
  expect(found).toContain('/api-key/create')
  expect(found).toContain('/update-user')
})

test('an agent who was deactivated cannot sign in, and is told why only after the right password', async () => {
  const { id, email } = await team.addAgent()
  await team.platform.db.updateTable('agents').set({ deactivatedAt: new Date() }).where('id', '=', id).execute()
  expect((await team.openBrowser('192.0.2.3').signIn(email, 'wrong password')).json()).toMatchObject({ code: 'INVALID_EMAIL_OR_PASSWORD' })
  const answer = await team.openBrowser('192.0.2.3').signIn(email)
  expect(answer.statusCode).toBe(403)
  expect(answer.json()).toMatchObject({ code: 'DEACTIVATED' })
  expect(answer.cookies.filter(({ name }) => name.includes('session_token'))).toEqual([])
})

test('a body that is too large, broken or no JSON is refused', async () => {
  const { email } = await team.addAgent()
  expect((await team.openBrowser('192.0.2.4').post('/sign-in/email', { email: 'x'.repeat(20_000), password })).statusCode).toBe(413)
  for (const [type, payload] of [
    ['application/json', '{"email":'],
    ['text/plain', JSON.stringify({ email, password })],
    ['application/x-www-form-urlencoded', `email=${email}&password=${password}`],
  ]) {
    const headers = { 'content-type': type, origin: 'http://127.0.0.1:3000', 'x-forwarded-for': '192.0.2.4' }
    const answer = await team.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', headers, payload })
    expect([400, 415]).toContain(answer.statusCode)
    expect(answer.cookies).toEqual([])
  }
})

test('signing out needs no body', async () => {
  const { email } = await team.addAgent()
  const browser = team.openBrowser('192.0.2.5')
  await browser.signIn(email)
  const answer = await team.app.inject({
    method: 'POST',
    url: '/api/auth/sign-out',
    headers: { cookie: browser.cookie(), origin: 'http://127.0.0.1:3000' },
  })
  expect(answer.statusCode).toBe(200)
  expect(await browser.caller()).toBeUndefined()
})
