/**
 * Mail through the programs that carry it in the world: a Postfix that forwards, puts into mailboxes and reports what it cannot
 * deliver, a Dovecot whose mailbox is read, and Warmline between them.
 */
import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findArrival, sendArrival } from '../../server/channels/email/arrival.ts'
import { forwardTo } from '../../server/channels/email/forward.ts'
import { type InboundMail, startInboundMail } from '../../server/channels/email/inbound.ts'
import { type Mailboxes, startMailboxes } from '../../server/channels/email/mailboxes.ts'
import { inTransaction } from '../../server/platform/db.ts'
import { openSmtpMailer } from '../../server/platform/mail.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { email, writeSetting } from '../../server/platform/settings.ts'
import { accept } from '../../server/tickets/accept.ts'
import { deliver } from '../../server/tickets/deliver.ts'
import { reply } from '../../server/tickets/reply.ts'
import { type Dovecot, dovecotPassword, startDovecot } from '../dovecot.ts'
import { connectAddress } from '../mailboxes.ts'
import { type MailSink, startMailSink } from '../mailSink.ts'
import { openTestPlatform } from '../platform.ts'
import { type Postfix, startPostfix } from '../postfix.ts'

let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
let inbound: InboundMail
let mailboxes: Mailboxes
let dovecot: Dovecot
let postfix: Postfix
/** Where every address is refused: the mail server of people who have left. */
let away: MailSink
let agent = { agentId: '', name: 'Ada' }
beforeAll(async () => {
  opened = await openTestPlatform()
  platform = { ...opened.platform, publicUrl: 'https://help.jolt.example' }
  await writeSetting(platform.db, email, { address: 'support@jolt.example', name: 'Jolt', keys: [] })
  inbound = await startInboundMail(platform, 0, accept)
  away = await startMailSink()
  away.refusal = '5.1.1 nobody of that name here'
  dovecot = await startDovecot()
  postfix = await startPostfix({
    forwards: { 'support@jolt.example': await forwardTo(platform, null) },
    mailboxes: { 'help@brand.example': 'brand', 'ana@customer.example': 'ana' },
    relays: { 'help.jolt.example': inbound.port, 'away.example': portOf(away) },
    dovecot,
  })
  const smtpUrl = `smtp://127.0.0.1:${postfix.port}?ignoreTLS=true`
  platform = { ...platform, mailer: openSmtpMailer(smtpUrl), config: { ...platform.config, smtpUrl } }
  const owner = { name: 'Ada', email: 'ada@jolt.example' }
  agent = { ...agent, agentId: (await platform.db.insertInto('agents').values(owner).returning('id').executeTakeFirstOrThrow()).id }
  await connectAddress(platform, 'help@brand.example', {
    way: 'imap',
    imapHost: '127.0.0.1',
    imapPort: dovecot.port,
    imapUser: 'brand',
    imapPassword: dovecotPassword,
  })
  mailboxes = startMailboxes(platform, accept)
  await mailboxes.look()
}, 60_000)
afterAll(async () => {
  await mailboxes?.stop()
  await inbound?.close()
  platform?.mailer.close()
  await postfix?.stop()
  await dovecot?.stop()
  await away?.close()
  await opened?.close()
})

const portOf = ({ url }: MailSink) => Number(new URL(url).port)
const until = <T>(check: () => Promise<T>) => vi.waitFor(check, { timeout: 30_000, interval: 50 })
/** A customer's mail program hands a mail over. */
async function write(from: string, to: string, subject: string, more: object = {}): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: postfix.port, ignoreTLS: true })
  await transport.sendMail({ from, to, subject, text: `About ${subject}.`, ...more })
  transport.close()
}
const ticketOf = (subject: string) =>
  until(() => platform.db.selectFrom('tickets').selectAll().where('subject', '=', subject).executeTakeFirstOrThrow())
const messagesOf = (ticketId: string) =>
  platform.db.selectFrom('messages').selectAll().where('ticketId', '=', ticketId).orderBy('createdAt').execute()
