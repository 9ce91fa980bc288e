import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestDatabase } from '../database.ts'
import { type RunningWarmline, startWarmline } from '../running.ts'
import { query } from './books.ts'
import { freePort } from './freePort.ts'
import { mailText, openDesk, owner, sendRaw } from './outsiders.ts'

/** The mail server that replies go to: what it took, by recipient, and what it does to some of them. */
const taken: { to: string; id: string }[] = []
const begun: { to: string; id: string }[] = []
const whenTaken = new Map<string, () => Promise<void>>()
let server: SMTPServer
function openServer(port: number): Promise<void> {
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      done(address.startsWith('refused') ? Object.assign(new Error('5.1.1 No such user here'), { responseCode: 550 }) : null)
    },
    onData(stream, session, done) {
      stream.toArray().then(async (chunks) => {
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const mail = { to, id: /^Message-ID: <(.+)>/im.exec(Buffer.concat(chunks).toString())?.[1] ?? '' }
        begun.push(mail)
        // The mail is here, and the line goes dead before the answer.
        if (to.startsWith('dropped') && begun.filter((one) => one.to === to).length === 1) return cut(session.id)
        taken.push(mail)
        await whenTaken.get(to)?.()
        done(null, 'queued as 42')
      }, done)
    },
  })
  server.on('error', () => undefined)
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
}
/** Cuts the connection of a session as a dying machine does. */
function cut(sessionId: string): void {
  for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>)
    if (connection.id === sessionId) connection._socket.destroy()
}

let database: Awaited<ReturnType<typeof openTestDatabase>>
let warmline: RunningWarmline
let desk: Awaited<ReturnType<typeof openDesk>>
let port: number
beforeAll(async () => {
  database = await openTestDatabase()
  port = await freePort()
  warmline = await startWarmline({ DATABASE_URL: database.url, DEMO: 'off', SMTP_URL: `smtp://127.0.0.1:${port}`, ...owner })
  desk = await openDesk(warmline.url)
}, 120_000)
afterAll(async () => {
  await warmline?.stop()
  await new Promise<void>((resolve) => (server ? server.close(resolve) : resolve()))
  await database?.close()
})

/** A customer writes and is answered; returns where the answer stands. */
async function answer(customer: string): Promise<{ id: string; standing: () => Promise<{ state: string; error: string | null }> }> {
  const from = `${customer}@customer.example`
  await sendRaw(warmline.mailPort, mailText(`${randomUUID()}@customer.example`, { from, subject: customer }), from)
  const ticketId = async () =>
    (await desk.get<{ tickets: { id: string; subject: string }[] }>('/tickets?limit=100')).tickets.find(
      ({ subject }) => subject === customer,
    )?.id
  await expect.poll(ticketId).toBeDefined()
  const path = `/tickets/${await ticketId()}/messages`
  const id = randomUUID()
  await desk.post(path, { id, text: 'It left today.' })
  return {
    id,
    standing: async () => {
      const { messages } = await desk.get<{ messages: { id: string; state: string; error: string | null }[] }>(path)
      const message = messages.find((one) => one.id === id)
      return { state: message?.state ?? 'missing', error: message?.error ?? null }
    },
  }
}

test('while the mail server is down a reply is queued with the reason; once it is up it goes out once', { timeout: 60_000 }, async () => {
  const { id, standing } = await answer('later')
  await expect.poll(standing).toEqual({ state: 'queued', error: expect.stringContaining('ECONNREFUSED') })
  await openServer(port)
  await expect.poll(standing, { timeout: 40_000, interval: 200 }).toEqual({ state: 'sent', error: null })
  expect(taken).toEqual([{ to: 'later@customer.example', id: `${id}@localhost` }])
  expect(await query(database.url, 'select outcome from delivery_attempts where message_id = $1 order by id', [id])).toContainEqual({
    outcome: 'retry',
  })
})

test('a refusal for good is failed with the mail server’s words; a retry by hand sends the same mail', { timeout: 60_000 }, async () => {
  const { standing } = await answer('refused')
  await expect.poll(standing).toEqual({ state: 'failed', error: expect.stringContaining('5.1.1 No such user here') })
  expect(taken.filter(({ to }) => to.startsWith('refused'))).toEqual([])
})

test('a mail server that dies before its answer gets the very same mail again', { timeout: 60_000 }, async () => {
  const { id, standing } = await answer('dropped')
  await expect.poll(standing, { timeout: 40_000, interval: 200 }).toEqual({ state: 'sent', error: null })
  const mails = begun.filter(({ to }) => to.startsWith('dropped'))
  expect(mails.length).toBeGreaterThan(1)
  expect(new Set(mails.map((mail) => mail.id))).toEqual(new Set([`${id}@localhost`]))
  expect(taken.filter(({ to }) => to.startsWith('dropped'))).toHaveLength(1)
})

test('a database that is away just when the mail was taken does not make it go out twice', { timeout: 60_000 }, async () => {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  const name = new URL(database.url).pathname.slice(1)
  whenTaken.set('away@customer.example', async () => {
    await admin.query(`alter database ${name} allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
  })
  // The way back opens as soon as the server was seen to be refused.
  const { standing } = await answer('away')
  await expect.poll(async () => (await fetch(`${warmline.url}/health/ready`)).status, { interval: 20 }).toBe(503)
  await admin.query(`alter database ${name} allow_connections true`)
  await admin.end()
  await expect.poll(() => standing().catch(() => undefined), { timeout: 40_000, interval: 200 }).toEqual({ state: 'sent', error: null })
  // Also the worker, which begins anew, has nothing to do about it any more.
  await expect.poll(() => query(database.url, 'select 1 from graphile_worker._private_jobs')).toEqual([])
  expect(taken.filter(({ to }) => to.startsWith('away'))).toHaveLength(1)
})
