import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestPlatform } from '../../test/platform.ts'
import { startInboundMail } from '../channels/email/inbound.ts'
import { readIdentity } from '../hub/identity.ts'
import type { Platform } from '../platform/platform.ts'
import { email, writeSetting } from '../platform/settings.ts'
import { accept } from '../tickets/accept.ts'
import { takeIn } from '../tickets/takeIn.ts'
import { listMails, openTrialMailer, type TrialMail } from './mailbox.ts'
import { openPhones } from './phones/phones.ts'
import { mountTrial } from './routes.ts'
import { trialState } from './state.ts'

let platform: Platform
let app: FastifyInstance
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await openTestPlatform()
  const from = { name: 'Nordvik', address: 'support@nordvik.example' }
  platform = { ...opened.platform, mailer: openTrialMailer(opened.platform.db) }
  const inbound = await startInboundMail(platform, 0, accept)
  platform.inboundPort = inbound.port
  await writeSetting(platform.db, email, { ...from, keys: [] })
  app = Fastify()
  const phones = await openPhones(platform)
  await mountTrial(app, platform, phones)
  close = async () => {
    await app.close()
    await phones.close()
    await inbound.close()
    await opened.close()
  }
})
afterAll(() => close())

const ask = (url: string, payload?: object, headers: Record<string, string> = {}) =>
  app.inject({ method: payload ? 'POST' : 'GET', url, headers, ...(payload && { payload }) })
const fill = (state: 'none' | 'filled') => writeSetting(platform.db, trialState, { state })
const mailsOf = async (key: string): Promise<TrialMail[]> => (await ask(`/trial/api/devices/${key}/mails`)).json().mails

async function takeInAll() {
  const rows = await platform.db.selectFrom('payloads').select('id').where('state', '=', 'accepted').execute()
  for (const { id } of rows) await takeIn(platform, id, 1)
}

test('in an installation that is no demo there is nothing of it', async () => {
  await fill('none')
  for (const url of ['/trial/api/shop', '/trial/api/devices', '/trial/api/devices/ana/mails', '/trial/identity', '/trial/api/welcome'])
    expect((await ask(url)).statusCode).toBe(404)
  expect((await ask('/trial/api/devices/ana/mails', { subject: 'x', text: 'y' })).statusCode).toBe(404)
  expect((await ask('/')).headers.location).toBe('/desk/')
  await fill('filled')
})

test('a mail of ours is kept for its reader with all that an answer needs', async () => {
  const { answer } = await platform.mailer.send({
    from: { name: 'Maja (Nordvik)', address: 'support@nordvik.example' },
    to: { name: 'Ana', address: 'Ana.Whitfield@post.example' },
    replyTo: 'Nordvik <support+tabc@nordvik.example>',
    subject: 'Re: hello',
    messageId: '<1@nordvik.example>',
    inReplyTo: '<0@post.example>',
    references: ['<0@post.example>'],
    text: 'Hi\u0000!',
    attachments: [{ filename: 'label.pdf', content: 'x' }],
  })
  expect(answer).toMatch(/^250 /)
  expect(await listMails(platform.db, 'ana.whitfield@post.example')).toMatchObject([
    {
      fromName: 'Maja (Nordvik)',
      from: 'support@nordvik.example',
      subject: 'Re: hello',
      text: 'Hi!',
      messageId: '1@nordvik.example',
      replyTo: 'support+tabc@nordvik.example',
      inReplyTo: '0@post.example',
      references: ['0@post.example'],
      attachments: ['label.pdf'],
      isOutgoing: false,
    },
  ])
})

