import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../database.ts'
import { postgresPid, type RunningWarmline, startWarmline } from '../running.ts'
import { expectAllTakenInOnce, query } from './books.ts'
import { freePort } from './freePort.ts'
import { mailText, sendRaw, signInShopper, startLoad, writeChat } from './outsiders.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
const started: RunningWarmline[] = []
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(async () => {
  for (const one of started.reverse()) await one.stop()
  await database?.close()
})

const root = join(import.meta.dirname, '../..')
/** A start that is expected to end by itself. */
const startAndEnd = (env: Record<string, string>) =>
  new Promise<{ status: unknown; stderr: string; stdout: string }>((resolve) => {
    const shared = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_COMPILE_CACHE: 'node_modules/.cache/node' }
    const usual = { ...shared, DEMO: 'off', PORT: '0', INBOUND_SMTP_PORT: '0' }
    execFile(process.execPath, ['server/main.ts'], { cwd: root, timeout: 150_000, env: { ...usual, ...env } }, (error, stdout, stderr) =>
      resolve({ status: error?.code ?? 0, stderr, stdout }),
    )
  })

test('SIGTERM under load: what is in flight ends, the program ends with 0, and after the next start everything is there once', {
  timeout: 240_000,
}, async () => {
  const env = { DATABASE_URL: database.url, DEMO: 'off', PORT: String(await freePort()), INBOUND_SMTP_PORT: String(await freePort()) }
  let running = await startWarmline(env)
  started.push(running)
  const { dataDir } = running
  const load = startLoad(() => running)
  await expect.poll(() => load.mails.length, { timeout: 60_000 }).toBeGreaterThan(20)
  const again = { ...env, DATA_DIR: dataDir }
  const token = await signInShopper(running)
  const socket = io(`${running.url}/shopper`, { path: '/live', transports: ['websocket'], auth: { token }, reconnectionDelayMax: 500 })
  await expect.poll(() => socket.connected, { timeout: 60_000 }).toBe(true)

  // A request and a job that cannot end before we let them: both are in flight when the signal comes. The request waits for
  // its own ticket only: a lock that the load needs as well could wait for a job that waits for us.
  const first = { id: randomUUID(), text: 'A chat that goes on' }
  load.chats.push(first.id)
  expect((await writeChat(running.url, token, first)).status).toBe(201)
  // Read and settled: else reading it would wait for its row, and all that is settled with it.
  const itsTicket = 'select t.id from tickets t join messages m on m.ticket_id = t.id where m.id = $1 and t.sentiment_id is not null'
  await expect.poll(() => query(database.url, itsTicket, [first.id])).toHaveLength(1)
  const holder = new pg.Client({ connectionString: database.url })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select from tickets where id = (select ticket_id from messages where id = $1) for update', [first.id])
  await holder.query('lock table sentiments in exclusive mode')
  const { pid } = (await holder.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0] ?? {}
  const waitingFor = (what: 'relation' | 'transactionid') =>
    query<{ n: number }>(
      database.url,
      'select count(*)::int as n from pg_stat_activity where wait_event = $1 and $2 = any(pg_blocking_pids(pid))',
      [what, pid],
    )
  const working = () =>
    query<{ n: number }>(database.url, `select count(*)::int as n from graphile_worker._private_jobs where locked_at is not null`)
  await expect.poll(async () => (await waitingFor('relation'))[0]?.n).toBeGreaterThan(0)
  const chat = { id: randomUUID(), text: 'In flight' }
  load.chats.push(chat.id)
  const answer = writeChat(running.url, token, chat)
  await expect.poll(async () => (await waitingFor('transactionid'))[0]?.n).toBeGreaterThan(0)
  process.kill(running.pid, 'SIGTERM')
  await expect
    .poll(() =>
      sendRaw(running.mailPort, mailText(`${randomUUID()}@late.example`)).then(
        () => 'taken',
        () => 'refused',
      ),
    )
    .toBe('refused')
  await holder.query('commit')
  await holder.end()
  expect((await answer).status).toBe(201)
  expect(await running.stop()).toBe(0)
  // Nothing is left half done for the next start to find out about.
  expect((await working())[0]?.n).toBe(0)

  running = await startWarmline(again)
  started.push(running)
  await load.stop()
  await expectAllTakenInOnce(database.url, load)
  // Browsers that were connected come back by themselves.
  await expect.poll(() => socket.connected, { timeout: 60_000 }).toBe(true)
  socket.close()
})