async function answer(ticketId: string, text: string): Promise<void> {
  const id = randomUUID()
  await inTransaction(platform.db, (tx) => reply(tx, ticketId, agent, { id, text, isNote: false, attachmentIds: [] }))
  await deliver(platform, id, true)
}
/** The newest mail of somebody's mailbox. */
const newestOf = (user: string) =>
  until(async () => {
    const folder = join(dovecot.maildir(user), 'new')
    const [newest] = (await readdir(folder)).sort().reverse()
    if (!newest) throw new Error('nothing came')
    return readFile(join(folder, newest), 'utf8')
  })

test('a forwarded mail is a ticket, the answer reaches the customer, and theirs comes back to the ticket', async () => {
  await write('Ana Ruiz <ana@customer.example>', 'support@jolt.example', 'Broken grinder')
  const ticket = await ticketOf('Broken grinder')
  await answer(ticket.id, 'A new one is on its way.')
  const came = await newestOf('ana')
  expect(came).toContain('A new one is on its way.')
  const replyTo = /^Reply-To: .*<(.+)>/im.exec(came)?.[1] ?? ''
  expect(replyTo).toMatch(/^support\+t[a-z0-9]+@jolt\.example$/)
  // Her mail program loses the headers; the address alone leads back, through the forwarding.
  await write('Ana Ruiz <ana@customer.example>', replyTo, 'Thanks')
  await until(async () =>
    expect((await messagesOf(ticket.id)).map(({ text }) => text)).toEqual([
      'About Broken grinder.',
      'A new one is on its way.',
      'About Thanks.',
    ]),
  )
}, 60_000)

test('a blind copy names none of our addresses, and is forwarded to the right one all the same', async () => {
  await write('Ana Ruiz <ana@customer.example>', 'undisclosed@customer.example', 'In copy', {
    to: undefined,
    envelope: { from: 'ana@customer.example', to: ['support@jolt.example'] },
  })
  expect((await ticketOf('In copy')).connectionId).toBeNull()
}, 60_000)

test('a mail in a mailbox is a ticket of that address, answered from it', async () => {
  await until(async () => expect(await platform.db.selectFrom('mailboxCursors').select('comparedAt').execute()).toHaveLength(1))
  await write('Ana Ruiz <ana@customer.example>', 'help@brand.example', 'Which size')
  const ticket = await ticketOf('Which size')
  expect(ticket.connectionId).not.toBeNull()
  await answer(ticket.id, 'The small one.')
  await until(async () => expect(await newestOf('ana')).toMatch(/^From: .*<help@brand\.example>/im))
}, 60_000)

test('a report that Postfix writes marks our message as failed, in the other server’s words, and the address as dead', async () => {
  await write('Bo <bo@away.example>', 'support@jolt.example', 'Moving house')
  const ticket = await ticketOf('Moving house')
  await answer(ticket.id, 'Good luck!')
  await until(async () => {
    const [, ours] = await messagesOf(ticket.id)
    expect(ours).toMatchObject({ state: 'failed', error: expect.stringContaining('nobody of that name here') })
  })
  const identity = await platform.db.selectFrom('identities').selectAll().where('value', '=', 'bo@away.example').executeTakeFirstOrThrow()
  expect(identity.bouncedAt).toBeInstanceOf(Date)
}, 60_000)

test('the test mail of the settings page comes back by each way, and says which', async () => {
  await sendArrival(platform, null)
  await until(async () =>
    expect((await findArrival(platform, null))?.through).toMatchObject({ way: 'smtp', by: expect.stringContaining('mx.host.example') }),
  )
  const { id } = await platform.db.selectFrom('connections').select('id').executeTakeFirstOrThrow()
  await sendArrival(platform, id)
  await until(async () => expect((await findArrival(platform, id))?.through).toMatchObject({ way: 'imap', by: '127.0.0.1' }))
}, 60_000)
