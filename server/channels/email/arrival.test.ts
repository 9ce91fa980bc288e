import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { emptyTables } from '../../../test/database.ts'
import { connectAddress } from '../../../test/mailboxes.ts'
import { type MailSink, startMailSink } from '../../../test/mailSink.ts'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { email, writeSetting } from '../../platform/settings.ts'
import { accept } from '../../tickets/accept.ts'
import { takeIn } from '../../tickets/takeIn.ts'
import { describeConnections } from '../describe.ts'
import { findArrival, sendArrival } from './arrival.ts'
import { forwardTo } from './forward.ts'

let sink: MailSink
let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
beforeAll(async () => {
  sink = await startMailSink()
  opened = await openTestPlatform({ smtpUrl: sink.url })
  platform = { ...opened.platform, config: { ...opened.platform.config, smtpUrl: sink.url }, publicUrl: 'https://help.shop.example' }
})
beforeEach(async () => {
  sink.mails.length = 0
  sink.refusal = undefined
  await emptyTables(platform.db, 'messages', 'tickets', 'payloads', 'connections', 'test_messages')
  await writeSetting(platform.db, email, { address: 'support@shop.example', name: 'Jolt', keys: [] })
})
afterAll(async () => {
  await opened.close()
  await sink.close()
})

const come = async (text: string, to: string, envelope: Record<string, unknown> = {}) => {
  const body = Buffer.from(text)
  const mail = {
    channel: 'email' as const,
    file: createHash('sha256').update(body).digest('hex'),
    body,
    size: body.length,
    connectionId: null,
    envelope: { from: 'support@shop.example', to: [to], helo: 'mail.shop.example', remoteAddress: '127.0.0.1', ...envelope },
  }
  // A busy machine leaves the reading to the queue.
  await takeIn(platform, await accept(platform, mail), 1)
}
const tickets = () => platform.db.selectFrom('tickets').select('connectionId').execute()
const states = async () => (await platform.db.selectFrom('payloads').select('state').execute()).map(({ state }) => state)

test('a test mail that comes back says when and by whom, and is no ticket', async () => {
  expect(await findArrival(platform, null)).toBeNull()
  const sent = await sendArrival(platform, null)
  expect(sent).toMatchObject({
    address: 'support@shop.example',
    isSent: true,
    answer: expect.stringContaining('queued as 42'),
    arrivedAt: null,
  })
  const [mail] = sink.mails
  expect(mail?.to).toEqual(['support@shop.example'])
  await come(mail?.text ?? '', await forwardTo(platform, null))
  expect(await findArrival(platform, null)).toMatchObject({
    arrivedAt: expect.any(Date),
    through: { way: 'smtp', by: 'mail.shop.example (127.0.0.1)' },
  })
  expect(await tickets()).toEqual([])
  // Coming a second time it is no ticket either, and the first time counts.
  const before = await findArrival(platform, null)
  await come(mail?.text ?? '', 'support@shop.example')
  expect(await findArrival(platform, null)).toEqual(before)
  expect(await states()).toEqual(['receipt', 'receipt'])
})

test('it is known again where a server on its way wrote a Message-ID of its own', async () => {
  await sendArrival(platform, null)
  await come(
    (sink.mails[0]?.text ?? '').replace(/^Message-ID: .*$/im, 'Message-ID: <01000@email.amazonses.example>'),
    'support@shop.example',
  )
  expect((await findArrival(platform, null))?.arrivedAt).toBeInstanceOf(Date)
})

test('a connection’s test counts for that connection alone, and its health says so', async () => {
  const { id } = await connectAddress(platform, 'help@brand.example')
  await sendArrival(platform, id)
  await come(sink.mails[0]?.text ?? '', 'help@brand.example')
  expect((await findArrival(platform, id))?.arrivedAt).toBeInstanceOf(Date)
  expect(await findArrival(platform, null)).toBeNull()
  expect((await describeConnections(platform, id))[0]?.health.lastTestAt).toBeInstanceOf(Date)
})

test('a mail that only says it is a test is a mail like any other', async () => {
  await come(
    'From: ada@customer.example\r\nTo: support@shop.example\r\nX-Warmline-Test: 0198c2b2-0000-7000-8000-000000000000\r\n\r\nHi\r\n',
    'x@y.example',
  )
  await come(
    "From: ada@customer.example\r\nMessage-ID: <test-nonsense@shop.example>\r\nX-Warmline-Test: '; drop table\r\n\r\nHi\r\n",
    'x@y.example',
  )
  expect(await tickets()).toHaveLength(2)
})

test('what the mail server refuses is said in its words, and without a server nothing is begun', async () => {
  sink.refusal = '5.7.1 relaying denied'
  expect(await sendArrival(platform, null)).toMatchObject({
    isSent: false,
    answer: expect.stringContaining('5.7.1 relaying denied'),
    arrivedAt: null,
  })
  await expect(sendArrival(platform, '0198c2b2-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const without = { ...platform, config: { ...platform.config, smtpUrl: undefined } }
  await expect(sendArrival(without, null)).rejects.toMatchObject({ data: { refusal: 'no_way_out' } })
  await writeSetting(platform.db, email, email.initial)
  await expect(sendArrival(platform, null)).rejects.toMatchObject({ data: { refusal: 'support_address_needed' } })
})

test('the address to forward to says whose mail it is, even where the mail names none of ours', async () => {
  const { id } = await connectAddress(platform, 'help@brand.example')
  expect(await forwardTo(platform, id)).toBe('help=brand.example@help.shop.example')
  const at = (publicUrl: string) => forwardTo({ ...platform, publicUrl }, id)
  expect(await at('http://192.0.2.7:3000')).toBe('help=brand.example@[192.0.2.7]')
  expect(await at('http://[2001:db8::7]:3000')).toBe('help=brand.example@[IPv6:2001:db8::7]')
  await come('From: ada@customer.example\r\nTo: undisclosed-recipients:;\r\nSubject: Blind\r\n\r\nHi\r\n', await forwardTo(platform, id))
  await come(
    'From: tom@customer.example\r\nTo: undisclosed-recipients:;\r\nSubject: Blind too\r\n\r\nHi\r\n',
    await forwardTo(platform, null),
  )
  expect((await tickets()).map(({ connectionId }) => connectionId)).toEqual([id, null])
})
