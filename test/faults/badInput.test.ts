import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../database.ts'
import { type RunningWarmline, startWarmline } from '../running.ts'
import { query } from './books.ts'
import { mailText, openDesk, owner, sendRaw, signInShopper, writeChat } from './outsiders.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let warmline: RunningWarmline
let desk: Awaited<ReturnType<typeof openDesk>>
let lostId: string
beforeAll(async () => {
  database = await openTestDatabase()
  warmline = await startWarmline({ DATABASE_URL: database.url, DEMO: 'off', ...owner })
  desk = await openDesk(warmline.url)
  // First of all what poisons: a header without an end, and a mail whose bytes are gone from the disk before it is read.
  await sendRaw(warmline.mailPort, `From: a@customer.example\r\n${'X-Pad: y\r\n'.repeat(200_000)}`)
  const [lost] = await query<{ id: string }>(
    database.url,
    `with payload as (insert into payloads (channel, envelope, file, size) values ('email', '{}', repeat('0', 64), 3) returning id)
     select id, graphile_worker.add_job('incoming', json_build_object('payloadId', id)) from payload`,
  )
  lostId = lost?.id ?? ''
}, 120_000)
afterAll(async () => {
  await warmline?.stop()
  await database?.close()
})

interface Ticket {
  id: string
  subject: string
  customer: { name: string }
  preview: string
}
interface Message {
  text: string
  html: string | null
  author: { name: string }
  attachments: { name: string; url: string }[]
}
async function ticketOf(subject: string): Promise<{ ticket: Ticket; messages: Message[] }> {
  let ticket: Ticket | undefined
  // As soon as it is there: once it is read, it may be among the spam.
  const isThere = async () => {
    ticket ??= (await desk.get<{ tickets: Ticket[] }>('/tickets?limit=200')).tickets.find((one) => one.subject === subject)
    ticket ??= (await desk.get<{ tickets: Ticket[] }>('/tickets?limit=200&view=spam')).tickets.find((one) => one.subject === subject)
    return ticket !== undefined
  }
  await expect.poll(isThere).toBe(true)
  if (!ticket) throw new Error('the ticket is gone')
  return { ticket, messages: (await desk.get<{ messages: Message[] }>(`/tickets/${ticket.id}/messages`)).messages }
}

test('the same mail ten times at once by SMTP is one message of one ticket', async () => {
  const raw = mailText('ten@customer.example', { subject: 'Ten times' })
  const answers = await Promise.all(Array.from({ length: 10 }, () => sendRaw(warmline.mailPort, raw)))
  expect(answers.map((answer) => answer.slice(0, 3))).toEqual(Array(10).fill('250'))
  const states = () =>
    query<{ state: string; n: number }>(
      database.url,
      `select state, count(*)::int as n from payloads where ticket_id in (select id from tickets where subject = 'Ten times') group by 1 order by 1`,
    )
  await expect.poll(states).toEqual([
    { state: 'duplicate', n: 9 },
    { state: 'ticket', n: 1 },
  ])
  const kept = `select t.message_count as messages from tickets t join messages m on m.ticket_id = t.id where t.subject = 'Ten times'`
  expect(await query(database.url, kept)).toEqual([{ messages: 1 }])
})

