import { generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestPlatform } from '../../../test/platform.ts'
import { inTransaction } from '../../platform/db.ts'
import type { Platform } from '../../platform/platform.ts'
import { email, shop, writeSetting } from '../../platform/settings.ts'
import { type Outgoing, PermanentFailure } from '../outgoing.ts'
import { emailChannel } from './email.ts'
import { parse } from './parse.ts'

/** The shop's outgoing mail server: keeps what it is sent, refuses what `refuse` says. */
const received: { raw: string; from: string; to: string[] }[] = []
let refuse: { code: number; message: string; only?: string } | undefined
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onRcptTo({ address }, _session, done) {
    const isRefused = refuse && (refuse.only ?? address) === address
    done(isRefused ? Object.assign(new Error(refuse?.message), { responseCode: refuse?.code }) : null)
  },
  onData(stream, session, done) {
    stream.toArray().then((chunks) => {
      const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
      received.push({ raw: Buffer.concat(chunks).toString(), from, to: session.envelope.rcptTo.map(({ address }) => address) })
      done(null, 'queued as 42')
    }, done)
  },
})

let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const ours = { address: 'support@shop.example', name: 'Jolt' }

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  opened = await openTestPlatform({ smtpUrl: `smtp://127.0.0.1:${port}` })
  platform = opened.platform
})
beforeEach(async () => {
  received.length = 0
  refuse = undefined
  await writeSetting(platform.db, email, { ...ours, keys: [] })
  await writeSetting(platform.db, shop, { name: 'Jolt', language: 'en', timeZone: 'Europe/Amsterdam' })
})
afterAll(async () => {
  await opened.close()
  await new Promise<void>((resolve) => server.close(resolve))
})

const reply: Outgoing = {
  messageId: '019f0000-0000-7000-8000-000000000001',
  ticketId: '019f0000-0000-7000-8000-000000000002',
  ticketNumber: 7,
  subject: 'AW: Re: Where is my order?',
  text: 'It left today.\n\nKind regards',
  html: null,
  recipients: null,
  signature: null,
  authorName: 'Bo Berg',
  to: { kind: 'email', value: 'ada@customer.example', name: 'Ada Jansen' },
  replyToken: 'abc123def456',
  threadIds: ['one@customer.example', 'two@customer.example'],
  quote: { from: 'Ada Jansen', at: new Date('2026-05-05T12:00:00Z'), text: 'Where is my order?\nI wait.' },
  attachments: [],
  externalId: '019f0000-0000-7000-8000-000000000001@shop.example',
  content: null,
  connection: null,
  lastInboundAt: null,
  isRepeated: false,
  uncertain: null,
  answers: null,
  template: null,
}

/** Sends, and gives what arrived, with headers unfolded. */
async function sent(outgoing: Outgoing) {
  const result = await emailChannel.send(platform, outgoing)
  const mail = received.at(-1)
  if (!mail) throw new Error('nothing arrived')
  return { result, ...mail, head: mail.raw.split('\r\n\r\n')[0]?.replace(/\r\n[ \t]+/g, ' ') ?? '' }
}

/** What our own parser makes of a mail that was sent. */
async function readBack(raw: string) {
  const stored = await platform.files.keep(Buffer.from(raw))
  return (await parse(platform, { id: 'p', channel: 'email', ...stored, envelope: {}, body: null, receivedAt: new Date() })).messages[0]
}

test('a reply carries who, to whom, the thread, and the way back', async () => {
  const { result, head, to, from } = await sent(reply)
  expect(result).toEqual({ externalId: reply.externalId, state: 'sent', answer: '250 queued as 42' })
  expect({ to, from }).toEqual({ to: ['ada@customer.example'], from: 'support@shop.example' })
  expect(head).toContain('From: "Bo Berg (Jolt)" <support@shop.example>')
  expect(head).toContain('To: Ada Jansen <ada@customer.example>')
  expect(head).toContain('Reply-To: Jolt <support+tabc123def456@shop.example>')
  expect(head).toContain('Subject: Re: Where is my order?')
  expect(head).toContain(`Message-ID: <${reply.externalId}>`)
  expect(head).toContain('In-Reply-To: <two@customer.example>')
  expect(head).toContain('References: <one@customer.example> <two@customer.example>')
  expect(head).not.toMatch(/Auto-Submitted/i)
})