test('a wrong value of the environment ends the start with one sentence and exit code 1', async () => {
  const { status, stderr, stdout } = await startAndEnd({ PORT: '70000' })
  expect({ status, stderr, stdout }).toEqual({
    status: 1,
    stdout: '',
    stderr: 'Warmline did not start. PORT must be a port, 0 to 65535 (it is "70000").\n',
  })
})

test('a port in use, a database that does not answer, or a folder or address that cannot be, ends the start with one sentence', {
  timeout: 240_000,
}, async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = String(address && typeof address === 'object' ? address.port : 0)
  const [first] = started
  const dataDir = first?.dataDir ?? ''
  const starting = { DATABASE_URL: database.url, DATA_DIR: dataDir }
  const [web, mail, away, folder, host] = await Promise.all([
    startAndEnd({ ...starting, PORT: port }),
    startAndEnd({ ...starting, INBOUND_SMTP_PORT: port }),
    startAndEnd({ ...starting, DATABASE_URL: 'postgres://127.0.0.1:1/none' }),
    startAndEnd({ DATA_DIR: '/proc/none/such' }),
    startAndEnd({ ...starting, HOST: '192.0.2.1' }),
  ])
  await new Promise((resolve) => server.close(resolve))
  const sentence = (words: string) => ({
    status: 1,
    stderr: expect.stringMatching(new RegExp(`^Warmline did not start\\. ${words}[^\\n]*\\.\\n$`)),
  })
  expect(web).toMatchObject(sentence(`PORT ${port} on 127\\.0\\.0\\.1 is in use`))
  expect(mail).toMatchObject(sentence(`INBOUND_SMTP_PORT ${port} on 127\\.0\\.0\\.1 is in use`))
  expect(away).toMatchObject(sentence('The database does not answer: '))
  expect(folder).toMatchObject(sentence('DATA_DIR cannot be used: '))
  expect(host).toMatchObject(sentence('PORT 0 on 192\\.0\\.2\\.1 cannot be opened, because HOST is no address'))
})

let own: RunningWarmline

test('a second one on other ports, with the same data folder or the same database, is refused with one sentence', {
  timeout: 240_000,
}, async () => {
  own = await startWarmline({ DEMO: 'off' })
  started.push(own)
  const elsewhere = await mkdtemp(join(tmpdir(), 'warmline-'))
  const seconds = await Promise.all([
    startAndEnd({ DATA_DIR: own.dataDir }),
    startAndEnd({ DATA_DIR: elsewhere, DATABASE_URL: own.databaseUrl }),
  ])
  await rm(elsewhere, { recursive: true, force: true })
  for (const second of seconds)
    expect(second).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Warmline did not start\. Another Warmline runs on this database: [^\n]*\.\n$/),
    })
  // The first one works on, with its database.
  expect((await fetch(`${own.url}/health/ready`)).status).toBe(200)
})

test('its own database ends with it, runs on when it is killed, and is taken over by the next start', { timeout: 180_000 }, async () => {
  const pid = await postgresPid(own.dataDir)
  expect(pid).toBeGreaterThan(0)
  // Killed hard, it is in nobody's way.
  await own.kill()
  expect(await postgresPid(own.dataDir)).toBe(pid)
  const next = await startWarmline({ DEMO: 'off', DATA_DIR: own.dataDir })
  started.push(next)
  expect(next.databaseUrl).toBe(own.databaseUrl)
  expect(await postgresPid(own.dataDir)).toBe(pid)
  expect(await next.stop()).toBe(0)
  expect(await postgresPid(own.dataDir)).toBeUndefined()
})
