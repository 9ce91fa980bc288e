import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { email, writeSetting } from '../../platform/settings.ts'
import { changeEmail, describeEmail } from './settings.ts'
import { sendTestMail } from './testMail.ts'

let refusal: string | undefined
const received: string[] = []
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onRcptTo: (_address, _session, done) => done(refusal ? Object.assign(new Error(refusal), { responseCode: 550 }) : null),
  onData(stream, _session, done) {
    stream.toArray().then((chunks) => {
      received.push(Buffer.concat(chunks).toString())
      done(null, '2.0.0 queued as 42')
    }, done)
  },
})
let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
let agentId: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened = await openTestPlatform({ smtpUrl: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` })
  platform = opened.platform
  const owner = { name: 'Ada', email: 'ada@shop.example' }
  agentId = (await platform.db.insertInto('agents').values(owner).returning('id').executeTakeFirstOrThrow()).id
})
beforeEach(async () => {
  refusal = undefined
  received.length = 0
  await writeSetting(platform.db, email, email.initial)
})
afterAll(async () => {
  await opened.close()
  await new Promise<void>((resolve) => server.close(resolve))
})

const setAddress = (address = 'support@shop.example') => changeEmail(platform, { address, name: 'Jolt' })

test('nobody has set an address at first, and then nothing that needs one is done', async () => {
  expect(await describeEmail(platform)).toMatchObject({ address: null, outgoing: null, lastMailAt: null })
  await expect(sendTestMail(platform, agentId)).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
})

test('an address with a plus part is refused, since replies carry a plus part of their own', async () => {
  await expect(setAddress('support+shop@shop.example')).rejects.toMatchObject({ message: expect.stringContaining('plus part') })
})

test('a changed address counts from the next mail on', async () => {
  await setAddress()
  await sendTestMail(platform, agentId)
  await setAddress('help@shop.example')
  await sendTestMail(platform, agentId)
  expect(received.map((mail) => /^From: (.*)$/m.exec(mail)?.[1])).toEqual(['Jolt <support@shop.example>', 'Jolt <help@shop.example>'])
})

test('a test mail goes to who asked for it, and says what the server answered', async () => {
  await setAddress()
  expect(await sendTestMail(platform, agentId)).toEqual({
    to: 'ada@shop.example',
    isSent: true,
    answer: expect.stringContaining('250 2.0.0 queued as 42'),
  })
  expect(received[0]).toContain('Auto-Submitted: auto-generated')
})

test('a refused test mail says so in the server’s own words', async () => {
  await setAddress()
  refusal = '5.7.1 relaying denied'
  expect(await sendTestMail(platform, agentId)).toMatchObject({ isSent: false, answer: '550 5.7.1 relaying denied' })
})

test('the outgoing server is told without its password, and where mail comes in as others reach it', async () => {
  const config = { ...platform.config, smtpUrl: 'smtp://user:secret@mail.shop.example:587', host: '0.0.0.0' }
  const described = await describeEmail({ ...platform, config, publicUrl: 'https://help.shop.example', inboundPort: 2525 })
  expect(described.outgoing).toBe('mail.shop.example:587')
  expect(described.inbound).toEqual({ host: 'help.shop.example', port: 2525, isLocal: false })
  expect((await describeEmail({ ...platform, publicUrl: 'http://0.0.0.0:3000' })).inbound.host).not.toBe('0.0.0.0')
})

test('the last mail taken in is known from its payload', async () => {
  const envelope = { from: 'a@b.example', to: ['support@shop.example'], remoteAddress: '', helo: '' }
  await platform.db
    .insertInto('payloads')
    .values({ channel: 'email', envelope: JSON.stringify(envelope), file: 'x', size: 1 })
    .execute()
  const { lastMailAt } = await describeEmail(platform)
  expect(Date.now() - (lastMailAt?.getTime() ?? 0)).toBeLessThan(60_000)
})