test('everyone named gets it, those in blind copy unseen, and the signature stands above the quote', async () => {
  const recipients = {
    to: ['ada@customer.example', 'office@customer.example'],
    cc: ['courier@parcels.example'],
    bcc: ['boss@shop.example'],
  }
  const { head, to, raw } = await sent({ ...reply, recipients, signature: '<p>Bo,<br>Jolt<script>x()</script></p>' })
  expect(to).toEqual([...recipients.to, ...recipients.cc, ...recipients.bcc])
  expect(head).toContain('To: Ada Jansen <ada@customer.example>, office@customer.example')
  expect(head).toContain('Cc: courier@parcels.example')
  expect(raw).not.toContain('boss@shop.example')
  expect(raw).toMatch(/It left today\.\s+Kind regards\s+--(=20| )\s+Bo,\s+Jolt\s+On 5 May/)
  expect(raw).not.toContain('<script>')
})

test('one address of several that is refused is named, and the others have the mail', async () => {
  refuse = { code: 550, message: 'no such person', only: 'courier@parcels.example' }
  const recipients = { to: ['ada@customer.example'], cc: ['courier@parcels.example'], bcc: [] }
  const { result, to } = await sent({ ...reply, recipients })
  expect(to).toEqual(['ada@customer.example'])
  expect(result).toMatchObject({ state: 'sent', refused: expect.stringMatching(/courier@parcels\.example.*no such person/) })
})

test('tried again, the mail is the same: id and date come from the message', async () => {
  const first = await sent(reply)
  const second = await sent(reply)
  const fixed = (head: string) => head.split('\r\n').filter((line) => /^(Message-ID|Date|Subject|References)/.test(line))
  expect(fixed(second.head)).toEqual(fixed(first.head))
  expect(first.head).toContain(`Date: ${new Date(0x019f00000000).toUTCString().replace('GMT', '+0000')}`)
})

test('both parts quote the message answered, in the shop’s language, and our own reading folds it away', async () => {
  for (const [language, words] of [
    ['en', 'On 5 May 2026, 14:00, Ada Jansen wrote:'],
    ['nl', 'schreef Ada Jansen:'],
    ['es', 'Ada Jansen escribió:'],
    ['sv', 'skrev Ada Jansen:'],
  ] as const) {
    await writeSetting(platform.db, shop, { name: 'Jolt', language, timeZone: 'Europe/Amsterdam' })
    const { raw } = await sent(reply)
    const back = await readBack(raw)
    expect(back?.text).toBe('It left today.\n\nKind regards')
    expect(back?.quotedText?.replace(/\s+/g, ' ')).toContain(words)
    expect(back?.quotedText).toContain('> Where is my order?')
  }
})

test('a long thread keeps its first and its newest ids', async () => {
  const threadIds = Array.from({ length: 200 }, (_, index) => `id${index}@x`)
  const { head } = await sent({ ...reply, threadIds })
  const references = /References: (.*)/.exec(head)?.[1]?.split(' ') ?? []
  expect(references).toHaveLength(20)
  expect([references[0], references[1], references.at(-1)]).toEqual(['<id0@x>', '<id181@x>', '<id199@x>'])
})

test('a first mail is no answer, and a mail without subject bears the shop’s name', async () => {
  expect((await sent({ ...reply, subject: 'Your return', threadIds: [], quote: null })).head).toContain('Subject: Your return\r\n')
  expect((await sent({ ...reply, subject: '', threadIds: [], quote: null })).head).toContain('Subject: Jolt\r\n')
})

