import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeAgent } from '../../../test/agents.ts'
import { emptyTables } from '../../../test/database.ts'
import { connectAddress } from '../../../test/mailboxes.ts'
import { openTestPlatform } from '../../../test/platform.ts'
import { inTransaction } from '../../platform/db.ts'
import type { Platform } from '../../platform/platform.ts'
import { email, writeSetting } from '../../platform/settings.ts'
import { accept } from '../../tickets/accept.ts'
import { deliver } from '../../tickets/deliver.ts'
import { deriveRecipients } from '../../tickets/recipients.ts'
import { reply } from '../../tickets/reply.ts'
import { changeConnection } from '../connections.ts'
import { makeKey } from './dkim.ts'

const sent: string[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    stream.toArray().then((chunks) => {
      sent.push(Buffer.concat(chunks).toString())
      done(null, 'queued')
    }, done)
  },
})
let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
let author: { agentId: string; name: string }
let garden: { id: string }

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened = await openTestPlatform({ smtpUrl: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` })
  platform = opened.platform
  author = await makeAgent(platform.db)
})
afterAll(async () => {
  await opened.close()
  await new Promise<void>((resolve) => server.close(resolve))
})
beforeEach(async () => {
  sent.length = 0
  await emptyTables(platform.db, 'customers', 'tickets', 'messages', 'identities', 'payloads', 'connections')
  await writeSetting(platform.db, email, { address: 'support@jolt.example', name: 'Jolt', keys: [] })
  garden = await connectAddress(platform, 'hello@garden.example', { displayName: 'Garden & Co' })
})

const takeIn = (headers: string[], to = ['anything@warmline.example'], from = 'ada@customer.example') => {
  const body = Buffer.from([`Message-ID: <${randomUUID()}@customer.example>`, ...headers, '', 'Where is it?'].join('\r\n'))
  return accept(platform, { channel: 'email', connectionId: null, file: randomUUID(), body, size: body.length, envelope: { from, to } })
}
const tickets = () => platform.db.selectFrom('tickets').selectAll().orderBy('number').execute()
const ada = 'From: Ada <ada@customer.example>'

async function answer(ticketId: string): Promise<string> {
  const id = randomUUID()
  await inTransaction(platform.db, (tx) => reply(tx, ticketId, author, { id, isNote: false, text: 'Tomorrow', attachmentIds: [] }))
  await deliver(platform, id, true)
  return sent.at(-1) ?? ''
}

test('two brands, one customer: each mail belongs to the address it came to, and is answered under it', async () => {
  await takeIn([ada, 'To: support@jolt.example', 'Subject: My lamp'])
  await takeIn([ada, 'To: Hello@Garden.example', 'Subject: My rose'])
  const [lamp, rose] = await tickets()
  expect([lamp?.connectionId, rose?.connectionId]).toEqual([null, garden.id])
  expect(lamp?.customerId).toBe(rose?.customerId)

  const jolt = await answer(lamp?.id ?? '')
  expect(jolt).toMatch(/^From: "?Maja Jansson \(Jolt\)"? <support@jolt\.example>/m)
  expect(jolt).toMatch(/^Message-ID: <[^>]+@jolt\.example>/m)
  const ours = await answer(rose?.id ?? '')
  expect(ours).toMatch(/^From: "?Maja Jansson \(Garden & Co\)"? <hello@garden\.example>/m)
  expect(ours).toMatch(/^Reply-To: .*<hello\+t[0-9a-f]+@garden\.example>/m)
  expect(ours).toMatch(/^Message-ID: <[^>]+@garden\.example>/m)
  expect(ours).not.toContain('jolt')
})

test('a brand’s own key signs its mail once it is turned on', async () => {
  const key = await makeKey(platform.secrets, 'garden.example')
  await writeSetting(platform.db, email, { address: 'support@jolt.example', name: 'Jolt', keys: [{ ...key, isOn: true }] })
  await takeIn([ada, 'To: hello@garden.example'])
  await takeIn([ada, 'To: support@jolt.example'])
  const [rose, lamp] = await tickets()
  expect(await answer(rose?.id ?? '')).toMatch(/^DKIM-Signature:[\s\S]*? d=garden\.example;/m)
  expect(await answer(lamp?.id ?? '')).not.toContain('DKIM-Signature')
})

test('the session’s recipient and Delivered-To say more than To', async () => {
  await takeIn([ada, 'To: support@jolt.example'], ['hello+x@garden.example'])
  await takeIn([ada, 'Delivered-To: hello@garden.example', 'To: list@else.example'])
  await takeIn([ada, 'To: list@else.example'])
  expect((await tickets()).map(({ connectionId }) => connectionId)).toEqual([garden.id, garden.id, null])
})

test('no address of ours is ever answered: not as a sender, and not in copy', async () => {
  await takeIn(['From: hello@garden.example', 'To: support@jolt.example', 'Subject: Loop'])
  const [loop] = await tickets()
  expect(loop?.isAutomated).toBe(true)
  await takeIn([ada, 'To: support@jolt.example, hello@garden.example, tom@customer.example'])
  const ticket = (await tickets())[1]
  expect(await deriveRecipients(platform.db, ticket?.id ?? '')).toEqual({
    to: ['ada@customer.example'],
    cc: ['tom@customer.example'],
    bcc: [],
  })
})

test('a mail that went to both brands is one message', async () => {
  const headers = [ada, 'To: support@jolt.example, hello@garden.example', 'Message-ID: <same@customer.example>']
  await takeIn(headers, ['support@jolt.example'])
  await takeIn(headers, ['hello@garden.example'])
  expect(await tickets()).toHaveLength(1)
})

test('an address that is turned off says so to whoever would answer', async () => {
  await takeIn([ada, 'To: hello@garden.example'])
  await changeConnection(platform, { id: garden.id, isEnabled: false })
  const [rose] = await tickets()
  await expect(answer(rose?.id ?? '')).rejects.toThrow(/turned off/)
})

test('an address with a plus part, a mailbox without a server and Mailgun without its key are refused, by the field', async () => {
  const refusal = (values: Record<string, string>) =>
    connectAddress(platform, values.address ?? 'x@y.example', values).then(
      () => 'connected',
      (error: { data?: { field?: string } }) => error.data?.field,
    )
  expect(await refusal({ address: 'hello+news@garden.example' })).toBe('address')
  expect(await refusal({ way: 'imap' })).toBe('imapHost')
  expect(await refusal({ way: 'mailgun' })).toBe('providerKey')
  expect(await refusal({ way: 'postmark' })).toBe('connected')
})
