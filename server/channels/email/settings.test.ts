import { createSocket, type Socket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import type { AddressInfo } from 'node:net'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { email, writeSetting } from '../../platform/settings.ts'
import { lookUpRecord } from './dkim.ts'
import { changeEmail, describeEmail, makeOwnKey, ownKey, turnKey } from './settings.ts'
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
  expect(await describeEmail(platform)).toMatchObject({ address: null, dkim: null, outgoing: null, lastMailAt: null })
  await expect(makeOwnKey(platform)).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(sendTestMail(platform, agentId)).rejects.toMatchObject({ code: 'UNPROCESSABLE' })
  await expect(turnKey(platform, true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
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

test('a key is made for the address’s domain, kept sealed, and signs only once it is turned on', async () => {
  await setAddress()
  const { dkim } = await makeOwnKey(platform)
  expect(dkim).toMatchObject({ domain: 'shop.example', isOn: false, record: { name: 'warmline._domainkey.shop.example' } })
  expect(JSON.stringify(await platform.db.selectFrom('settings').selectAll().execute())).not.toContain('PRIVATE KEY')
  await sendTestMail(platform, agentId)
  expect(received[0]).not.toContain('DKIM-Signature')
  await turnKey(platform, true)
  await sendTestMail(platform, agentId)
  // Whoever gets it finds the record that we show, and it fits.
  const resolver = async (name: string) => (name === dkim?.record.name ? [[dkim.record.value]] : [])
  const { results } = await dkimVerify(received[1] ?? '', { resolver })
  expect(results.map(({ status, signingDomain }) => [status.result, signingDomain])).toEqual([['pass', 'shop.example']])
})

test('changing the address leaves the key, and turning it off leaves it too', async () => {
  await setAddress()
  await makeOwnKey(platform)
  const before = await ownKey(platform)
  await turnKey(platform, true)
  await setAddress('help@other.example')
  await turnKey(platform, false)
  expect(await ownKey(platform)).toEqual({ ...before, isOn: false })
})

test('DNS is asked for the record: there, missing, another one, or no answer', async () => {
  await setAddress()
  await makeOwnKey(platform)
  const key = await ownKey(platform)
  const state = async (text: string | undefined) => {
    const dns = await openDns(text)
    const resolver = new Resolver({ timeout: 2000, tries: 1 })
    resolver.setServers([`127.0.0.1:${dns.address().port}`])
    const said = await lookUpRecord(key, resolver)
    dns.close()
    return said
  }
  expect(await state(`v=DKIM1; k=rsa; p=${key.publicKey}`)).toBe('published')
  expect(await state(`v=DKIM1;p= ${key.publicKey.slice(0, 200)} ${key.publicKey.slice(200)} ; t=s`)).toBe('published')
  expect(await state('v=DKIM1; k=rsa; p=MIIBIjANother')).toBe('other')
  expect(await state(undefined)).toBe('missing')
  const gone = new Resolver({ timeout: 200, tries: 1 })
  gone.setServers(['127.0.0.1:1'])
  expect(await lookUpRecord(key, gone)).toBe('unknown')
})

/** A name server that knows one text, or no name at all; a long text in parts of 255 bytes, as DNS has it. */
async function openDns(text: string | undefined): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.on('message', (question, from) => {
    // Ours to answer is the one question; an additional record (EDNS) after it is left out.
    let end = 12
    while (question[end]) end += (question[end] ?? 0) + 1
    const asked = question.subarray(12, end + 5)
    const parts = (text?.match(/.{1,255}/g) ?? []).map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)]))
    const data = Buffer.concat(parts)
    const head = Buffer.from([
      question[0] ?? 0,
      question[1] ?? 0,
      0x81,
      text === undefined ? 0x83 : 0x80,
      0,
      1,
      0,
      text === undefined ? 0 : 1,
      0,
      0,
      0,
      0,
    ])
    const answer = Buffer.from([0xc0, 0x0c, 0, 16, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255])
    socket.send(Buffer.concat([head, asked, ...(text === undefined ? [] : [answer, data])]), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return socket
}