test('attachments and inline pictures arrive byte for byte, and script in the HTML does not', async () => {
  const picture = {
    ...(await platform.files.keep(Buffer.from('picture'))),
    id: 'a1',
    name: 'é.png',
    mimeType: 'image/png',
    contentId: 'pic@shop',
    isInline: true,
  }
  const bill = {
    ...(await platform.files.keep(Buffer.from('the bill'))),
    id: 'a2',
    name: 'bill.pdf',
    mimeType: 'application/pdf',
    contentId: null,
    isInline: false,
  }
  const { raw } = await sent({ ...reply, html: '<p>See <img src="cid:pic@shop"><script>x()</script></p>', attachments: [picture, bill] })
  expect(raw).not.toContain('script')
  const back = await readBack(raw)
  expect(back?.attachments.map(({ name, file, isInline }) => ({ name, file, isInline }))).toEqual([
    { name: 'é.png', file: picture.file, isInline: true },
    { name: 'bill.pdf', file: bill.file, isInline: false },
  ])
})

test('what a customer wrote cannot add a header or markup', async () => {
  const { head, raw } = await sent({
    ...reply,
    subject: 'x\r\nBcc: evil@x.example',
    authorName: 'Bo\r\nX-Evil: 1',
    quote: { from: '<b>Ada</b>\nx', at: new Date(), text: '<script>alert(1)</script>' },
  })
  expect(head).not.toMatch(/^(Bcc|X-Evil)/m)
  expect(raw.slice(raw.indexOf('text/html'))).not.toContain('<script>')
})

test('with a key turned on, the mail is signed with DKIM for its domain', async () => {
  const dkim = { domain: 'shop.example', selector: 'warm', sealedKey: platform.secrets.seal(privateKey), publicKey: '', isOn: true }
  await writeSetting(platform.db, email, { ...ours, keys: [dkim] })
  expect((await sent(reply)).head).toMatch(/DKIM-Signature: v=1; a=rsa-sha256; .*d=shop\.example;.*s=warm;/)
  await writeSetting(platform.db, email, { ...ours, keys: [{ ...dkim, isOn: false }] })
  expect((await sent(reply)).head).not.toContain('DKIM')
})

describe('refusals', () => {
  test('a refusal for good is permanent, in the server’s words', async () => {
    refuse = { code: 550, message: '5.1.1 no such person here' }
    const failure = await emailChannel.send(platform, reply).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(PermanentFailure)
    expect(String(failure)).toContain('5.1.1 no such person here')
  })
  test('a refusal for now is tried again', async () => {
    refuse = { code: 451, message: '4.7.1 greylisted' }
    const failure = await emailChannel.send(platform, reply).catch((error: unknown) => error)
    expect(failure).not.toBeInstanceOf(PermanentFailure)
    expect(String(failure)).toContain('greylisted')
  })
  test('a server that is not there is tried again', async () => {
    const other = await openTestPlatform()
    const failure = await emailChannel.send(other.platform, reply).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(PermanentFailure)
    await other.close()
  })
  test('what is no address, and the sender nobody named, are permanent before anything is sent', async () => {
    for (const value of ['ada', 'unknown@sender.invalid'])
      await expect(emailChannel.send(platform, { ...reply, to: { ...reply.to, value } })).rejects.toThrow(PermanentFailure)
    expect(received).toEqual([])
  })
})

test('the id of a message is chosen before it is sent, in the support address’s domain', async () => {
  expect(await inTransaction(platform.db, async (tx) => emailChannel.externalIdFor('abc', tx, null))).toBe('abc@shop.example')
})

test('an answer needs an address, and nothing else', () => {
  const standing = {
    status: 'closed',
    hasIdentity: true,
    lastInboundAt: null,
    consents: {},
    connection: null,
    bouncedAt: null,
    complainedAt: null,
    optedOutAt: null,
  }
  expect(emailChannel.mayReply(standing, new Date())).toEqual({ may: true })
  expect(emailChannel.mayReply({ ...standing, status: 'open', hasIdentity: false }, new Date())).toMatchObject({ may: false })
})
