import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { accept } from '../../tickets/accept.ts'
import { mayReplyTo } from '../../tickets/mayReply.ts'

let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
beforeAll(async () => {
  opened = await openTestPlatform()
  platform = opened.platform
})
afterAll(() => opened.close())
beforeEach(() => platform.pool.query('truncate customers, tickets, messages, identities, payloads, agents, notifications cascade'))

const takeIn = (lines: string[], from = 'ada@customer.example') => {
  const body = Buffer.from(lines.join('\r\n'))
  return accept(platform, {
    channel: 'email',
    file: randomUUID(),
    body,
    size: body.length,
    envelope: { from, to: ['support@shop.example'] },
  })
}

/** Ada has written, and Maja's answer went out. */
async function answered(): Promise<string> {
  await takeIn(['From: Ada <ada@customer.example>', 'Message-ID: <one@customer.example>', 'Subject: Order', '', 'Where is it?'])
  const { id: ticketId } = await platform.db.selectFrom('tickets').select('id').executeTakeFirstOrThrow()
  const { id: authorId } = await platform.db
    .insertInto('agents')
    .values({ name: 'Maja', email: 'maja@shop.example' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await platform.db
    .insertInto('messages')
    .values({
      ticketId,
      channel: 'email',
      externalId: 'ours@shop.example',
      direction: 'out',
      authorKind: 'agent',
      authorId,
      state: 'sent',
      text: 'Tomorrow',
    })
    .execute()
  return ticketId
}

const report = (action: string, status: string, type = 'delivery-status') => [
  'From: Mail Delivery System <MAILER-DAEMON@mx.customer.example>',
  'To: support@shop.example',
  'Subject: Undelivered Mail Returned to Sender',
  `Message-ID: <${randomUUID()}@mx.customer.example>`,
  'In-Reply-To: <ours@shop.example>',
  'References: <ours@shop.example>',
  `Content-Type: multipart/report; report-type=${type}; boundary="b"`,
  'MIME-Version: 1.0',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'I am sorry.',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.customer.example',
  '',
  'Final-Recipient: rfc822; ada@customer.example',
  `Action: ${action}`,
  `Status: ${status}`,
  'Diagnostic-Code: smtp; 550 5.1.1 <ada@customer.example>: no such',
  ' person here',
  '',
  '--b',
  'Content-Type: message/rfc822',
  '',
  'Message-ID: <ours@shop.example>',
  'To: ada@customer.example',
  '',
  'Tomorrow',
  '--b--',
  '',
]
const ticketOf = (id: string) => platform.db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const ours = () =>
  platform.db.selectFrom('messages').select(['state', 'error']).where('externalId', '=', 'ours@shop.example').executeTakeFirstOrThrow()

test('a bounce marks the message as failed in the server’s words, the address as dead, and tells the agent', async () => {
  const ticketId = await answered()
  await takeIn(report('failed', '5.1.1'), '')
  expect(await ours()).toEqual({
    state: 'failed',
    error: 'ada@customer.example: 5.1.1 550 5.1.1 <ada@customer.example>: no such person here',
  })
  expect(await mayReplyTo(platform.db, await ticketOf(ticketId))).toEqual({ may: true, bouncedAt: expect.any(Date) })
  expect(await platform.db.selectFrom('notifications').select('kind').execute()).toContainEqual({ kind: 'send_failed' })
})

test('once the customer writes again, the address is good', async () => {
  const ticketId = await answered()
  await takeIn(report('failed', '5.1.1'), '')
  await takeIn([
    'From: Ada <ada@customer.example>',
    'Message-ID: <two@customer.example>',
    'In-Reply-To: <ours@shop.example>',
    '',
    'I am back',
  ])
  expect(await mayReplyTo(platform.db, await ticketOf(ticketId))).toEqual({ may: true })
})

test('a delay is no failure, and a mailbox that is full today takes the next mail', async () => {
  const ticketId = await answered()
  await takeIn(report('delayed', '4.4.1'), '')
  expect(await ours()).toEqual({ state: 'sent', error: null })
  await takeIn(report('failed', '4.2.2'), '')
  expect((await ours()).state).toBe('failed')
  expect(await mayReplyTo(platform.db, await ticketOf(ticketId))).toEqual({ may: true })
})

test('a complaint is written down at the address', async () => {
  await answered()
  const lines = report('failed', '5.1.1', 'feedback-report').map((line) =>
    line.replace('message/delivery-status', 'message/feedback-report'),
  )
  lines.splice(lines.indexOf('Reporting-MTA: dns; mx.customer.example'), 1, 'Feedback-Type: abuse')
  await takeIn(lines, '')
  const { complainedAt, bouncedAt } = await platform.db
    .selectFrom('identities')
    .select(['complainedAt', 'bouncedAt'])
    .where('value', '=', 'ada@customer.example')
    .executeTakeFirstOrThrow()
  expect([complainedAt, bouncedAt]).toEqual([expect.any(Date), null])
})