test('a mail of 60 MB is refused with 552 without filling the memory, and the next one is taken in', { timeout: 60_000 }, async () => {
  const resident = async () => Number(/^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${warmline.pid}/status`, 'utf8'))?.[1]) / 1024
  const before = await resident()
  let most = before
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, await resident())
      await sleep(20)
    }
  })()
  expect(await pushMail(warmline.mailPort, 60)).toMatch(/^552/)
  isOver = true
  await watching
  expect(most - before).toBeLessThan(100)
  expect(await readdir(join(warmline.dataDir, 'files', 'incoming'))).toEqual([])
  await sendRaw(warmline.mailPort, mailText('after-large@customer.example', { subject: 'After the large one' }))
  await ticketOf('After the large one')
})

const script = '<img src=x onerror=alert(1)><script>alert(2)</script>'

test('script in a mail’s body, names and subject is handed out as text or not at all', async () => {
  const subject = `Broken ${script}`
  const html = `<p onclick="alert(3)">Hi ${script}<img src="https://evil.example/pixel.gif"><svg/onload=alert(4)><a href="javascript:alert(5)">x</a><iframe src="https://evil.example"></iframe>
    <form action="https://evil.example"><input name=p></form><style>*{background:url(//evil.example)}</style>
    <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(6)&gt;"></p>`
  const mail = [
    `From: "Ana ${script.replaceAll('"', '')}" <xss@customer.example>`,
    'To: support@shop.example',
    `Subject: ${subject}`,
    'Message-ID: <xss@customer.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    '--x',
    'Content-Type: text/html; name="page.html"',
    `Content-Disposition: attachment; filename="a${script}.html"`,
    '',
    script,
    '--x',
    'Content-Type: image/svg+xml',
    'Content-Disposition: attachment; filename="picture.svg"',
    '',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(7)"/>',
    '--x--',
  ].join('\r\n')
  await sendRaw(warmline.mailPort, mail, 'xss@customer.example')
  const { ticket, messages } = await ticketOf(subject)
  // Text stays what was written: it is the page's business to show it as text.
  expect(ticket.customer.name).toContain('<img src=x onerror=alert(1)>')
  const message = messages[0]
  expect(message?.html).not.toMatch(/<script|<svg|<iframe|<form|<input|<style|\son\w+\s*=|javascript:|\ssrc="http/i)
  expect(message?.html).toContain('data-remote-src="https://evil.example/pixel.gif"')
  expect(message?.attachments).toHaveLength(2)
  for (const { name, url } of message?.attachments ?? []) {
    expect(name).not.toMatch(/[<>/\\]/)
    const answer = await fetch(`${warmline.url}${url}`, { headers: { cookie: desk.cookie } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  }
})

test('script in a shopper’s name and words stays text, and the API never answers with HTML', async () => {
  const token = await signInShopper(warmline, `Tom ${script}`)
  const text = `Hello ${script}`
  const answer = await writeChat(warmline.url, token, { id: randomUUID(), text })
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  const { chatId } = (await answer.json()) as { chatId: string }
  const { messages } = await desk.get<{ messages: Message[] }>(`/tickets/${chatId}/messages`)
  expect(messages).toMatchObject([{ text, html: null, author: { name: `Tom ${script}` } }])
  const reflected = await fetch(`${warmline.url}/api/v1/${encodeURIComponent(script)}?x=${encodeURIComponent(script)}`)
  expect(reflected.headers.get('content-type')).toMatch(/^application\/json/)
})

test('mails that cannot be read end in quarantine with the reason, and the next ones went on', { timeout: 60_000 }, async () => {
  const quarantined = () => query<{ id: string; error: string }>(database.url, `select id, error from payloads where state = 'quarantined'`)
  await expect.poll(async () => (await quarantined()).length, { timeout: 45_000, interval: 250 }).toBe(2)
  const found = await quarantined()
  expect(found.find(({ id }) => id === lostId)?.error).toContain('ENOENT')
  expect(found.find(({ id }) => id !== lostId)?.error).toMatch(/header/i)
  expect(await query(database.url, 'select 1 from graphile_worker._private_jobs')).toEqual([])
})

/** Pushes a mail of so many megabytes without saying its size; returns the answer after its data. */
async function pushMail(port: number, megabytes: number): Promise<string> {
  const socket = createConnection(port, '127.0.0.1')
  let said = ''
  socket.on('data', (chunk) => {
    said += chunk
  })
  const answered = async (times: number) => {
    while ((said.match(/^\d{3} .*\r\n/gm)?.length ?? 0) < times) await new Promise((resolve) => socket.once('data', resolve))
  }
  await answered(1)
  for (const [index, line] of [
    'HELO big.example',
    'MAIL FROM:<big@customer.example>',
    'RCPT TO:<support@shop.example>',
    'DATA',
  ].entries()) {
    socket.write(`${line}\r\n`)
    await answered(index + 2)
  }
  socket.write('Subject: large\r\n\r\n')
  const megabyte = Buffer.from(`${'x'.repeat(1022)}\r\n`.repeat(1024))
  for (let sent = 0; sent < megabytes; sent++) if (!socket.write(megabyte)) await new Promise((resolve) => socket.once('drain', resolve))
  socket.write('.\r\n')
  await answered(6)
  socket.destroy()
  return said.trim().split('\r\n').at(-1) ?? ''
}