test('a customer’s mail goes through the front door and an answer to it continues the ticket', async () => {
  expect((await ask('/trial/api/devices/priya/mails', { subject: 'Crushed', text: 'All crumbs.' })).statusCode).toBe(201)
  await takeInAll()
  const ticket = await platform.db.selectFrom('tickets').selectAll().where('subject', '=', 'Crushed').executeTakeFirstOrThrow()
  expect(ticket.channel).toBe('email')

  const [written] = await mailsOf('priya')
  await platform.mailer.send({
    from: { name: 'Maja (Nordvik)', address: 'support@nordvik.example' },
    to: 'priya.raman@post.example',
    replyTo: { name: 'Nordvik', address: `support+t${ticket.replyToken}@nordvik.example` },
    subject: 'Re: Crushed',
    messageId: '<answer@nordvik.example>',
    inReplyTo: `<${written?.messageId}>`,
    references: [`<${written?.messageId}>`],
    text: 'New ones are coming.',
  })
  const received = (await mailsOf('priya')).at(-1)
  const answered = await ask('/trial/api/devices/priya/mails', { subject: 'Re: Crushed', text: 'Thank you!', answers: received?.id })
  expect(answered.statusCode).toBe(201)
  await takeInAll()
  const messages = await platform.db
    .selectFrom('messages')
    .select(['text', 'quotedText', 'mail'])
    .where('ticketId', '=', ticket.id)
    .orderBy('createdAt')
    .execute()
  expect(messages.map(({ text }) => text)).toEqual(['All crumbs.', 'Thank you!'])
  expect(messages[1]?.quotedText).toContain('New ones are coming.')
  expect(messages[1]?.mail).toMatchObject({
    inReplyTo: ['answer@nordvik.example'],
    references: [written?.messageId, 'answer@nordvik.example'],
    to: [`support+t${ticket.replyToken}@nordvik.example`],
  })
})

test('only invented customers have a mailbox, and nobody answers from another’s', async () => {
  expect((await ask('/trial/api/devices/maja/mails')).statusCode).toBe(404)
  expect((await ask('/trial/api/devices/..%2Fana/mails')).statusCode).toBe(404)
  const [mine] = await mailsOf('ana')
  expect((await ask('/trial/api/devices/ben/mails', { subject: 'x', text: 'y', answers: mine?.id })).statusCode).toBe(422)
  expect((await ask('/trial/api/devices/ben/mails', { subject: 'x', text: '' })).statusCode).toBe(422)
})

test('where mail cannot come in, the mailbox says so', async () => {
  const { inboundPort } = platform
  platform.inboundPort = undefined
  try {
    expect((await ask('/trial/api/devices')).json()).toMatchObject({ canWrite: false })
    const refused = await ask('/trial/api/devices/ana/mails', { subject: 'x', text: 'y' })
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'MAIL_OFF'])
  } finally {
    platform.inboundPort = inboundPort
  }
})

test('the demo shop signs for its own shoppers, and for nobody else', async () => {
  expect((await ask('/trial/identity')).statusCode).toBe(204)
  const signedIn = await ask('/trial/api/shop/sign-in', { shopper: 'ana' })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? ''
  const { identity } = (await ask('/trial/identity', undefined, { cookie })).json()
  expect(await readIdentity(identity, { secrets: [platform.secrets.derive('hub')], audience: platform.publicUrl })).toMatchObject({
    shopperId: 'nordvik-ana',
    name: 'Ana Whitfield',
    email: 'ana.whitfield@post.example',
  })
  expect((await ask('/trial/api/shop/sign-in', { shopper: 'maja' })).statusCode).toBe(422)
  expect((await ask('/trial/identity', undefined, { cookie: 'trial_shopper=bram' })).statusCode).toBe(204)
})

test('whoever else was sent a mail has a mailbox too, and can answer from it; nobody can write as an address without one', async () => {
  await platform.mailer.send({
    from: 'support@nordvik.example',
    to: 'new.colleague@post.example',
    subject: 'You are invited',
    text: 'Come in',
  })
  const { others } = (await ask('/trial/api/devices')).json()
  expect(others).toContainEqual(expect.objectContaining({ key: 'new.colleague@post.example', name: 'new.colleague' }))
  const [mail] = await mailsOf('new.colleague@post.example')
  expect(mail).toMatchObject({ subject: 'You are invited', text: 'Come in' })
  const written = { subject: 'Re: You are invited', text: 'I come', answers: mail?.id }
  expect((await ask('/trial/api/devices/new.colleague@post.example/mails', written)).statusCode).toBe(201)
  expect((await ask('/trial/api/devices/nobody@post.example/mails', { subject: 'x', text: 'y' })).statusCode).toBe(404)
})
