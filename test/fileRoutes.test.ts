/** What strangers send is handed out by a few routes, and none of them lets it run on our origin. */
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicFileUrl } from '../server/channels/publicFile.ts'
import { beginSession } from '../server/hub/sessions.ts'
import { changeLogo, describeHub } from '../server/hub/setup.ts'
import { inTransaction } from '../server/platform/db.ts'
import { accept } from '../server/tickets/accept.ts'
import { takeIn } from '../server/tickets/takeIn.ts'
import { openTestApp, type TestApp } from './app.ts'
import { connectAddress } from './mailboxes.ts'

let opened: TestApp
let cookie = ''
beforeAll(async () => {
  opened = await openTestApp()
  cookie = (await opened.signIn('Maja', 'owner')).cookie
})
afterAll(() => opened.close())

const page = '<html><script>alert(1)</script></html>'
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
/** Keeps a mail with these files, each under the type that its sender claims. */
async function mailWith(files: { type: string; bytes: Buffer | string }[]) {
  const parts = files.flatMap(({ type, bytes }, at) => [
    '--b',
    `Content-Type: ${type}; name="file${at}.html"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="file${at}.html"`,
    '',
    Buffer.from(bytes).toString('base64'),
  ])
  const head = ['From: ada@c.example', 'Subject: Files', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '']
  const body = Buffer.from([...head, ...parts, '--b--', ''].join('\r\n'))
  const { platform } = opened.world
  const envelope = { from: 'ada@c.example', to: [] }
  const payloadId = await accept(platform, {
    channel: 'email',
    connectionId: null,
    envelope,
    file: createHash('sha256').update(body).digest('hex'),
    size: body.length,
    body,
  })
  // A busy machine leaves the reading to the queue.
  await takeIn(platform, payloadId, 1)
  const message = await platform.db.selectFrom('messages').selectAll().where('payloadId', '=', payloadId).executeTakeFirstOrThrow()
  const attachments = await platform.db.selectFrom('attachments').selectAll().where('messageId', '=', message.id).orderBy('name').execute()
  return { payloadId, message, attachments }
}
const get = (url: string, headers: Record<string, string> = { cookie }) => opened.app.inject({ url, headers })

test('every route that hands out what a stranger sent says that it is saved, never guessed at, and never run', async () => {
  const { platform } = opened.world
  const { payloadId, message, attachments } = await mailWith([{ type: 'text/html', bytes: page }])
  const [file] = attachments
  await platform.db.updateTable('messages').set({ direction: 'out' }).where('id', '=', message.id).execute()
  const outgoing = new URL(publicFileUrl(platform, file?.id ?? ''))
  for (const url of [
    `/files/${file?.id}`,
    `${outgoing.pathname}${outgoing.search}`,
    `/originals/${message.id}`,
    `/payloads/${payloadId}`,
  ]) {
    const { statusCode, headers } = await get(url)
    expect([url, statusCode]).toEqual([url, 200])
    expect(headers, url).toMatchObject({
      'content-disposition': expect.stringMatching(/^attachment;/),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
    expect(headers['content-type'], url).not.toMatch(/html|svg|script|xml/)
  }
  // The hub's goes to a program that shows a signed token; its type is no page's either.
  const shopper = await inTransaction(platform.db, async (tx) => {
    await tx.updateTable('tickets').set({ channel: 'webchat' }).where('id', '=', message.ticketId).execute()
    const ticket = await tx.selectFrom('tickets').select('customerId').where('id', '=', message.ticketId).executeTakeFirstOrThrow()
    await tx.insertInto('identities').values({ customerId: ticket.customerId, kind: 'shopper', value: 'ada' }).execute()
    return beginSession(tx, ticket.customerId)
  })
  const inHub = await get(`/api/v1/hub/files/${file?.id}`, { authorization: `Bearer ${shopper.token}` })
  expect(inHub.statusCode).toBe(200)
  expect(inHub.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff' })
})

test('the logo of the hub, which every page of the shop may show, is a picture by its bytes and nothing else', async () => {
  const { platform } = opened.world
  await expect(changeLogo(platform, new File([page], 'logo.png', { type: 'image/png' }))).rejects.toThrow()
  await changeLogo(platform, new File([png], 'logo.html', { type: 'text/html' }))
  const { logoUrl } = await describeHub(platform)
  const { statusCode, headers } = await get(String(logoUrl), {})
  expect(statusCode).toBe(200)
  expect(headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })
})

test('a route that hands out stored files stands in one of the files that were looked at', () => {
  const server = join(import.meta.dirname, '../server')
  const routes = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ts$/.test(path) && !/test|fake/.test(path))
    .filter((path) => {
      const text = readFileSync(join(server, path), 'utf8')
      return /files\.read\(|rawOf\(|sendRaw\(/.test(text) && /FastifyReply|Promise<File>/.test(text)
    })
  expect(routes.sort()).toEqual([
    'channels/payload.ts',
    'hub/file.ts',
    'hub/setup.ts',
    'tickets/attachments.ts',
    'tickets/ledgerProcedures.ts',
    'tickets/original.ts',
  ])
})

test('a type is believed only where the bytes bear it out', async () => {
  const { attachments } = await mailWith([
    { type: 'image/png', bytes: page },
    { type: 'application/octet-stream', bytes: png },
    { type: 'image/gif', bytes: png },
    { type: 'application/pdf', bytes: `\n${page}` },
    { type: 'image/svg+xml', bytes: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' },
    { type: 'text/plain', bytes: page },
    { type: 'text/plain', bytes: 'Order 1001' },
  ])
  expect(attachments.map(({ mimeType }) => mimeType)).toEqual([
    'application/octet-stream',
    'image/png',
    'image/png',
    'application/octet-stream',
    'application/octet-stream',
    'application/octet-stream',
    'text/plain',
  ])
  const shown = await Promise.all(attachments.map(async ({ id }) => (await get(`/files/${id}`)).headers['content-disposition']))
  expect(shown.map((disposition) => String(disposition).split(';')[0])).toEqual([
    'attachment',
    'inline',
    'inline',
    ...Array(4).fill('attachment'),
  ])
})

/** 100 MB of nothing, in 100 kB. */
const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024))

test('an archive that would unpack to a hundred times its size is kept as it came, and nobody unpacks it', async () => {
  const { attachments } = await mailWith([{ type: 'application/zip', bytes: bomb }])
  expect(attachments.map(({ size, mimeType }) => [size, mimeType])).toEqual([[bomb.length, 'application/zip']])
})

test('a webhook whose body says that it is packed is not unpacked', async () => {
  const { webhookUrl } = await connectAddress(opened.world.platform, 'test@inbound.example.com', { way: 'postmark' })
  const before = process.memoryUsage().rss
  const { statusCode } = await opened.app.inject({
    method: 'POST',
    url: new URL(webhookUrl ?? '').pathname,
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    payload: bomb,
  })
  // Kept as it came: no mail can be read in it, and the ledger will say so.
  expect(statusCode).toBe(200)
  expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024)
  const stored = await opened.world.platform.db.selectFrom('payloads').select(['size', 'state']).where('size', '=', bomb.length).execute()
  expect(stored).toEqual([{ size: bomb.length, state: 'accepted' }])
})

test('an address that names no file, or another’s, answers no more than that', async () => {
  for (const path of ['files', 'files/out', 'originals', 'payloads'])
    for (const id of [randomUUID(), '..%2f..%2fsecret.key', '%00', 'x'.repeat(500)])
      expect([404, 414]).toContain((await get(`/${path}/${id}`)).statusCode)
})
