import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { emptyTables } from '../../../test/database.ts'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { accept } from '../../tickets/accept.ts'
import { mayReplyTo } from '../../tickets/mayReply.ts'
import { aboutOurs } from './reported.ts'

let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
beforeAll(async () => {
  opened = await openTestPlatform()
  platform = opened.platform
})
afterAll(() => opened.close())
beforeEach(() =>
  emptyTables(platform.db, 'customers', 'tickets', 'messages', 'identities', 'payloads', 'agents', 'notifications', 'timeline'),
)

const takeIn = (mail: string[] | string, from = 'ada@customer.example') => {
  const body = Buffer.from(typeof mail === 'string' ? mail.replace(/\r?\n/g, '\r\n') : mail.join('\r\n'), 'latin1')
  return accept(platform, {
    channel: 'email',
    file: randomUUID(),
    body,
    size: body.length,
    envelope: { from, to: ['support@shop.example'] },
  })
}

/** Ada has written, and Maja's answer went out. */
async function answered(wish: { externalId?: string; mail?: string; authorKind?: 'system' } = {}): Promise<string> {
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
      ...wish,
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
const ours = () => platform.db.selectFrom('messages').select(['state', 'error']).where('direction', '=', 'out').executeTakeFirstOrThrow()
const tickets = () =>
  platform.db.selectFrom('tickets').select(['id', 'status', 'isAutomated', 'subject', 'linkedTicketId']).orderBy('number').execute()
const lastPayload = () => platform.db.selectFrom('payloads').select(['state', 'ticketId']).orderBy('id', 'desc').executeTakeFirstOrThrow()
const told = () => platform.db.selectFrom('notifications').select('kind').execute()
const lines = (ticketId: string) =>
  platform.db.selectFrom('timeline').select(['kind', 'data']).where('ticketId', '=', ticketId).orderBy('id').execute()

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

test('a complaint is written down at the address, on the ticket and where an answer is written', async () => {
  const ticketId = await answered()
  const mail = report('failed', '5.1.1', 'feedback-report').map((line) =>
    line.replace('message/delivery-status', 'message/feedback-report'),
  )
  mail.splice(mail.indexOf('Reporting-MTA: dns; mx.customer.example'), 1, 'Feedback-Type: abuse')
  await takeIn(mail, '')
  const { complainedAt, bouncedAt } = await platform.db
    .selectFrom('identities')
    .select(['complainedAt', 'bouncedAt'])
    .where('value', '=', 'ada@customer.example')
    .executeTakeFirstOrThrow()
  expect([complainedAt, bouncedAt]).toEqual([expect.any(Date), null])
  expect(await lines(ticketId)).toMatchObject([{ kind: 'complaint', data: { said: 'ada@customer.example: abuse' } }])
  expect(await mayReplyTo(platform.db, await ticketOf(ticketId))).toEqual({ may: true, complainedAt: expect.any(Date) })
  expect(await tickets()).toHaveLength(1)
})

test('a report that names a mail of ours opens no ticket: the ledger has it at the ticket of that mail', async () => {
  const ticketId = await answered()
  for (const mail of [report('failed', '5.1.1'), report('delayed', '4.4.1'), report('relayed', '2.0.0')]) {
    await takeIn(mail, '')
    expect(await lastPayload()).toEqual({ state: 'receipt', ticketId })
  }
  expect(await tickets()).toHaveLength(1)
  expect(await lines(ticketId)).toMatchObject([{ kind: 'delay', data: { said: expect.stringContaining('4.4.1') } }])
})

test('what came back opens the closed ticket again, once, and whoever has it is told besides the writer', async () => {
  const ticketId = await answered()
  const { id: assigneeId } = await platform.db
    .insertInto('agents')
    .values({ name: 'Oskar', email: 'oskar@shop.example' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const close = () => platform.db.updateTable('tickets').set({ status: 'closed', assigneeId }).where('id', '=', ticketId).execute()
  await close()
  await takeIn(report('failed', '5.1.1'), '')
  expect((await ticketOf(ticketId)).status).toBe('open')
  expect(await lines(ticketId)).toMatchObject([{ kind: 'reopened', data: { why: 'not_delivered' } }])
  expect(await told()).toEqual([{ kind: 'send_failed' }, { kind: 'send_failed' }])
  await close()
  for (let again = 0; again < 3; again++) await takeIn(report('failed', '5.1.1'), '')
  expect((await ticketOf(ticketId)).status).toBe('closed')
  expect(await told()).toHaveLength(2)
})

test('a mail of ours that nobody wrote comes back without waking anybody, and nothing answers it (F5)', async () => {
  const ticketId = await answered({ authorKind: 'system' })
  await platform.db.updateTable('tickets').set({ status: 'closed' }).where('id', '=', ticketId).execute()
  await takeIn(report('failed', '5.1.1'), '')
  expect((await ours()).state).toBe('failed')
  expect((await ticketOf(ticketId)).status).toBe('closed')
  expect(await told()).toEqual([])
  expect(await platform.db.selectFrom('messages').select('id').where('direction', '=', 'out').execute()).toHaveLength(1)
})

test('a report that names nothing we know is a ticket of its own, marked, and marks nobody’s address', async () => {
  await answered()
  await takeIn(
    report('failed', '5.1.1').map((line) => line.replaceAll('ours@shop.example', 'theirs@else.example')),
    '',
  )
  expect(await tickets()).toMatchObject([{ isAutomated: false }, { isAutomated: true, subject: 'Undelivered Mail Returned to Sender' }])
  expect((await lastPayload()).state).toBe('automated')
  expect((await ours()).state).toBe('sent')
  expect(await platform.db.selectFrom('identities').select('id').where('bouncedAt', 'is not', null).execute()).toEqual([])
})

test('a forged report counts only where it knows to whom the mail went (F7)', async () => {
  const ticketId = await answered({ mail: JSON.stringify({ from: 'support@shop.example', to: ['ada@customer.example'], cc: [] }) })
  const told = (address: string, verdict: 'failed' | 'unknown') =>
    aboutOurs(
      platform.db,
      { outcome: 'failed', about: [{ address, said: '5.1.1', isFinal: true }], externalIds: ['ours@shop.example'], tokens: [] },
      new Date(),
      verdict,
    )
  expect(await told('mallory@else.example', 'failed')).toBeUndefined()
  expect(await told('ada@customer.example', 'failed')).toMatchObject({ ticketId })
  // Her mail is forwarded to another address of hers, and that one takes none.
  expect(await told('ada@home.example', 'unknown')).toMatchObject({ ticketId })
})

test('a server that gave our mail an id of its own names it by the address to which it is answered', async () => {
  const ticketId = await answered({ mail: JSON.stringify({ from: 'support@shop.example', to: ['ada@customer.example'], cc: [] }) })
  const { replyToken } = await ticketOf(ticketId)
  await takeIn(
    report('failed', '5.1.1').map((line) =>
      line
        .replace('To: ada@customer.example', `To: ada@customer.example\r\nReply-To: Shop <support+t${replyToken}@shop.example>`)
        .replaceAll('ours@shop.example', '0102@email.amazonses.com'),
    ),
    '',
  )
  expect(await lastPayload()).toEqual({ state: 'receipt', ticketId })
  expect((await ours()).state).toBe('failed')
})

test('a report as Exchange writes it, in HTML and with our mail’s headers alone, is read', async () => {
  await answered()
  await takeIn(
    `From: <postmaster@customer.example>
To: <support@shop.example>
Date: Sun, 22 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="cdb7-4f2e"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-US
Message-ID: <f6d1@AM0PR01.eurprd01.prod.exchangelabs.example>
In-Reply-To: <ours@shop.example>
References: <ours@shop.example>
Subject: Undeliverable: Order
Auto-Submitted: auto-replied

--cdb7-4f2e
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="15a1"

--15a1
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Your message to ada@customer.example couldn't be delivered.

--15a1
Content-Type: text/html; charset="us-ascii"

<html><body><b>ada</b> wasn't found at customer.example.</body></html>

--15a1--

--cdb7-4f2e
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01.eurprd01.prod.exchangelabs.example
Received-From-MTA: dns;mail.shop.example
Arrival-Date: Sun, 22 Nov 2026 09:59:58 +0000

Original-Recipient: rfc822;ada@customer.example
Final-Recipient: rfc822;ada@customer.example
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient
 not found by SMTP address lookup

--cdb7-4f2e
Content-Type: text/rfc822-headers

Message-ID: <ours@shop.example>
To: ada@customer.example
Subject: Order

--cdb7-4f2e--
`,
    '',
  )
  expect(await ours()).toEqual({
    state: 'failed',
    error: 'ada@customer.example: 5.1.10 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
  })
  expect(await tickets()).toHaveLength(1)
})

test('a report as Exim and qmail write it, for people alone, is read by its header or its first lines', async () => {
  await answered()
  const head = 'From: Mail Delivery System <Mailer-Daemon@mx.example>\nMessage-ID: <exim@mx.example>\nAuto-Submitted: auto-replied\n'
  const returned =
    '\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <ours@shop.example>\nTo: ada@customer.example\n\nTomorrow\n'
  const exim =
    '  ada@customer.example\n    host mx.customer.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<ada@customer.example>:\n    550 5.1.1 No such user\n'
  await takeIn(
    `${head}X-Failed-Recipients: ada@customer.example\nSubject: Mail delivery failed: returning message to sender\n\n${exim}${returned}`,
    '',
  )
  expect(await ours()).toEqual({ state: 'failed', error: 'ada@customer.example: 550 5.1.1 No such user' })

  await platform.db.updateTable('messages').set({ state: 'sent', error: null }).where('direction', '=', 'out').execute()
  const qmail =
    "Hi. This is the qmail-send program at mx.example.\nI wasn't able to deliver your message.\n\n<ada@customer.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n"
  await takeIn(
    `${head.replace('exim@', 'qmail@')}Subject: failure notice\n\n${qmail}${returned.replace(/-+.*-+/, '--- Below this line is a copy of the message.')}`,
    '',
  )
  expect((await ours()).state).toBe('failed')
  expect(await tickets()).toHaveLength(1)
})

// Real reports, where they are there; their files are no part of this project.
const data = join(import.meta.dirname, '../../../../shared')
describe.runIf(existsSync(data))('real reports say of the mail that they name', () => {
  const samples = [
    [
      'Gmail',
      'data/email_chatwoot/files/bounced_gmail.eml',
      'alex.jones@fictionalcorp.com: 550 5.1.1 The email account that you tried to reach does not exist',
    ],
    [
      'Postfix',
      'data/email_mikel_mail/emails/multipart_report_emails/multi_address_bounce2.eml',
      'bbbbvhvbbvkjbhfbvbvjhb@gmail.com: 5.1.1 550-5.1.1 The email account that you tried',
    ],
    [
      'Sendmail',
      'data/email_mikel_mail/emails/multipart_report_emails/report_530.eml',
      'edwin@zzzzzzz.com: 5.3.0 553 5.3.0 <edwin@zzzzzzz.com>... Unknown E-Mail Address',
    ],
    [
      'an old mobile gateway',
      'data/email_mikel_mail/emails/multipart_report_emails/multipart_report_multiple_status.eml',
      'u@ci.com: 5.3.0',
    ],
    ['Amazon SES', 'data/email_mailparser/fixtures/delivery-status.eml', 'xxxx@xxxx.com: '],
    ['RFC 3464 as it stands', 'specs/email/10-bounce-dsn-hard.eml', 'maria@example.com: 5.1.1 550 5.1.1 <maria@example.com>: user unknown'],
  ] as const
  test.each(samples)('%s', async (_, path, words) => {
    const mail = readFileSync(join(data, path), 'latin1')
    const ids = [...mail.matchAll(/^message-id:\s*<([^>]+)>/gim)].map(([, id]) => id ?? '')
    await answered({ externalId: ids.at(-1) })
    // One of them was cut where our mail begins.
    if (ids.length < 2) throw new Error('it names no mail of ours')
    await takeIn(mail, '')
    expect(await tickets()).toHaveLength(1)
    expect(await ours()).toMatchObject({ state: 'failed', error: expect.stringContaining(words) })
  })
  test('a mailbox that is full today', async () => {
    const mail = readFileSync(join(data, 'data/email_mikel_mail/emails/multipart_report_emails/report_422.eml'), 'latin1')
    const ticketId = await answered({ externalId: '15655788.13.1200472642578.JavaMail.Administrator@mail.ttttt.com.au' })
    await takeIn(mail, '')
    expect(await ours()).toEqual({ state: 'sent', error: null })
    expect(await lines(ticketId)).toMatchObject([{ kind: 'delay', data: { said: expect.stringContaining('Mailbox full') } }])
  })
})
