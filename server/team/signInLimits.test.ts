import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTeam } from './fixture.ts'

let team: Awaited<ReturnType<typeof openTeam>>
beforeAll(async () => {
  team = await openTeam()
})
afterAll(() => team.close())

test('the sixth wrong password has to wait, and is told how long', async () => {
  const { email } = await team.addAgent()
  const browser = team.openBrowser('198.51.100.1')
  const statuses: number[] = []
  for (let i = 0; i < 5; i++) statuses.push((await browser.signIn(email, `wrong password ${i}`)).statusCode)
  expect(statuses).toEqual([401, 401, 401, 401, 401])
  const slowed = await browser.signIn(email)
  expect(slowed.statusCode).toBe(429)
  expect(slowed.headers['retry-after']).toBe('60')
  expect(slowed.cookies).toEqual([])

  const other = await team.addAgent()
  expect((await team.openBrowser('198.51.100.2').signIn(other.email)).statusCode).toBe(200)

  team.wait(60)
  expect((await browser.signIn(email)).statusCode).toBe(200)
})

test('guesses at the same moment do not slip through', async () => {
  const { email } = await team.addAgent()
  const browsers = Array.from({ length: 30 }, (_, i) => team.openBrowser(`198.51.100.${100 + i}`))
  const statuses = await Promise.all(browsers.map(async (browser, i) => (await browser.signIn(email, `wrong password ${i}`)).statusCode))
  expect(statuses.filter((status) => status === 401)).toHaveLength(5)
  expect(statuses.filter((status) => status === 429)).toHaveLength(25)
})

test('a stranger who guesses from everywhere does not lock an agent out of the own browser', async () => {
  const { email } = await team.addAgent()
  const desk = team.openBrowser('198.51.100.3')
  await desk.signIn(email)
  await desk.post('/sign-out')
  for (let i = 0; i < 8; i++) await team.openBrowser(`203.0.113.${i}`).signIn(email, 'wrong password')
  expect((await team.openBrowser('203.0.113.50').signIn(email)).statusCode).toBe(429)
  expect((await desk.signIn(email)).statusCode).toBe(200)
})

test('the own browser is slowed too, and its mark opens no other account', async () => {
  const [agent, other] = [await team.addAgent(), await team.addAgent()]
  const desk = team.openBrowser('198.51.100.4')
  await desk.signIn(agent.email)
  await desk.post('/sign-out')
  const own: number[] = []
  for (let i = 0; i < 11; i++) own.push((await desk.signIn(agent.email, 'wrong password')).statusCode)
  expect(own).toEqual([...Array(10).fill(401), 429])
  const others: number[] = []
  for (let i = 0; i < 6; i++) others.push((await desk.signIn(other.email, 'wrong password')).statusCode)
  expect(others).toEqual([...Array(5).fill(401), 429])
})

test('a forged mark is worth nothing', async () => {
  const { email } = await team.addAgent()
  const desk = team.openBrowser('198.51.100.5')
  await desk.signIn(email)
  const forged = team.openBrowser('198.51.100.6')
  const mark = desk.cookies.get('warmline.device') ?? ''
  forged.cookies.set('warmline.device', mark.replace(/\.[^.]*$/, `.${'A'.repeat(43)}%3D`))
  for (let i = 0; i < 5; i++) await forged.signIn(email, 'wrong password')
  expect((await forged.signIn(email)).statusCode).toBe(429)
})

test('one address that tries many accounts is slowed, and the right passwords of an office are not counted', async () => {
  const office = team.openBrowser('198.51.100.7')
  const { email } = await team.addAgent()
  for (let i = 0; i < 25; i++) {
    office.cookies.clear()
    expect((await office.signIn(email)).statusCode).toBe(200)
  }
  const sprayer = team.openBrowser('198.51.100.8')
  const tries = Array.from({ length: 22 }, (_, i) => sprayer.signIn(`somebody${i}@shop.example`, 'wrong password'))
  const statuses = (await Promise.all(tries)).map(({ statusCode }) => statusCode)
  expect(statuses.sort()).toEqual([...Array(20).fill(401), 429, 429])
})

test('a client cannot choose the address that it is counted by', async () => {
  const browser = team.openBrowser('198.51.100.9')
  const tries = Array.from({ length: 21 }, (_, i) =>
    browser.post(
      '/sign-in/email',
      { email: `anybody${i}@shop.example`, password: 'wrong password' },
      { 'x-warmline-address': `192.0.2.${i}` },
    ),
  )
  const statuses = (await Promise.all(tries)).map(({ statusCode }) => statusCode)
  expect(statuses.sort()).toEqual([...Array(20).fill(401), 429])
})

test('mails with a new password are few, and say nothing about who is on the team', async () => {
  const { email } = await team.addAgent()
  const asking = (address: string, from: string) => team.openBrowser(from).post('/request-password-reset', { email: address })
  const answers = [await asking(email, '198.51.100.10'), await asking('nobody@shop.example', '198.51.100.10')]
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
  expect(answers[0]?.body).toBe(answers[1]?.body)
  expect((await team.mailsTo('nobody@shop.example')).length).toBe(0)
  for (let i = 0; i < 5; i++) await asking(email, `198.51.100.${20 + i}`)
  expect(await team.mailsTo(email)).toHaveLength(3)
})
