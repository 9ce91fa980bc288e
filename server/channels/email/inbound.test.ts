import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { accept } from '../../tickets/accept.ts'
import { mostInRow } from '../payload.ts'
import { type InboundMail, startInboundMail } from './inbound.ts'
import { mostBytes } from './keep.ts'

let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
let inbound: InboundMail

beforeAll(async () => {
  opened = await openTestPlatform()
  platform = opened.platform
  inbound = await startInboundMail(platform, 0, accept)
})
afterAll(async () => {
  await inbound.close()
  await opened.close()
})

const payloads = () => platform.db.selectFrom('payloads').selectAll().orderBy('receivedAt').execute()
/** What the jobs are about: tickets to be read, payloads to be taken in. */
const jobs = async () =>
  (
    await platform.pool.query<{ payload: { payloadId?: string; ticketId?: string } }>('select payload from graphile_worker._private_jobs')
  ).rows.map(({ payload }) => payload.payloadId ?? payload.ticketId)
const bytesOf = async (file: string) => Buffer.concat(await platform.files.read(file).toArray())

/** Speaks SMTP by hand: each step waits for the answer's code. */
async function talk(port: number, steps: [send: string, code: number][]): Promise<string[]> {
  const socket = createConnection(port, '127.0.0.1')
  const answers: string[] = []
  let seen = ''
  socket.on('data', (chunk) => {
    seen += chunk
  })
  const answer = async () => {
    while (!/^\d{3} .*\r\n/m.test(seen)) await Promise.race([once(socket, 'data'), once(socket, 'close')])
    const text = seen
    seen = ''
    return text
  }
  await answer()
  for (const [send, code] of steps) {
    socket.write(send)
    const said = await answer()
    answers.push(said)
    expect(said).toMatch(new RegExp(`^${code}[ -]`))
  }
  socket.destroy()
  return answers
}

test('an accepted mail has its row with the bytes and the envelope, its ticket, and the job that reads that', async () => {
  const mailer = createTransport({ host: '127.0.0.1', port: inbound.port })
  const result = await mailer.sendMail({
    envelope: { from: 'ada@customer.example', to: ['support@shop.example', 'second@anywhere.example'] },
    from: 'ada@customer.example',
    to: 'support@shop.example',
    subject: 'Where is my order?',
    text: 'Hello\n.\nstill here',
  })
  mailer.close()
  const [payload] = await payloads()
  expect(payload).toMatchObject({
    channel: 'email',
    state: 'ticket',
    ticketId: expect.any(String),
    endedAt: expect.any(Date),
    envelope: { from: 'ada@customer.example', to: ['support@shop.example', 'second@anywhere.example'], remoteAddress: '127.0.0.1' },
  })
  expect(result.response).toContain(payload?.id)
  const text = String(payload?.body)
  expect(payload?.file).toBe(createHash('sha256').update(text).digest('hex'))
  expect(text).toContain('Subject: Where is my order?')
  expect(text).toContain('\r\n.\r\nstill here')
  expect(text.length).toBe(payload?.size)
  expect(await jobs()).toEqual([payload?.ticketId])
  const messages = await platform.db.selectFrom('messages').select(['ticketId', 'payloadId', 'subject']).execute()
  expect(messages).toEqual([{ ticketId: payload?.ticketId, payloadId: payload?.id, subject: 'Where is my order?' }])
})

test('a mail too large for its row is in the file store, byte for byte, and waits for its job', async () => {
  const mailer = createTransport({ host: '127.0.0.1', port: inbound.port })
  await mailer.sendMail({ from: 'ada@customer.example', to: 'support@shop.example', text: 'x'.repeat(mostInRow) })
  mailer.close()
  const payload = (await payloads()).at(-1)
  expect(payload?.body).toBeNull()
  expect((await bytesOf(payload?.file ?? '')).length).toBe(payload?.size)
  expect(payload?.state).toBe('accepted')
  expect(await jobs()).toContain(payload?.id)
})

