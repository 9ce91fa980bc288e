import { afterAll, beforeAll, expect, test } from 'vitest'
import { shop, writeSetting } from '../platform/settings.ts'
import { openTeam, password } from './fixture.ts'

let team: Awaited<ReturnType<typeof openTeam>>
let admin: Awaited<ReturnType<typeof team.addAgent>>
beforeAll(async () => {
  team = await openTeam()
  admin = await team.addAgent('admin')
})
afterAll(() => team.close())

const linkIn = (text = '') => /\/invitation\/(\S+)/.exec(text)?.[1] ?? ''
const lastTokenFor = async (address: string) => linkIn((await team.mailsTo(address)).at(-1)?.text)

test('an invited person chooses a password, is on the team with the role, and signs in', async () => {
  const invitation = await team.as(admin).invitations.create({ email: 'Ada@Shop.example', role: 'manager' })
  expect(invitation).toMatchObject({ email: 'ada@shop.example', role: 'manager' })
  expect(invitation.expiresAt.getTime() - invitation.createdAt.getTime()).toBe(7 * 24 * 3_600_000)
  const token = await lastTokenFor('ada@shop.example')
  expect(await team.as().invitations.find({ token })).toEqual({ email: 'ada@shop.example', role: 'manager' })
  await team.as().invitations.accept({ token, name: 'Ada', password })
  const browser = team.openBrowser()
  await browser.signIn('ada@shop.example')
  expect(await browser.caller()).toMatchObject({ name: 'Ada', role: 'manager' })
  expect((await team.as(admin).invitations.list()).invitations).toEqual([])
})

test('the token is kept nowhere but in the mail', async () => {
  await team.as(admin).invitations.create({ email: 'hash@shop.example', role: 'agent' })
  const token = await lastTokenFor('hash@shop.example')
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  const { rows } = await team.platform.pool.query('select row_to_json(i)::text as row from invitations i')
  expect(rows.some(({ row }) => row.includes(token))).toBe(false)
})

test('a link works once, also for two at the same moment', async () => {
  await team.as(admin).invitations.create({ email: 'twice@shop.example', role: 'agent' })
  const token = await lastTokenFor('twice@shop.example')
  const results = await Promise.allSettled([1, 2, 3].map((n) => team.as().invitations.accept({ token, name: `Person ${n}`, password })))
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  await expect(team.as().invitations.find({ token })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a repeated invitation replaces the older one and its waiting mail', async () => {
  await team.as(admin).invitations.create({ email: 'again@shop.example', role: 'agent' })
  const older = await lastTokenFor('again@shop.example')
  await team.as(admin).invitations.create({ email: 'again@shop.example', role: 'admin' })
  const mails = await team.mailsTo('again@shop.example')
  expect(mails).toHaveLength(1)
  await expect(team.as().invitations.find({ token: older })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await team.as().invitations.find({ token: linkIn(mails[0]?.text) })).toMatchObject({ role: 'admin' })
  expect((await team.as(admin).invitations.list()).invitations.filter(({ email }) => email === 'again@shop.example')).toHaveLength(1)
})

test('an expired link, a revoked one and an invented one are not found', async () => {
  for (const end of ['expire', 'revoke', 'invent']) {
    const email = `${end}@shop.example`
    const { id } = await team.as(admin).invitations.create({ email, role: 'agent' })
    const token = end === 'invent' ? 'x'.repeat(43) : await lastTokenFor(email)
    if (end === 'expire') await team.platform.db.updateTable('invitations').set({ expiresAt: new Date() }).where('id', '=', id).execute()
    if (end === 'revoke') await team.as(admin).invitations.revoke({ id })
    await expect(team.as().invitations.find({ token })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(team.as().invitations.accept({ token, name: 'Late', password })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('somebody who is or was on the team is not invited', async () => {
  const { id, email } = await team.addAgent()
  await expect(team.as(admin).invitations.create({ email, role: 'agent' })).rejects.toMatchObject({ code: 'CONFLICT' })
  await team.as(admin).agents.change({ id, isActive: false })
  await expect(team.as(admin).invitations.create({ email, role: 'agent' })).rejects.toThrow('activate them again')
})

test('nobody is invited as owner, and managers and agents invite nobody', async () => {
  const invited = team.as(admin).invitations.create({ email: 'boss@shop.example', role: 'owner' as 'admin' })
  await expect(invited).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  for (const role of ['manager', 'agent'] as const)
    await expect(
      team.as(await team.addAgent(role)).invitations.create({ email: 'friend@shop.example', role: 'agent' }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
})

test('the mail speaks the language of the shop', async () => {
  const subjects = {
    en: 'Join the support team of Kaas',
    nl: 'Kom bij het supportteam van Kaas',
    es: 'Únete al equipo de atención de Kaas',
    sv: 'Gå med i supportteamet för Kaas',
  }
  for (const language of ['nl', 'es', 'sv', 'en'] as const) {
    await writeSetting(team.platform.db, shop, { ...shop.initial, name: 'Kaas', language })
    await team.as(admin).invitations.create({ email: `${language}@shop.example`, role: 'agent' })
    const [mail] = await team.mailsTo(`${language}@shop.example`)
    expect(mail?.subject).toBe(subjects[language])
    expect(mail?.text).toContain('http://127.0.0.1:3000/desk/invitation/')
  }
})
