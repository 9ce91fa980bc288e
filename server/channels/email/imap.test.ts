import { execFileSync } from 'node:child_process'
import { chmod, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { ImapFlow } from 'imapflow'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { emptyTables } from '../../../test/database.ts'
import { type Dovecot, dovecotPassword, startDovecot } from '../../../test/dovecot.ts'
import { connectAddress } from '../../../test/mailboxes.ts'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { accept } from '../../tickets/accept.ts'
import { connectedOf } from '../connected.ts'
import { changeConnection } from '../connections.ts'
import { takeInMissed } from './imap.ts'
import { checkMailbox, openMailbox } from './imapClient.ts'
import { type Mailboxes, startMailboxes } from './mailboxes.ts'

let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
let dovecot: Dovecot
let mailboxes: Mailboxes | undefined
let user = 0
beforeAll(async () => {
  opened = await openTestPlatform()
  platform = opened.platform
  dovecot = await startDovecot()
})
afterAll(async () => {
  await dovecot.stop()
  await opened.close()
})
beforeEach(async () => {
  user++
  await emptyTables(
    platform.db,
    'customers',
    'tickets',
    'messages',
    'identities',
    'payloads',
    'connections',
    'graphile_worker._private_jobs',
  )
})
afterEach(async () => {
  await mailboxes?.stop()
  mailboxes = undefined
})

/** Somebody else at the same mailbox. */
async function at<T>(work: (client: ImapFlow) => Promise<T>, server = dovecot): Promise<T> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: `shop${user}`, pass: dovecotPassword },
    logger: false,
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.logout()
  }
}
const put = (id: string, folder = 'INBOX', flags: string[] = []) =>
  at((client) =>
    client.append(
      folder,
      `From: ada@customer.example\r\nTo: support@jolt.example\r\nMessage-ID: <${id}@c.example>\r\nSubject: ${id}\r\n\r\nHello ${id}\r\n`,
      flags,
    ),
  )
const connect = (values: Record<string, string | number> = {}, server = dovecot) =>
  connectAddress(platform, 'support@jolt.example', {
    way: 'imap',
    imapHost: '127.0.0.1',
    imapPort: server.port,
    imapUser: `shop${user}`,
    imapPassword: dovecotPassword,
    ...values,
  })
const begin = async () => {
  mailboxes = startMailboxes(platform, accept)
  await mailboxes.look()
}
const cursor = () => platform.db.selectFrom('mailboxCursors').selectAll().executeTakeFirst()
const subjects = async () =>
  (await platform.db.selectFrom('messages').select('subject').orderBy('createdAt').execute()).map((one) => one.subject)
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 100 })
const isReading = () => until(async () => expect((await cursor())?.comparedAt).toBeInstanceOf(Date))
const have = (...expected: string[]) => until(async () => expect(await subjects()).toEqual(expected))

test('what is there before is left alone; what comes is a ticket at once, read elsewhere or not, and no flag changes', async () => {
  await put('old')
  const { id } = await connect()
  await begin()
  await isReading()
  await put('one')
  await put('two', 'INBOX', ['\\Seen'])
  await have('one', 'two')
  expect(
    await at(async (client) => {
      await client.mailboxOpen('INBOX')
      return (await client.fetchAll('1:*', { flags: true })).map(({ flags }) => [...(flags ?? [])].filter((flag) => flag === '\\Seen'))
    }),
  ).toEqual([[], [], ['\\Seen']])
  const ticket = await platform.db.selectFrom('tickets').select('connectionId').executeTakeFirstOrThrow()
  expect(ticket.connectionId).toBe(id)
})

test('after a restart nothing comes twice, and what came meanwhile comes once, marked as read or not', async () => {
  await connect()
  await begin()
  await isReading()
  await put('one')
  await have('one')
  await mailboxes?.stop()
  await put('two', 'INBOX', ['\\Seen'])
  await begin()
  await have('one', 'two')
  expect(await platform.db.selectFrom('payloads').select('id').execute()).toHaveLength(2)
})

test('a mailbox that is numbered anew brings nothing twice, and nothing is missed', async () => {
  await at((client) => client.mailboxCreate('Support'))
  await connect({ imapFolder: 'Support' })
  await begin()
  await isReading()
  await put('one', 'Support')
  await put('two', 'Support')
  await have('one', 'two')
  const before = await cursor()
  await mailboxes?.stop()
  // Restored from a backup: the same mails with other UIDs, and a new one among them.
  await at(async (client) => {
    await client.mailboxDelete('Support')
    await client.mailboxCreate('Support')
  })
  await put('three', 'Support')
  await put('two', 'Support')
  await put('one', 'Support')
  await begin()
  await have('one', 'two', 'three')
  await until(async () => expect(await cursor()).toMatchObject({ lastUid: 3, serverCount: 3, keptCount: 3 }))
  expect((await cursor())?.uidValidity).not.toBe(before?.uidValidity)
})