test('mails that come at the same time are all kept, each under its own row', async () => {
  const before = (await payloads()).length
  const mailer = createTransport({ host: '127.0.0.1', port: inbound.port, pool: true, maxConnections: 8 })
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => mailer.sendMail({ from: 'a@b.example', to: 'support@shop.example', text: `mail ${index}` })),
  )
  mailer.close()
  const rows = await payloads()
  expect(rows.length - before).toBe(40)
  expect(new Set(answers.map(({ response }) => response)).size).toBe(40)
  const ids = rows.map(({ state, id, ticketId }) => (state === 'accepted' ? id : ticketId))
  expect((await jobs()).sort()).toEqual(ids.sort())
})

test('the size limit is stated, and a mail that says it is larger is refused at once', async () => {
  const [hello] = await talk(inbound.port, [
    ['EHLO client.example\r\n', 250],
    [`MAIL FROM:<a@b.example> SIZE=${mostBytes + 1}\r\n`, 552],
  ])
  expect(hello).toContain(`SIZE ${mostBytes}`)
  expect(hello).not.toMatch(/AUTH|STARTTLS/)
})

test('a mail of 60 MB that hides its size is answered 552 and leaves nothing behind', async () => {
  const before = (await payloads()).length
  const line = `${'x'.repeat(998)}\r\n`
  const body = line.repeat(60_000)
  await talk(inbound.port, [
    ['EHLO client.example\r\n', 250],
    ['MAIL FROM:<a@b.example>\r\n', 250],
    ['RCPT TO:<support@shop.example>\r\n', 250],
    ['DATA\r\n', 354],
    [`Subject: large\r\n\r\n${body}.\r\n`, 552],
    ['MAIL FROM:<a@b.example>\r\n', 250],
  ])
  expect((await payloads()).length).toBe(before)
  expect(await readdir(join(platform.config.dataDir, 'files', 'incoming'))).toEqual([])
})

test('a connection cut in the middle of a mail leaves nothing behind', async () => {
  const before = (await payloads()).length
  await talk(inbound.port, [
    ['EHLO client.example\r\n', 250],
    ['MAIL FROM:<a@b.example>\r\n', 250],
    ['RCPT TO:<support@shop.example>\r\n', 250],
    ['DATA\r\n', 354],
  ])
  const socket = createConnection(inbound.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<s@shop.example>\r\nDATA\r\nSubject: half')
  socket.destroy()
  await once(socket, 'close')
  expect((await payloads()).length).toBe(before)
  expect(await readdir(join(platform.config.dataDir, 'files', 'incoming'))).toEqual([])
})

test('a full disk is answered 452 and a lost database 451, so that the sender tries again', async () => {
  const steps = (code: number): [string, number][] => [
    ['EHLO client.example\r\n', 250],
    ['MAIL FROM:<a@b.example>\r\n', 250],
    ['RCPT TO:<support@shop.example>\r\n', 250],
    ['DATA\r\n', 354],
    [`Subject: now\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(600)}.\r\n`, code],
  ]
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  const withoutDisk = await startInboundMail({ ...platform, files: { ...platform.files, keep: () => Promise.reject(full) } }, 0, accept)
  await talk(withoutDisk.port, steps(452))
  await withoutDisk.close()

  const other = await openTestPlatform()
  const withoutDatabase = await startInboundMail(other.platform, 0, accept)
  await other.platform.db.selectFrom('payloads').select('id').execute()
  await other.close()
  await talk(withoutDatabase.port, steps(451))
  await withoutDatabase.close()
})

test('an address that no RFC allows but providers hand out writes to us too, and one of a machine without a name is reached', async () => {
  const from = 'ana..lopez.@docomo.example'
  await talk(inbound.port, [
    ['EHLO there\r\n', 250],
    [`MAIL FROM:<${from}>\r\n`, 250],
    ['RCPT TO:<support=shop.example@[192.0.2.7]>\r\n', 250],
    ['RCPT TO:<support=shop.example@[IPv6:2001:db8::7]>\r\n', 250],
    ['DATA\r\n', 354],
    [`From: <${from}>\r\nSubject: Dots\r\n\r\nHello\r\n.\r\n`, 250],
  ])
  const identity = platform.db.selectFrom('identities').select('id').where('value', '=', from)
  expect(await platform.db.selectFrom('tickets').select('subject').where('identityId', '=', identity).execute()).toEqual([
    { subject: 'Dots' },
  ])
})