test('a mail that the server cannot hand out is in quarantine, and the next one goes on', async () => {
  await connect()
  await begin()
  await isReading()
  await mailboxes?.stop()
  await put('one')
  await put('broken')
  await put('three')
  // The server can no longer read its file, and says no.
  const found = execFileSync('grep', ['-rl', 'Subject: broken', dovecot.maildir(`shop${user}`)], { encoding: 'utf8' }).trim()
  for (const file of found.split('\n')) await chmod(file, 0)
  // One that says it has 60 MB is not even asked for; the server takes the size from the file's name.
  await writeFile(join(dovecot.maildir(`shop${user}`), 'new', '1700000000.M1P1.host,S=60000000,W=60000000'), 'Subject: huge\r\n\r\n')
  await begin()
  await have('one', 'three')
  const quarantined = () =>
    platform.db.selectFrom('payloads').select(['error', 'state']).where('state', '=', 'quarantined').orderBy('receivedAt').execute()
  await until(async () =>
    expect(await quarantined()).toEqual([
      { state: 'quarantined', error: expect.stringMatching(/hangs up/) },
      { state: 'quarantined', error: 'The mail is larger than 50 MB. It was left at the server.' },
    ]),
  )
  // It moves on once that is kept.
  await until(async () => expect(await cursor()).toMatchObject({ lastUid: 4 }))
}, 60_000)

test('a mail that was missed is found by counting, and taken in', async () => {
  const { id } = await connect()
  await begin()
  await isReading()
  await put('one')
  await put('two')
  await have('one', 'two')
  await mailboxes?.stop()
  await sql`delete from payloads where envelope ->> 'uid' = '2'`.execute(platform.db)
  await sql`delete from messages where subject = 'two'`.execute(platform.db)
  const connection = connectedOf(
    platform,
    await platform.db.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
  const mailbox = await openMailbox(connection, () => undefined)
  expect(await takeInMissed({ platform, connection, mailbox, accept, hungUp: new Map() })).toBe(1)
  expect(await takeInMissed({ platform, connection, mailbox, accept, hungUp: new Map() })).toBe(0)
  mailbox.client.close()
  expect(await subjects()).toContain('two')
  expect(await cursor()).toMatchObject({ serverCount: 2, keptCount: 2 })
})

test('a refused password is told to admins once, and a new one makes it work again', async () => {
  const { id } = await connect({ imapPassword: 'wrong' })
  await platform.db
    .insertInto('agents')
    .values({ name: 'Olga', email: 'olga@shop.example', role: 'owner' })
    .onConflict((c) => c.doNothing())
    .execute()
  await begin()
  const health = () => platform.db.selectFrom('connectionHealth').selectAll().where('connectionId', '=', id).executeTakeFirst()
  await until(async () => expect(await health()).toMatchObject({ failure: expect.stringMatching(/authentication failed/i) }))
  expect((await health())?.brokenAt).toBeInstanceOf(Date)
  const letters = await sql<{
    payload: { subject: string }
  }>`select payload from graphile_worker._private_jobs where payload ->> 'to' = 'olga@shop.example'`.execute(platform.db)
  expect(letters.rows.map(({ payload }) => payload.subject)).toEqual([expect.stringContaining('cannot be read any more')])
  await changeConnection(platform, { id, values: { imapPassword: dovecotPassword } })
  await mailboxes?.look()
  await isReading()
  await put('one')
  await have('one')
  expect((await health())?.brokenAt).toBeNull()
})

test('a server that goes away is come back to', async () => {
  let server = await startDovecot()
  await connect({}, server)
  await begin()
  await isReading()
  await server.stop()
  const health = () => platform.db.selectFrom('connectionHealth').select(['failedAt', 'brokenAt']).executeTakeFirst()
  await until(async () => expect((await health())?.failedAt).toBeInstanceOf(Date))
  expect((await health())?.brokenAt).toBeNull()
  server = await startDovecot({ port: server.port })
  await at(
    (client) => client.append('INBOX', 'From: ada@customer.example\r\nSubject: later\r\nMessage-ID: <later@c.example>\r\n\r\nHi\r\n'),
    server,
  )
  await have('later')
  await server.stop()
})

test('it works with a server of another user too', async () => {
  if (userInfo().uid !== 0) return void console.info('not root: the tests above ran as another user')
  const server = await startDovecot({ as: 'nobody' })
  const { id } = await connect({}, server)
  const row = await platform.db.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(await checkMailbox(connectedOf(platform, row))).toBe('INBOX: 0')
  await server.stop()
})
